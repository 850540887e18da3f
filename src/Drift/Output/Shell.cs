using Starface.Policy.Problems;

namespace Starface.Drift.Output;

/// <summary>Commands of a POSIX shell that people copy: a string is one argument.</summary>
internal sealed class Shell : IMedium
{
    /// <inheritdoc/>
    public static string Escape(string text) =>
        text.Length > 0 && text.All(IsPlain) ? text : "'" + SafeText.From(text).Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    /// <summary>A comment, up to the end of the line.</summary>
    public static MediumText<Shell> Comment(string text) => MediumText<Shell>.FromEscaped($"# {SafeText.From(text)}");

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '/' or '.' or ':';
}
