using Starface.Policy.Flows;

namespace Starface.Policy.Tests.Exposure;

/// <summary>A local end of flows: an address, or null where rules name none, the groups it belongs to, and a source port.</summary>
internal sealed record OracleEnd(Address? Address, IReadOnlyList<string> Groups, int SourcePort)
{
    /// <summary>An end at which no rule is restricted.</summary>
    public static readonly OracleEnd Anywhere = new(null, [], 0);

    /// <summary>The family of the flows that arrive here; null for both.</summary>
    public AddressFamily? Family { get; init; } = Address?.Family;

    /// <summary>The address with its groups, without the source port.</summary>
    public string Place => $"{Family} {Address} {string.Join(" ", Groups)}";
}
