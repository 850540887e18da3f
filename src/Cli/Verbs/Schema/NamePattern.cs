using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Starface.Cli.Verbs.Schema;

/// <summary>Regular expressions, of the kind that JSON Schema has, for names that may be written in several ways.</summary>
internal static class NamePattern
{
    /// <summary>
    /// Matches a name of a peer group or setting, in any letter case and with hyphens and underscores anywhere or nowhere.
    /// </summary>
    /// <param name="names">The names; of none, nothing matches.</param>
    public static string Loose(ImmutableArray<string> names) => AnyOf(names, name => string.Join(
        "[-_]*", ["", .. name.Where(letter => letter is not ('-' or '_')).Select(InAnyCase), ""]));

    /// <summary>Matches a name in any letter case.</summary>
    /// <param name="names">The names; of none, nothing matches.</param>
    public static string InAnyCase(ImmutableArray<string> names) => AnyOf(names, name => string.Concat(name.Select(InAnyCase)));

    private static string AnyOf(ImmutableArray<string> names, Func<string, string> toPattern) =>
        names.IsEmpty ? "^(?!)" : $"^({string.Join('|', names.Select(toPattern))})$";

    private static string InAnyCase(char letter)
    {
        var (lower, upper) = (char.ToLowerInvariant(letter), char.ToUpperInvariant(letter));
        if (lower != upper) return $"[{lower}{upper}]";
        return char.IsAsciiDigit(letter) || letter == '-'
            ? letter.ToString()
            : new StringBuilder("\\u").Append(((int)letter).ToString("x4", CultureInfo.InvariantCulture)).ToString();
    }
}
