using Starface.Policy.Flows;

namespace Starface.Generators.Checks;

/// <summary>Guesses what a malformed text of ports was to say.</summary>
internal static class PortText
{
    private static readonly char[] Dashes = ['-', '\u2013', '\u2014', ':'];

    /// <summary>The ports without white space and leading zeros, in order and with a plain dash; null where that makes no range within the lowest and highest port.</summary>
    /// <param name="text">The malformed text.</param>
    /// <param name="lowest">The lowest port.</param>
    public static string? Mend(string text, int lowest)
    {
        var parts = text.Split(Dashes).Select(part => part.Trim()).ToList();
        if (parts.Count > 2 || !parts.TrueForAll(IsNumber)) return null;
        var ordered = parts.Select(WithoutZeros).OrderBy(part => part.Length).ThenBy(part => part, StringComparer.Ordinal);
        var mend = string.Join("-", ordered);
        return PortRange.TryParse(mend, out var ports, out _) && ports.From >= lowest ? mend : null;
    }

    private static bool IsNumber(string text) => text.Length > 0 && text.All(character => character is >= '0' and <= '9');

    private static string WithoutZeros(string text) => text.TrimStart('0') is { Length: > 0 } rest ? rest : "0";
}
