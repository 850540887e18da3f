using System.Text;
using Starface.Policy.Problems;

namespace Starface.Drift.Live;

/// <summary>
/// Makes a part of a message of what clouds and their clients say: without credentials, without what differs on every run, so that the same
/// failure is the same finding, and not longer than a message should be. The time is in proportion to the length of the text.
/// </summary>
internal static class Redaction
{
    /// <summary>What is looked at of a text whose blanks are single ones; the rest is left out before anything is masked.</summary>
    public const int Window = 8000;

    private const int ShortestSecret = 6;
    private const int Longest = 400;

    /// <summary>What is shown of the message that a cloud gives beside a code of its own.</summary>
    private const int LongestWithCode = 200;

    /// <summary>What is shown of any other words of a cloud or its client.</summary>
    private const int LongestWithoutCode = 80;

    /// <summary>The lines behind which a client shows the answer itself.</summary>
    private static readonly string[] AnswerLines = ["\nStatus: ", "\nContent:", "\nHeaders:"];

    /// <summary>What AWS encodes differently for each refusal.</summary>
    private const string EncodedTail = "Encoded authorization failure message:";

    /// <summary>The line after which an Azure answer's headers follow, with their times and ids.</summary>
    private const string HeadersLine = "Headers:";

    private static readonly string[] RunOnly = ["Trace ID", "Correlation ID", "Request ID", "RequestID", "Timestamp"];

    private static readonly string[] SecretVariables =
    [
        "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_ACCESS_KEY_ID", "AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PASSWORD",
        "AZURE_PASSWORD", "ARM_CLIENT_SECRET", "ARM_ACCESS_KEY", "PULUMI_ACCESS_TOKEN", "PULUMI_CONFIG_PASSPHRASE", "GITHUB_TOKEN",
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "SYSTEM_ACCESSTOKEN", "CI_JOB_TOKEN", "IDENTITY_HEADER", "AWS_CONTAINER_AUTHORIZATION_TOKEN",
    ];

    /// <summary>The message of an exception as a part of a message.</summary>
    public static string Redact(Exception exception) => Redact(exception.Message);

    /// <summary>
    /// Why a cloud, or the client that asked it, says that it failed: the reason alone, and never the answer that the client shows behind
    /// it.
    /// </summary>
    /// <param name="failure">The exception of the client.</param>
    /// <param name="hasCode">Whether the cloud gave a code, so that the message is that of an error in a form that is known.</param>
    public static string Reason(Exception failure, bool hasCode)
    {
        var said = failure.Message.ReplaceLineEndings("\n");
        foreach (var line in AnswerLines)
        {
            if (said.IndexOf(line, StringComparison.Ordinal) is > 0 and var at) said = said[..at];
        }

        return Cut(Redact(said), hasCode ? LongestWithCode : LongestWithoutCode);
    }

    /// <summary>The text as a part of a message: in one line and without its full stop.</summary>
    public static string Redact(string text)
    {
        var plain = InOneLine(text, out var isCut);
        foreach (var variable in SecretVariables)
        {
            if (Environment.GetEnvironmentVariable(variable) is { Length: >= ShortestSecret } secret)
                plain = plain.Replace(secret, SecretMask.Mask, StringComparison.Ordinal);
        }

        plain = SecretMask.Apply(WithoutRunOnly(plain)).Trim();
        if (plain.Length > Longest) return Cut(plain, Longest);
        return isCut ? plain + "..." : ForeignText.ToPhrase(plain);
    }

    private static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)] + "...";

    /// <summary>
    /// The text up to its tail or the window's end, with one blank in place of several. A word that does not fit is left out whole: half
    /// of a secret may not look like one.
    /// </summary>
    private static string InOneLine(string text, out bool isCut)
    {
        var line = new StringBuilder(Math.Min(text.Length, Window));
        var (start, lineStart) = (0, 0);
        isCut = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                if (c == '\n')
                {
                    if (lineStart > 0 && text.AsSpan(lineStart, i - lineStart).Trim().SequenceEqual(HeadersLine))
                    {
                        line.Length = Math.Max(0, line.Length - HeadersLine.Length - (line.Length > 0 && line[^1] == ' ' ? 1 : 0));
                        break;
                    }

                    lineStart = i + 1;
                }

                if (line.Length > 0 && line[^1] != ' ') line.Append(' ');
                start = line.Length;
                continue;
            }

            if (line.Length == Window)
            {
                line.Length = start;
                isCut = true;
                break;
            }

            line.Append(c);
            if (c == ':' && EndsWith(line, EncodedTail))
            {
                line.Length -= EncodedTail.Length;
                break;
            }
        }

        return line.ToString().TrimEnd();
    }

    private static string WithoutRunOnly(string text)
    {
        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            kept.Append(text[i]);
            if (text[i] != ':' || Array.Find(RunOnly, name => EndsWith(kept, name + ":")) is not { } found) continue;
            kept.Length -= found.Length + 1;
            while (kept.Length > 0 && kept[^1] == ' ') kept.Length--;
            i = EndOfWord(text, i + 1);
            // A time may be a second word.
            var end = EndOfWord(text, i);
            if (text.AsSpan(i, end - i) is [' ', _, _, ':', _, _, ':', .., 'Z']) i = end;
            i--;
        }

        return kept.ToString();
    }

    private static int EndOfWord(string text, int i)
    {
        while (i < text.Length && text[i] == ' ') i++;
        while (i < text.Length && text[i] is not (' ' or ',' or ';' or ')')) i++;
        return i;
    }

    /// <summary>Whether a text ends with a name, in any letter case, that is not the end of a longer word.</summary>
    private static bool EndsWith(StringBuilder text, string name)
    {
        var start = text.Length - name.Length;
        if (start < 0 || start > 0 && char.IsAsciiLetterOrDigit(text[start - 1])) return false;
        for (var i = 0; i < name.Length; i++)
        {
            if (char.ToUpperInvariant(text[start + i]) != char.ToUpperInvariant(name[i])) return false;
        }

        return true;
    }
}
