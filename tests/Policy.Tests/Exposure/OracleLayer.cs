using Starface.Policy.Clouds;

namespace Starface.Policy.Tests.Exposure;

/// <summary>A layer as the oracle walks it: the rules in the order in which they are looked at.</summary>
internal sealed record OracleLayer(
    IReadOnlyList<LiveRule> Rules, bool IsUnion = false, bool IsStateless = false, bool PassesUnmatched = false)
{
    /// <summary>Ports of clients at which the rules of these tests can differ.</summary>
    public static readonly int[] ClientPorts = [1024, 4999, 5000, 5060, 9999, 32768, 65535];

    /// <summary>Ports of any answer.</summary>
    public static readonly int[] AnyPorts = [0, 22, 443, 1023, .. ClientPorts];
}
