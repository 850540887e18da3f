using System.Security.Cryptography;
using System.Text;
using Starface.Policy;

namespace Starface.Drift.Reports;

/// <summary>One thing a report says, for the formats that are lists of findings.</summary>
/// <param name="Rule">The id of the kind of finding.</param>
/// <param name="Severity">Its severity.</param>
/// <param name="Instance">The instance or stack, or null where it is about neither.</param>
/// <param name="Title">A few words.</param>
/// <param name="Message">Everything in one line.</param>
/// <param name="Fingerprint">The same on every run as long as the same thing is wrong.</param>
/// <param name="Place">Where to look in the repository, or null.</param>
internal sealed record ReportItem(
    string Rule, Severity Severity, string? Instance, string Title, string Message, string Fingerprint, SourcePlace? Place)
{
    /// <summary>The fingerprint of a text that tells an item from others.</summary>
    public static string FingerprintOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
}
