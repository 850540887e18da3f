using Starface.Policy.Flows;

namespace Starface.Policy.Review;

/// <summary>Flows that no policy of an assembly may open.</summary>
/// <param name="Direction">The direction.</param>
/// <param name="Protocol">The protocol.</param>
/// <param name="Ports">The ports.</param>
/// <param name="PeerGroup">The id of the peer group that may not have them; null where nobody may.</param>
internal sealed record ForbiddenFlows(Direction Direction, Protocol Protocol, PortRange Ports, string? PeerGroup)
{
    private static readonly AddressFamily[] Families = [AddressFamily.IPv4, AddressFamily.IPv6];

    /// <summary>The allowances that open some of the flows, by their index, each with the first row that does.</summary>
    /// <param name="policy">The policy.</param>
    public IEnumerable<(int Index, Requirement Row)> FindOpen(PolicyDefinition policy)
    {
        var listed = new Lazy<FlowSet>(() => FlowSet.From(
            from allowance in policy.Allowances
            from row in allowance.Service.Requirements
            from prefix in row.Addresses
            select new FlowRange(row.Direction, row.Protocol, prefix, row.Ports)));
        for (var index = 0; index < policy.Allowances.Length; index++)
        {
            var allowance = policy.Allowances[index];
            if (allowance.Service.Requirements.FirstOrDefault(IsOpened) is { } opened) yield return (index, opened);

            bool IsOpened(Requirement row) =>
                IsAbout(row)
                && (PeerGroup is null || (row.NeedsPeers && allowance.PeerGroup == PeerGroup) || IsForEveryone(row, allowance, listed));
        }
    }

    private bool IsAbout(Requirement row) => Everyone(row, AddressFamily.IPv4).Overlaps(Everyone(AddressFamily.IPv4));

    /// <summary>Whether everyone of an address family has some of the flows by a row, together with fixed addresses of others.</summary>
    private bool IsForEveryone(Requirement row, Allowance allowance, Lazy<FlowSet> listed) => row.NeedsPeers
        ? allowance.PeerGroup == PeerGroupId.Anywhere
        : !row.Addresses.IsEmpty && Families.Any(family =>
            row.Addresses.Any(prefix => prefix.Family == family)
            && listed.Value.IsSupersetOf(FlowSet.From(Everyone(row, family)).Intersect(FlowSet.From(Everyone(family)))));

    private FlowRange Everyone(AddressFamily family) => new(Direction, Protocol, AddressRange.Any(family), Ports);

    private static FlowRange Everyone(Requirement row, AddressFamily family) =>
        new(row.Direction, row.Protocol, AddressRange.Any(family), row.Ports);
}
