using System.Text;

namespace Starface.Drift.Reports;

/// <summary>Texts that strangers wrote into a cloud, made harmless for terminals and build logs.</summary>
internal static class SafeText
{
    /// <summary>The text without control characters and without what build services take for a command.</summary>
    public static string Of(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var c in text)
            safe.Append(char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') ? ' ' : c);
        // GitHub takes "::" for a command only at the start of a line, which is never a stranger's; IPv6 addresses keep theirs.
        return safe.ToString().Replace("##", "# #", StringComparison.Ordinal);
    }

    /// <summary>The text without control characters, for formats that escape the rest themselves.</summary>
    public static string Plain(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (var i = 0; i < span.Length; i++)
            span[i] = char.IsControl(source[i]) || char.IsSurrogate(source[i]) ? ' ' : source[i];
    });
}
