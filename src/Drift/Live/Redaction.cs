using System.Text.RegularExpressions;
using Starface.Policy.Problems;

namespace Starface.Drift.Live;

/// <summary>
/// Removes credentials from texts that come from clouds and their clients before they are shown, and what differs on every run, so that the
/// same failure is the same finding.
/// </summary>
internal static partial class Redaction
{
    private const string Mask = "***";
    private const int ShortestSecret = 8;
    private const int Longest = 400;

    private static readonly string[] SecretVariables =
    [
        "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_ACCESS_KEY_ID", "AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PASSWORD",
        "AZURE_PASSWORD", "PULUMI_ACCESS_TOKEN", "PULUMI_CONFIG_PASSPHRASE",
    ];

    /// <summary>
    /// The text as a part of a message: in one line without its full stop, without credentials, and not longer than a message should be.
    /// </summary>
    public static string Redact(string text)
    {
        var plain = Tail().Replace(text, "").ReplaceLineEndings(" ");
        plain = RunOnly().Replace(plain, "").TrimEnd();
        foreach (var variable in SecretVariables)
        {
            if (Environment.GetEnvironmentVariable(variable) is { Length: >= ShortestSecret } secret)
                plain = plain.Replace(secret, Mask, StringComparison.Ordinal);
        }

        plain = AccessKey().Replace(plain, Mask);
        plain = Token().Replace(plain, "$1" + Mask);
        plain = Jwt().Replace(plain, Mask);
        plain = UserInfo().Replace(plain, "$1" + Mask + "@");
        return plain.Length > Longest ? plain[..Longest] + "..." : ForeignText.ToPhrase(plain);
    }

    /// <summary>
    /// The headers that follow the text of an Azure answer, with their times and ids; the part that AWS encodes differently for each
    /// refusal.
    /// </summary>
    [GeneratedRegex(
        @"(?:\n\s*Headers:\s*\n|\s*Encoded authorization failure message:).*\z", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Tail();

    [GeneratedRegex(
        @"\s*\b(?:Trace ID|Correlation ID|Request ?ID|Timestamp):\s*(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ|[^\s,;)]+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RunOnly();

    [GeneratedRegex(@"\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{12,}\b", RegexOptions.CultureInvariant)]
    private static partial Regex AccessKey();

    [GeneratedRegex(
        @"((?:Bearer\s+|(?:x-amz-security-token|x-amz-signature|signature|client_secret|sig|password|secret(?:accesskey)?|sessiontoken)"
            + @"\s*[=:]\s*[""']?))[^\s&""',;]+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Token();

    [GeneratedRegex(@"\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*", RegexOptions.CultureInvariant)]
    private static partial Regex Jwt();

    [GeneratedRegex(@"(https?://)[^\s/@]+@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UserInfo();
}
