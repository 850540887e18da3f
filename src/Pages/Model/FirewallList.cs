using System.Collections.Immutable;
using Starface.Policy;
using Starface.Policy.Rules;

namespace Starface.Pages.Model;

/// <summary>What the firewall of one network has to permit, for people who enter it by hand.</summary>
/// <param name="Local">The network behind the firewall: a peer group, or null for the PBX itself.</param>
/// <param name="Addresses">Its addresses; empty where they are not known.</param>
/// <param name="Rows">The rows in order.</param>
internal sealed record FirewallList(string? Local, ImmutableArray<string> Addresses, ImmutableArray<ListRow> Rows)
{
    /// <summary>The list for the firewall in front of the PBX, or of the network that the policy is written for.</summary>
    /// <param name="policy">The policy, made for an instance.</param>
    /// <param name="pbx">The addresses of the PBX; empty where they are not known.</param>
    public static FirewallList ForPbx(FirewallPolicy policy, ImmutableArray<string> pbx) =>
        new(null, pbx, RowsOf(policy, _ => false, pbx));

    /// <summary>The list for the network of a peer group.</summary>
    /// <param name="policy">The policy of the PBX, made for an instance.</param>
    /// <param name="peerGroup">The peer group.</param>
    /// <param name="pbx">The addresses of the PBX; empty where they are not known.</param>
    /// <param name="beside">What the network needs beside the PBX, or null.</param>
    public static FirewallList ForOtherSide(
        FirewallPolicy policy, string peerGroup, ImmutableArray<string> pbx, PolicyDefinition? beside)
    {
        var there = OtherSide.PolicyOf(policy, peerGroup, PeersOf(pbx), beside);
        return new FirewallList(peerGroup, AddressesOf(policy, peerGroup), RowsOf(there, group => group == OtherSide.Pbx, pbx));
    }

    /// <summary>The addresses of a peer group.</summary>
    /// <param name="policy">The policy of the PBX, made for an instance.</param>
    /// <param name="peerGroup">The peer group.</param>
    public static ImmutableArray<string> AddressesOf(FirewallPolicy policy, string peerGroup) => PolicyAccess.TextOf(
        PeerGroupId.Anywhere == peerGroup ? PeerList.Anywhere : policy.Arguments.Peers.GetValueOrDefault(peerGroup) ?? []);

    /// <summary>The PBX as a peer; by a name where its addresses are not known, so that no list is about everyone.</summary>
    private static PeerList PeersOf(ImmutableArray<string> pbx) =>
        pbx.IsEmpty ? [Peer.SecurityGroupInput(OtherSide.Pbx)] : PeerList.Create([.. pbx.Select(Peer.Parse)]);

    private static ImmutableArray<ListRow> RowsOf(
        FirewallPolicy policy, Func<string?, bool> isPbx, ImmutableArray<string> pbx) =>
    [
        .. from cell in PolicyAccess.From(policy).Access
           from row in cell.Rows
           let toPbx = isPbx(cell.PeerGroup)
           orderby cell.Direction, cell.Title, cell.Service, cell.PeerGroup, row.Host
           select new ListRow(
               cell.Direction,
               row.Traffic,
               toPbx ? null : row.Host ?? cell.PeerGroup,
               toPbx ? pbx : row.Peers,
               cell.Title,
               row),
    ];
}
