using System.Buffers;
using System.Text;

namespace Starface.Drift.Live;

/// <summary>
/// Replaces what may be a secret in a text: values by their name, in JSON, XML, forms, headers, command lines and sentences; and what tells
/// by its form that it is one. It looks at each character a few times, whatever the text is.
/// </summary>
/// <param name="text">The text.</param>
internal sealed class SecretMask(string text)
{
    /// <summary>What is shown in place of a secret.</summary>
    public const string Mask = "***";

    private const string Pem = "-----BEGIN";
    private const string PemEnd = "-----END";
    private const string Cdata = "<![CDATA[";
    private const int ShortestRandom = 32;

    /// <summary>As in <c>{"name": "password", "value": "…"}</c>.</summary>
    private const int FromNameToValue = 16;

    /// <summary>The words that introduce credentials, and those that follow them in sentences.</summary>
    private static readonly string[] Schemes =
        ["bearer", "basic", "negotiate", "ntlm", "sharedkey", "sharedkeylite", "sharedaccesssignature"];

    private static readonly string[] AfterScheme =
    [
        "token", "tokens", "auth", "authentication", "authorization", "scheme", "schemes", "credentials", "credential", "error", "realm",
        "header", "challenge", "is", "was", "or", "and",
    ];

    /// <summary>The verbs between the name of a secret and its value in sentences.</summary>
    private static readonly string[] Links = ["is ", "was ", "of "];

    /// <summary>How secrets begin, and how many characters of theirs follow at least.</summary>
    private static readonly (string Start, int Least)[] Forms =
    [
        ("AKIA", 12), ("ASIA", 12), ("AROA", 12), ("AIDA", 12), ("ABIA", 12), ("ACCA", 12), ("eyJ", 8), ("ghp_", 16), ("gho_", 16),
        ("ghu_", 16), ("ghs_", 16), ("ghr_", 16), ("github_pat_", 16), ("glpat-", 10), ("gldt-", 10), ("glrt-", 10), ("glptt-", 10),
        ("glcbt-", 10), ("glsoat-", 10), ("pul-", 16), ("xoxb-", 8), ("xoxp-", 8), ("xoxa-", 8), ("xapp-", 8), ("sk-", 20),
        ("sk_live_", 8), ("rk_live_", 8), ("AIza", 30), ("ya29.", 10), ("npm_", 20), ("pypi-", 16), ("hvs.", 10), ("SG.", 20),
        ("IQoJb3Jp", 16), ("FwoGZXIv", 16), ("FQoGZXIv", 16), ("AGE-SECRET-KEY-", 8), ("dckr_pat_", 8), ("doo_v1_", 8), ("dop_v1_", 8),
    ];

    private static readonly SearchValues<char> FirstOfForms = SearchValues.Create([.. Forms.Select(form => form.Start[0])]);

    private readonly StringBuilder _masked = new(text.Length);
    private int _at;

    /// <summary>
    /// The end of the last quoted word that names a secret: in some documents a name is a value, and its value is beside it.
    /// </summary>
    private int _named = int.MinValue / 2;

    /// <summary>How often a character was looked at.</summary>
    public int Steps { get; private set; }

    /// <summary>The text without what may be a secret.</summary>
    public static string Apply(string text) => new SecretMask(text).Apply();

    /// <inheritdoc cref="Apply(string)"/>
    public string Apply()
    {
        while (_at < text.Length)
        {
            if (StartsWith(_at, Pem)) MaskKey();
            else if (StartsWith(_at, "://")) CopyAddress();
            else if (IsWord(At(_at))) CopyWord();
            else Copy(_at + 1);
        }

        return _masked.ToString();
    }

    private char At(int i)
    {
        Steps++;
        return i < text.Length ? text[i] : '\0';
    }

    private bool StartsWith(int i, string start)
    {
        if (At(i) != start[0]) return false;
        Steps += start.Length;
        return string.CompareOrdinal(text, i, start, 0, start.Length) == 0;
    }

    private void Copy(int end)
    {
        _masked.Append(text, _at, Math.Min(end, text.Length) - _at);
        _at = Math.Min(end, text.Length);
    }

    private void Hide(int end)
    {
        _masked.Append(Mask);
        _at = Math.Min(end, text.Length);
    }

    /// <summary>A key in PEM, whole or cut.</summary>
    private void MaskKey()
    {
        var end = text.IndexOf(PemEnd, _at, StringComparison.Ordinal);
        Steps += (end < 0 ? text.Length : end) - _at;
        if (end < 0)
        {
            Hide(text.Length);
            return;
        }

        end += PemEnd.Length;
        while (end < text.Length && At(end) != '-') end++;
        while (end < text.Length && At(end) == '-') end++;
        Hide(end);
    }

    /// <summary>User and password of an address.</summary>
    private void CopyAddress()
    {
        Copy(_at + 3);
        var end = _at;
        var user = -1;
        for (; end < text.Length && At(end) is not ('/' or '?' or '#' or '"' or '\'' or '<' or '>') && !char.IsWhiteSpace(text[end]); end++)
        {
            if (text[end] == '@') user = end;
        }

        if (user >= 0) Hide(user);
    }

    private void CopyWord()
    {
        var start = _at;
        var end = start;
        while (end < text.Length && IsWord(At(end))) end++;
        var word = text.AsSpan(start, end - start);
        if (IsSecretForm(word, out var keep))
        {
            if (keep > 0) Copy(start + keep);
            Hide(EndOfValue(end));
            return;
        }

        Copy(end);
        var name = word[(word.LastIndexOf('/') + 1)..];
        if (IsTag(start))
        {
            if (word[0] != '/' && SecretNames.Contains(name)) MaskElement();
        }
        else if (SecretNames.Contains(name))
        {
            if (start > 0 && At(start - 1) is '"' or '\'') _named = end;
            MaskValue(name, IsOption(start));
        }
        else if (word.Equals("value", StringComparison.OrdinalIgnoreCase) && start - _named is > 0 and <= FromNameToValue)
        {
            MaskValue(word, isOption: false);
        }
        else if (IsAny(word, Schemes)) MaskAfterScheme();
    }

    /// <summary>Whether a word tells by its form that it is a secret; the form may begin after a piece, as in <c>id/AKIA…</c>.</summary>
    /// <param name="word">The word.</param>
    /// <param name="keep">The length of that piece.</param>
    private bool IsSecretForm(ReadOnlySpan<char> word, out int keep)
    {
        Steps += 2 * word.Length;
        // Secrets of applications in Azure.
        keep = 0;
        if (word.Contains("Q~", StringComparison.Ordinal) && word.Length >= 30) return true;
        for (keep = 0; keep < word.Length; keep = NextPiece(word, keep))
        {
            var rest = word[keep..];
            if (!FirstOfForms.Contains(rest[0])) continue;
            foreach (var (start, least) in Forms)
            {
                if (rest.Length >= start.Length + least && rest.StartsWith(start, StringComparison.Ordinal)) return true;
            }
        }

        keep = 0;
        return word.Length >= ShortestRandom && IsRandom(word);
    }

    /// <summary>Where the next piece of a word begins, after one of its joints.</summary>
    private static int NextPiece(ReadOnlySpan<char> word, int from)
    {
        var joint = word[from..].IndexOfAny("-_./+");
        return joint < 0 ? word.Length : from + joint + 1;
    }

    /// <summary>Whether a word changes between large and small letters and digits as often as only random ones do.</summary>
    private static bool IsRandom(ReadOnlySpan<char> word)
    {
        var (kinds, changes, previous) = (0, 0, 0);
        foreach (var c in word)
        {
            var kind = char.IsAsciiLetterUpper(c) ? 1 : char.IsAsciiLetterLower(c) ? 2 : char.IsAsciiDigit(c) ? 4 : 0;
            if (c is '-' or '.') return false;
            kinds |= kind;
            if (kind != 0 && kind != previous) changes++;
            if (kind != 0) previous = kind;
        }

        return kinds == 7 && changes * 3 >= word.Length;
    }

    /// <summary>Whether a word is the name of an element that begins here: <c>&lt;Token</c> or <c>&lt;sts:Token</c>.</summary>
    private bool IsTag(int start)
    {
        if (start == 0) return false;
        if (At(start - 1) == '<') return true;
        if (text[start - 1] != ':') return false;
        const int LongestPrefix = 16;
        var i = start - 2;
        while (i > 0 && start - i < LongestPrefix && char.IsAsciiLetterOrDigit(At(i))) i--;
        return i >= 0 && At(i) == '<';
    }

    private bool IsOption(int start) => start == 0
        ? text.StartsWith("--", StringComparison.Ordinal)
        : At(start) == '-' && char.IsWhiteSpace(At(start - 1));

    private void MaskElement()
    {
        var end = _at;
        while (end < text.Length && At(end) is not ('>' or '<')) end++;
        if (end >= text.Length || text[end] == '<' || At(end - 1) == '/') return;
        Copy(end + 1);
        var isCdata = StartsWith(_at, Cdata);
        if (isCdata) Copy(_at + Cdata.Length);
        end = _at;
        while (end < text.Length && (isCdata ? At(end) != ']' : At(end) != '<')) end++;
        if (end > _at) Hide(end);
    }

    /// <summary>The value behind a name and what separates them.</summary>
    private void MaskValue(ReadOnlySpan<char> name, bool isOption)
    {
        var i = SkipQuotes(_at, out var quote);
        var separator = SeparatorAt(i);
        if (separator > 0) i = SkipQuotes(i + separator, out quote);
        else if (i == _at || !char.IsWhiteSpace(At(_at))) return;
        else if (!isOption && quote == '\0')
        {
            i = SkipQuotes(SkipLink(i), out quote);
            if (quote == '\0' ? !IsValueInSentence(i) : !IsWord(At(i))) return;
        }

        if (i >= text.Length) return;
        Copy(i);
        if (quote != '\0') Hide(EndOfQuoted(i, quote));
        else if (At(i) is '[' or '{') Hide(EndOfList(i));
        else if (SecretNames.IsHeader(name)) Hide(EndOfLine(i));
        else if (!TryMaskScheme(i) && !IsName(i)) Hide(EndOfValue(i));
    }

    /// <summary>Skips the verb between a name and its value in a sentence, if there is one.</summary>
    private int SkipLink(int i)
    {
        foreach (var link in Links)
        {
            if (StartsWith(i, link)) return i + link.Length;
        }

        return i;
    }

    /// <summary>
    /// Whether what follows a name in a sentence is a value, as in <c>token 3f9a</c>, and not how the sentence goes on: it has a digit, or
    /// a capital letter after a small one.
    /// </summary>
    private bool IsValueInSentence(int start)
    {
        for (var i = start; i < text.Length && IsWord(At(i)); i++)
        {
            if (char.IsAsciiDigit(text[i]) || i > start && char.IsAsciiLetterUpper(text[i]) && char.IsAsciiLetterLower(text[i - 1]))
                return true;
        }

        return false;
    }

    /// <summary>A value of a scheme and a credential: <c>token: Bearer abc</c>.</summary>
    private bool TryMaskScheme(int start)
    {
        var end = start;
        while (end < text.Length && char.IsAsciiLetterOrDigit(At(end))) end++;
        if (!IsAny(text.AsSpan(start, end - start), Schemes)) return false;
        Copy(end);
        MaskAfterScheme();
        return true;
    }

    /// <summary>Whether what follows a name is the name of another secret, as in <c>secret: secure: v1:abc</c>.</summary>
    private bool IsName(int start)
    {
        var end = start;
        while (end < text.Length && IsWord(At(end))) end++;
        return SeparatorAt(end) > 0 && SecretNames.Contains(text.AsSpan(start, end - start));
    }

    private void MaskAfterScheme()
    {
        var i = _at;
        while (i < text.Length && (At(i) == ' ' || text[i] is '\t' or ':')) i++;
        if (i == _at || i >= text.Length) return;
        var end = EndOfValue(i);
        var word = end;
        while (word > i && !char.IsAsciiLetterOrDigit(text[word - 1])) word--;
        if (end == i || IsAny(text.AsSpan(i, word - i), AfterScheme)) return;
        var isParameter = text.AsSpan(i, end - i).IndexOf('=') is > 0 and var sign && sign < end - i - 2
            && char.IsAsciiLetter(text[i]) && end - i < ShortestRandom && text[i + sign + 1] != '=';
        if (isParameter) return;
        Copy(i);
        Hide(end);
    }

    /// <summary>Skips blanks, and quotes that may be escaped; tells the last quote.</summary>
    private int SkipQuotes(int i, out char quote)
    {
        quote = '\0';
        for (; i < text.Length && (At(i) is '"' or '\'' or '\\' || char.IsWhiteSpace(text[i])); i++)
        {
            if (text[i] is '"' or '\'') quote = text[i];
        }

        return i;
    }

    /// <summary>The length of what separates a name from its value, or 0.</summary>
    private int SeparatorAt(int i)
    {
        if (At(i) is ':' or '=') return At(i + 1) is '=' or '>' ? 2 : 1;
        return At(i) == '%' && At(i + 1) == '3' && At(i + 2) is 'D' or 'd' or 'A' or 'a' ? 3 : 0;
    }

    private int EndOfQuoted(int i, char quote)
    {
        for (; i < text.Length; i++)
        {
            if (At(i) == quote) return i;
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] != quote) i++;
            else if (text[i] == '\\') return EndOfEscaped(i, quote);
        }

        return i;
    }

    /// <summary>
    /// The end of a quoted value at an escaped quote: the value itself is quoted so where a document is inside another one; else it goes
    /// on.
    /// </summary>
    private int EndOfEscaped(int i, char quote)
    {
        var next = At(i + 2);
        if (next is ',' or '}' or ']' or '\0' || char.IsWhiteSpace(next)) return i;
        for (i += 2; i < text.Length; i++)
        {
            if (At(i) == quote) return i;
        }

        return i;
    }

    private int EndOfList(int i)
    {
        while (i < text.Length && At(i) is not (']' or '}')) i++;
        return i;
    }

    private int EndOfLine(int i)
    {
        while (i < text.Length && At(i) is not ('\n' or '\r' or '"' or '<')) i++;
        return i;
    }

    private int EndOfValue(int i)
    {
        for (; i < text.Length && !char.IsWhiteSpace(At(i)); i++)
        {
            if (text[i] is '&' or ',' or ';' or '"' or '\'' or '<' or '>' or ')' or ']' or '}') break;
            if (text[i] == '%' && At(i + 1) == '2' && At(i + 2) == '6') break;
        }

        return i;
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or '+' or '~';

    private static bool IsAny(ReadOnlySpan<char> word, string[] words)
    {
        foreach (var one in words)
        {
            if (word.Equals(one, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
