using Starface.Policy;

namespace Starface.Probes.Planning;

/// <summary>The rows of a policy, made for an instance, and who is at their other side.</summary>
internal static class PolicyRows
{
    /// <summary>The rows that apply to the instance's version, in the order of the policy; one for each peer group.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="viewpoint">Whose network they are seen from.</param>
    /// <param name="direction">Who opens the connection.</param>
    public static IEnumerable<ProbeRow> Of(FirewallPolicy policy, Viewpoint viewpoint, Direction direction) =>
        from allowance in policy.Definition.Allowances
        where allowance.Service.Viewpoint == viewpoint
        from requirement in allowance.Service.Requirements
        where requirement.Direction == direction && requirement.AppliesTo(policy.PbxVersion)
        select new ProbeRow(
            allowance.Service.Id,
            requirement,
            policy.Arguments.PortsOf(requirement),
            requirement.NeedsPeers ? allowance.PeerGroup : null);

    /// <summary>
    /// The remote side of a row where the instance has one: not that of a host without addresses, and not that of an optional group that it
    /// leaves out.
    /// </summary>
    /// <param name="policy">The policy.</param>
    /// <param name="row">One of its rows.</param>
    public static IEnumerable<Peer> Remotes(FirewallPolicy policy, ProbeRow row)
    {
        var requirement = row.Requirement;
        if (!requirement.Addresses.IsEmpty) return requirement.Addresses.Select(Peer.FromPrefix);
        if (requirement.Host is { } host) return policy.Hosts.TryGetValue(host, out var pinned) ? pinned : [];
        return row.PeerGroup == PeerGroupId.Anywhere ? PeerList.Anywhere
            : policy.Arguments.Peers.TryGetValue(row.PeerGroup!, out var peers) ? peers
            : [];
    }
}
