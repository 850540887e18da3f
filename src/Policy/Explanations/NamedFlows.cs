using Starface.Policy.Flows;

namespace Starface.Policy.Explanations;

/// <summary>Flows of names whose members are not known: what is open to every address that a name can have is open to the name.</summary>
internal static class NamedFlows
{
    /// <summary>All addresses of both families.</summary>
    public static readonly AddressRange[] Everywhere = [AddressRange.Any(AddressFamily.IPv4), AddressRange.Any(AddressFamily.IPv6)];

    /// <summary>The flows that are not among others, also where a name is only one of all addresses there.</summary>
    /// <param name="flows">The flows.</param>
    /// <param name="open">The others.</param>
    public static FlowSet FindClosed(FlowSet flows, FlowSet open)
    {
        var rest = flows.Except(open);
        var closed = FlowSet.Empty;
        foreach (var range in rest.DisjointRanges().Where(range => range.Remote.IsGroup))
            closed = closed.Union(FlowSet.From(range).Intersect(OnName(Expand(range, null).Except(open), range.Remote.Group!)));
        return closed.Union(FlowSet.From(rest.DisjointRanges().Where(range => !range.Remote.IsGroup)));
    }

    /// <summary>Flows of a name with the addresses that it can have.</summary>
    /// <param name="range">The flows.</param>
    /// <param name="members">The addresses, or null for all of the families that the protocol has.</param>
    public static FlowSet Expand(FlowRange range, IEnumerable<AddressRange>? members) => FlowSet.From(
        (members ?? Everywhere.Where(any => HasFamily(range, any)))
            .Select(addresses => new FlowRange(range.Direction, range.Protocols, addresses, range.Ports)));

    /// <summary>The protocols and ports of flows, for a name.</summary>
    /// <param name="flows">The flows.</param>
    /// <param name="name">The name.</param>
    public static FlowSet OnName(FlowSet flows, string name) => FlowSet.From(
        flows.DisjointRanges().Select(part => new FlowRange(part.Direction, part.Protocols, RemoteScope.OfGroup(name), part.Ports)));

    private static bool HasFamily(FlowRange range, AddressRange addresses) =>
        !range.Protocols.IsIcmp || range.Protocols.First == (int)Protocol.Icmp == (addresses.Family == AddressFamily.IPv4);
}
