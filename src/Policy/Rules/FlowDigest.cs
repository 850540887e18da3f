using System.Security.Cryptography;
using System.Text;
using Starface.Policy.Flows;

namespace Starface.Policy.Rules;

/// <summary>The fingerprint of a set of flows.</summary>
public static class FlowDigest
{
    /// <summary>The SHA-256 over the canonical text of the flows, one range a line, in lower-case hexadecimal.</summary>
    /// <param name="flows">The flows.</param>
    public static string Of(FlowSet flows)
    {
        var text = new StringBuilder();
        foreach (var range in flows.DisjointRanges())
            text.Append(range).Append('\n');
        using var sha = SHA256.Create();
        var hash = sha.ComputeHash(Encoding.UTF8.GetBytes(text.ToString()));
        var hex = new StringBuilder(hash.Length * 2);
        foreach (var b in hash)
            hex.Append(b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
        return hex.ToString();
    }
}
