using System.Collections.Immutable;
using Starface.Pages.Model;
using Starface.Policy;
using Starface.Policy.Flows;
using Starface.Policy.Rules;

namespace Starface.Cli.Verbs.Export;

/// <summary>The networks on the other side for which an export is written.</summary>
/// <param name="Groups">Their peer groups.</param>
/// <param name="Pbx">The addresses of the PBX; empty where they are not known.</param>
/// <param name="Beside">What they need beside the PBX, or null.</param>
internal sealed record ExportSide(ImmutableArray<string> Groups, PeerList Pbx, PolicyDefinition? Beside)
{
    /// <summary>The policy of the first of them.</summary>
    public FirewallPolicy ToPolicy(FirewallPolicy policy) => OtherSide.PolicyOf(policy, Groups[0], Pbx, Beside);

    /// <summary>Whether an address of a group and one of the PBX are of the same IP version, as far as both are known.</summary>
    public bool HasWayFrom(FirewallPolicy policy, string group)
    {
        var (here, there) = (FamiliesOf(Pbx), FamiliesOf(policy.Arguments.Peers.GetValueOrDefault(group) ?? []));
        return here.Count == 0 || there.Count == 0 || here.Overlaps(there);
    }

    private static HashSet<AddressFamily> FamiliesOf(PeerList peers) =>
        [.. peers.Select(peer => peer.Prefix).OfType<Prefix>().Select(prefix => prefix.Family)];

    /// <summary>A list for each of them.</summary>
    public ImmutableArray<FirewallList> ToLists(FirewallPolicy policy) =>
        [.. Groups.Select(group => FirewallList.ForOtherSide(policy, group, PolicyAccess.TextOf(Pbx), Beside))];
}
