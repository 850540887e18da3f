using System.Collections.Immutable;

namespace Starface.Policy.Rules;

/// <summary>
/// A policy seen from the network of one of its peer groups. What is permitted here from an address of the group is permitted there to
/// here, and what is permitted here to it is permitted there from here; nothing else is.
/// </summary>
internal static class OtherSide
{
    /// <summary>The peer group of the PBX, as the other side sees it.</summary>
    public const string Pbx = "pbx";

    /// <summary>The peer groups that connect to the PBX, whose networks have to permit something outbound, in order.</summary>
    /// <param name="policy">The policy.</param>
    public static IEnumerable<string> Connecting(FirewallPolicy policy) => policy.Rules
        .Where(rule => rule.Direction == Direction.Inbound)
        .SelectMany(rule => rule.Origins)
        .Select(origin => origin.PeerGroup)
        .OfType<string>()
        .Distinct(StringComparer.Ordinal)
        .OrderBy(group => group, StringComparer.Ordinal);

    /// <summary>The policy of the network of a peer group.</summary>
    /// <param name="policy">The policy of the PBX, made for an instance.</param>
    /// <param name="peerGroup">The peer group. What is open to anywhere is open to its network too.</param>
    /// <param name="pbx">The addresses by which the network reaches the PBX.</param>
    /// <param name="beside">A policy of that network, such as what its phones need beside the PBX, or null.</param>
    public static FirewallPolicy PolicyOf(FirewallPolicy policy, string peerGroup, PeerList pbx, PolicyDefinition? beside)
    {
        var (seen, arguments) = (policy.Definition, policy.Arguments);
        ImmutableArray<Allowance> allowances =
        [
            .. from allowance in seen.Allowances
               where allowance.PeerGroup == peerGroup || allowance.PeerGroup == PeerGroupId.Anywhere
               let asked = allowance.Service.Requirements.Where(requirement => requirement.NeedsPeers)
               let requirements = asked.Select(Turned).ToImmutableArray()
               where !requirements.IsEmpty
               select new Allowance(
                   new ServiceDefinition(allowance.Service.Id, allowance.Service.Title, requirements), Pbx, allowance.Because)
               {
                   NeverCut = allowance.NeverCut,
                   IncludedFrom = allowance.IncludedFrom,
               },
            .. beside?.Allowances ?? ImmutableArray<Allowance>.Empty,
        ];
        var definition = new PolicyDefinition(
            $"{seen.Id}-for-{peerGroup}", $"{seen.Title}, seen from the network of {peerGroup}", seen.PbxVersion, allowances);
        var hosts = definition.Services.SelectMany(service => service.Requirements).Select(requirement => requirement.Host).ToList();
        var peers = arguments.Peers.RemoveRange(arguments.Peers.Keys.Except(definition.PeerGroups));
        return new SitePolicy(definition, new PolicyArguments
        {
            // Where the policy is about none of the group's services, the network permits nothing to the PBX.
            Peers = definition.PeerGroups.Contains(Pbx) ? peers.SetItem(Pbx, pbx) : peers,
            Settings = arguments.Settings.RemoveRange(
                arguments.Settings.Keys.Except(definition.Settings.Select(setting => setting.Name))),
            PbxVersion = arguments.PbxVersion,
            Hosts = PinnedHosts.From(arguments.Hosts.Where(host => hosts.Contains(host.Key))),
            NotPinnable = arguments.NotPinnable.RemoveRange(arguments.NotPinnable.Keys.Except(hosts.OfType<string>())),
            NeverCut = arguments.NeverCut.Intersect(definition.Services.Select(service => service.Id)),
        });
    }

    private static Requirement Turned(Requirement requirement) => new(
        requirement.Direction == Direction.Inbound ? Direction.Outbound : Direction.Inbound,
        requirement.Protocol,
        requirement.Ports,
        requirement.Source)
    {
        Setting = requirement.Setting,
        MinimumTls = requirement.MinimumTls,
        Unencrypted = requirement.Unencrypted,
        Since = requirement.Since,
        Until = requirement.Until,
        Basis = requirement.Basis,
    };

    private sealed class SitePolicy(PolicyDefinition definition, PolicyArguments arguments) : FirewallPolicy(definition, arguments);
}
