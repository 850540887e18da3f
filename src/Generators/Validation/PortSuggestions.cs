using Starface.Policy.Flows;

namespace Starface.Generators.Validation;

/// <summary>Suggests a valid spelling of a malformed range of ports.</summary>
internal static class PortSuggestions
{
    private static readonly char[] Separators = ['-', '\u2013', '\u2014', ':'];

    /// <summary>The range without white space and leading zeros, in order and with a hyphen, or null.</summary>
    /// <param name="text">The malformed range.</param>
    /// <param name="lowest">The lowest valid port.</param>
    public static string? For(string text, int lowest)
    {
        var parts = text.Split(Separators).Select(part => part.Trim()).ToList();
        if (parts.Count > 2 || !parts.TrueForAll(IsNumber)) return null;
        var ordered = parts.Select(WithoutZeros).OrderBy(part => part.Length).ThenBy(part => part, StringComparer.Ordinal);
        var range = string.Join("-", ordered);
        return PortRange.TryParse(range, out var ports, out _) && ports.From >= lowest ? range : null;
    }

    private static bool IsNumber(string text) => text.Length > 0 && text.All(character => character is >= '0' and <= '9');

    private static string WithoutZeros(string text) => text.TrimStart('0') is { Length: > 0 } rest ? rest : "0";
}
