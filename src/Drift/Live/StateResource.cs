using Starface.Drift.Json;

namespace Starface.Drift.Live;

/// <summary>A group or rule of a stack's state.</summary>
/// <param name="Place">Its place in the document.</param>
/// <param name="Type">Pulumi's type token.</param>
/// <param name="Connector">The connector of its cloud.</param>
/// <param name="Kind">What it is.</param>
/// <param name="LogicalName">The name in the stack's program.</param>
/// <param name="Id">The cloud's id, or null when it has none yet.</param>
internal sealed record StateResource(
    JsonCursor Place, string Type, CloudConnector Connector, StateResourceKind Kind, string LogicalName, string? Id)
{
    private const string Separator = "::";

    /// <summary>Whether it was replaced and waits for its deletion.</summary>
    public bool IsPendingDelete { get; private init; }

    /// <summary>Whether it was created only in part.</summary>
    public bool HasInitErrors { get; private init; }

    /// <summary>The URN of the component it belongs to, or null where it belongs to the stack itself.</summary>
    public string? Parent { get; private init; }

    /// <summary>The URN of its provider, or null where that is the default one.</summary>
    public string? Provider { get; private init; }

    /// <summary>The resource, or null when it is neither group nor rule, or is only read and not managed.</summary>
    /// <exception cref="LiveFormatException">It cannot be understood.</exception>
    public static StateResource? Read(JsonCursor place, CloudConnectors clouds)
    {
        var type = place.NeedText("type");
        foreach (var connector in clouds.All)
        {
            if (connector.State?.KindOf(type) is not { } kind) continue;
            if (place.IsTrue("external")) return null;
            var id = place.Text("id");
            return new StateResource(place, type, connector, kind, ReadName(place), string.IsNullOrEmpty(id) ? null : id)
            {
                Parent = place.Text("parent") is { } parent && !parent.Contains("::pulumi:pulumi:Stack::", StringComparison.Ordinal)
                    ? parent
                    : null,
                Provider = ReadProvider(place.Text("provider")),
                IsPendingDelete = place.IsTrue("delete"),
                HasInitErrors = place.List("initErrors").Any(),
            };
        }

        return null;
    }

    /// <summary>A provider is written as its URN and its id.</summary>
    private static string? ReadProvider(string? reference)
    {
        if (reference?.LastIndexOf(Separator, StringComparison.Ordinal) is not (> 0 and var end)) return null;
        var urn = reference[..end];
        return urn[(urn.LastIndexOf(Separator, StringComparison.Ordinal) + Separator.Length)..]
            .StartsWith("default", StringComparison.Ordinal) ? null : urn;
    }

    /// <summary>The last part of the URN.</summary>
    private static string ReadName(JsonCursor place)
    {
        var urn = place.NeedText("urn");
        var end = urn.LastIndexOf(Separator, StringComparison.Ordinal);
        return end >= 0 ? urn[(end + Separator.Length)..] : throw place.Error($"has the urn '{urn}', which is not a valid URN");
    }
}
