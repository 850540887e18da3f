using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Planning;

/// <summary>
/// A policy whose every peer group and host is one and the same IPv4 address: no instance with IPv4 peers has fewer rules.
/// </summary>
internal sealed class SmallestInstance : FirewallPolicy
{
    private static readonly PeerList OneAddress = [Prefix.Parse("192.0.2.1/32")];

    private SmallestInstance(PolicyDefinition definition, PolicyArguments arguments)
        : base(definition, arguments) { }

    /// <summary>The instance, or null where an allowance lacks the peer group its service needs.</summary>
    /// <param name="policy">The policy.</param>
    public static SmallestInstance? From(PolicyDefinition policy)
    {
        if (policy.Allowances.Any(allowance => allowance.PeerGroup is null && allowance.Service.Requirements.Any(row => row.NeedsPeers)))
            return null;
        var hosts = policy.Services.SelectMany(service => service.Requirements).Select(requirement => requirement.Host).OfType<string>();
        return new(policy, new PolicyArguments
        {
            Peers = policy.RequiredPeerGroups.ToImmutableSortedDictionary(group => group, _ => OneAddress, StringComparer.Ordinal),
            Hosts = PinnedHosts.From(hosts
                .Distinct(StringComparer.Ordinal)
                .Select(host => new KeyValuePair<string, PeerList>(host, OneAddress))),
        });
    }
}
