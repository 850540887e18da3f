using System.Text.Json;
using Starface.Drift.Json;
using Starface.Policy;

namespace Starface.Drift.Live;

/// <summary>The outputs of a state's resource.</summary>
internal static class StateOutputs
{
    /// <summary>What to do about a state that does not show everything.</summary>
    public const string Refresh = "run 'pulumi refresh' and export the state again, or read the cloud itself";

    private const string SecretValue = "is a secret or an asset, so that its value is not to be read";
    private const string KeepOutOfSecrets = "leave it out of the program's secrets, or read the cloud itself";

    private const string SignatureKey = "4dabf18193072939515e22adb298388d";
    private const string UnknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    /// <summary>The outputs, if no value in them is secret or not yet known. A secret's content is never read, let alone shown.</summary>
    /// <exception cref="LiveFormatException">A value is secret or not yet known.</exception>
    public static JsonCursor Plain(JsonCursor outputs)
    {
        Check(outputs);
        return outputs;

        static void Check(JsonCursor place)
        {
            switch (place.Element.ValueKind)
            {
                case JsonValueKind.Object:
                    if (place.Element.TryGetProperty(SignatureKey, out _)) throw place.IncompleteError(SecretValue, KeepOutOfSecrets);
                    foreach (var (name, value) in place.Members())
                    {
                        if (name is not ("__meta" or "__defaults")) Check(value);
                    }

                    break;
                case JsonValueKind.Array:
                    foreach (var item in place.Items()) Check(item);
                    break;
                case JsonValueKind.String when place.Element.ValueEquals(UnknownValue):
                    throw place.IncompleteError("is not known yet: the state comes from an update that did not finish");
                default:
                    break;
            }
        }
    }

    /// <summary>
    /// What is wrong with a group that does not list its rules, or null. A cloud always lists them, even when the list is empty.
    /// </summary>
    public static Problem? FindMissingList(JsonCursor outputs, params ReadOnlySpan<string> lists)
    {
        foreach (var list in lists)
        {
            if (outputs.Find(list) is null)
                return outputs.IncompleteError($"has no '{list}', so that rules added by hand are not seen", Refresh).Problem;
        }

        return null;
    }
}
