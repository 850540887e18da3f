using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Starface.Drift.Json;

/// <summary>
/// The members an object may have, each once, in any letter case. They are found fastest when they are given in the order in which clouds
/// write them.
/// </summary>
internal sealed class KnownMembers(params string[] names)
{
    /// <summary>These members and more.</summary>
    public KnownMembers And(params string[] more) => new([.. names, .. more]);

    /// <summary>What is wrong with the members of an object, or null when all are known and none is duplicate.</summary>
    public string? ProblemOf(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object) return "is not an object";
        var seen = 0UL;
        var next = 0;
        foreach (var member in element.EnumerateObject())
        {
            if (NumberOf(member, next) is not { } number)
                return DescribeUnknown(member.Name);
            if ((seen & (1UL << number)) != 0) return $"has '{names[number]}' twice in different letter case";
            seen |= 1UL << number;
            next = number + 1;
        }

        return null;
    }

    /// <summary>Whether a name is one of these, in any letter case.</summary>
    public bool Has(string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong with an object that has a member that is not known.</summary>
    public static string DescribeUnknown(string name) => $"has the member '{name}', which this program does not know and so cannot judge";

    /// <summary>Whether a member has a name, whatever its letter case.</summary>
    public static bool Is(JsonProperty member, string name)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(member);
        return raw.Contains((byte)'\\')
            ? string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase)
            : Ascii.EqualsIgnoreCase(raw, name);
    }

    private int? NumberOf(JsonProperty member, int next)
    {
        for (var i = 0; i < names.Length; i++)
        {
            var number = (next + i) % names.Length;
            if (Is(member, names[number])) return number;
        }

        return null;
    }
}
