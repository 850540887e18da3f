namespace Starface.Drift.Live;

/// <summary>Arguments of shell commands that people are to copy.</summary>
internal static class ShellText
{
    /// <summary>A text as one argument of a POSIX shell.</summary>
    public static string Quote(string text) =>
        text.Length > 0 && text.All(IsPlain) ? text : "'" + SafeText.From(text).Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '/' or '.' or ':';
}
