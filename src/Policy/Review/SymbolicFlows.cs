using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Review;

/// <summary>
/// Flows of requirements before an instance gives the peers of the peer groups and the ports of settings: what is unknown is a symbol,
/// equal only to itself. So what is covered here is covered in every instance.
/// </summary>
/// <remarks>
/// A symbol is a group of the flow algebra for each address family. All addresses of a family contain every symbol of it. A setting may
/// move its port anywhere: its flows are symbols of their own, which only a requirement on all ports contains.
/// </remarks>
internal sealed class SymbolicFlows
{
    private static readonly PortRange EveryPort = new(1, PortRange.MaxPort);
    private static readonly AddressFamily[] Families = [AddressFamily.IPv4, AddressFamily.IPv6];

    private readonly ImmutableArray<string> _remotes;
    private readonly ImmutableArray<string> _settings;

    /// <summary>Collects the symbols of all requirements that will be compared.</summary>
    public SymbolicFlows(IReadOnlyCollection<(Requirement Requirement, string? PeerGroup)> all)
    {
        _remotes = Ordered(all.SelectMany(row => Symbols(row.Requirement, row.PeerGroup)));
        _settings = Ordered(all.Select(row => row.Requirement.Setting).OfType<string>());
    }

    /// <summary>The flows of a requirement that is allowed to a peer group.</summary>
    /// <param name="requirement">The requirement.</param>
    /// <param name="peerGroup">The peer group; null where it is not known yet.</param>
    public IReadOnlyList<FlowRange> FlowsOf(Requirement requirement, string? peerGroup)
    {
        var remotes = Remotes(requirement, peerGroup).ToList();
        var fixedPorts = requirement.Setting is null
            ? remotes.Select(remote => new FlowRange(requirement.Direction, requirement.Protocol, remote, requirement.Ports))
            : [];

        IEnumerable<string> settings = requirement.Setting is { } own ? [own] : requirement.Ports.Contains(EveryPort) ? _settings : [];
        var movedPorts = from setting in settings
                         from remote in remotes
                         select new FlowRange(
                             requirement.Direction, requirement.Protocol, RemoteScope.OfGroup($"{setting}@{remote}"), PortRange.All);
        return [.. fixedPorts, .. movedPorts];
    }

    private static ImmutableArray<string> Ordered(IEnumerable<string> names) =>
        [.. names.Distinct(StringComparer.Ordinal).OrderBy(name => name, StringComparer.Ordinal)];

    private static IEnumerable<string> Symbols(Requirement requirement, string? peerGroup) =>
        !requirement.Addresses.IsEmpty || (requirement.Host is null && peerGroup == PeerGroupId.Anywhere) ? []
        : requirement.Host is { } host ? ["host=" + host]
        : ["peers=" + peerGroup];

    private IEnumerable<RemoteScope> Remotes(Requirement requirement, string? peerGroup)
    {
        if (!requirement.Addresses.IsEmpty)
            return requirement.Addresses.SelectMany(prefix => prefix.IsAny ? Everything(prefix.Family) : [prefix]);
        return requirement.Host is null && peerGroup == PeerGroupId.Anywhere
            ? Families.SelectMany(Everything)
            : from symbol in Symbols(requirement, peerGroup) from family in Families select Symbol(symbol, family);
    }

    private IEnumerable<RemoteScope> Everything(AddressFamily family) =>
        [Prefix.Any(family), .. _remotes.Select(symbol => Symbol(symbol, family))];

    private static RemoteScope Symbol(string name, AddressFamily family) => RemoteScope.OfGroup($"{name}/{family}");
}
