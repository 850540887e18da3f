namespace Starface.Policy.Problems;

/// <summary>Makes a part of a message of what the system, a library or another person wrote.</summary>
internal static class ForeignText
{
    /// <summary>The text in one line without its full stop.</summary>
    /// <param name="text">The text.</param>
    public static string ToPhrase(string text) => text.Replace("\r\n", " ").Replace('\n', ' ').Replace('\r', ' ').TrimEnd(' ', '.');

    /// <summary>The message of an exception in one line without its full stop.</summary>
    /// <param name="exception">The exception.</param>
    public static string ToPhrase(Exception exception) => ToPhrase(exception.Message);
}
