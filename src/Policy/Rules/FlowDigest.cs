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
        var ranges = flows.DisjointRanges();
        for (var i = 0; i < ranges.Count; i++)
            text.Append(ranges[i].ToString()).Append('\n');
        return Fingerprint.Hex(text.ToString());
    }
}
