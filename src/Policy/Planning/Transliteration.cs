using System.Text;

namespace Starface.Policy.Planning;

/// <summary>Writes German and other Latin text in ASCII, the way people do on machines without umlauts.</summary>
internal static class Transliteration
{
    /// <summary>Pairs of a run of characters and what each of them becomes.</summary>
    private static readonly Dictionary<char, string> Table = Build(
        "äæ", "ae", "öœ", "oe", "ü", "ue", "ÄÆ", "Ae", "ÖŒ", "Oe", "Ü", "Ue", "ß", "ss", "ẞ", "SS", "ø", "oe", "Ø", "Oe", "å", "aa", "Å",
        "Aa",
        "áàâãāă", "a", "ÁÀÂÃĀĂ", "A", "çćč", "c", "ÇĆČ", "C", "éèêëēě", "e", "ÉÈÊËĒĚ", "E", "íìîï", "i", "ÍÌÎÏ", "I",
        "ñńň", "n", "ÑŃŇ", "N", "óòôõ", "o", "ÓÒÔÕ", "O", "řŕ", "r", "ŘŔ", "R", "śšş", "s", "ŚŠŞ", "S", "úùûů", "u", "ÚÙÛŮ", "U",
        "ýÿ", "y", "Ý", "Y", "źžż", "z", "ŹŽŻ", "Z", "ł", "l", "Ł", "L", "–—−‐‑", "-", "→", "->", "…", "...", "×", "x", "€", "EUR", "§",
        "par.",
        "„“”‚‘’«»", "", "\u00a0\u202f", " ");

    /// <summary>The text in ASCII; a character without a counterpart becomes a space.</summary>
    public static string ToAscii(string text)
    {
        if (text.All(c => c < 0x80)) return text;
        var result = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (c < 0x80) result.Append(c);
            else result.Append(Table.TryGetValue(c, out var ascii) ? ascii : " ");
        }

        return result.ToString();
    }

    private static Dictionary<char, string> Build(params string[] pairs)
    {
        var table = new Dictionary<char, string>();
        for (var i = 0; i < pairs.Length; i += 2)
        {
            foreach (var character in pairs[i])
                table.Add(character, pairs[i + 1]);
        }

        return table;
    }
}
