using Starface.Policies;

namespace Starface.EndToEnd.Packets;

/// <summary>The shipped policies with networks from the ranges for documentation as peers.</summary>
internal static class DemoPolicies
{
    private static readonly PeerList[] s_networks =
    [
        ["203.0.113.0/28", "2001:db8:10::/48"],
        ["198.51.100.0/24", "2001:db8:20::/64"],
        ["192.0.2.53", "2001:db8::53"],
        ["203.0.113.64/26", "2001:db8:40::/44"],
        ["192.0.2.123"],
        ["198.51.100.128/25"],
    ];

    /// <summary>The policy of an id, each peer group played by other networks, some of which touch or contain each other.</summary>
    public static FirewallPolicy Of(string id)
    {
        var descriptor = Catalog.Instance.FindPolicy(id)!;
        var groups = descriptor.Definition.PeerGroups;
        return descriptor.Create(Enumerable.Range(0, groups.Length)
            .Aggregate(new PolicyArguments(), (arguments, i) => arguments.WithPeers(groups[i], s_networks[i % s_networks.Length])));
    }
}
