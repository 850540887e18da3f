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
    /// <summary>What every address is called among the remote sides of a requirement.</summary>
    public const string Everything = "*";

    /// <summary>What some addresses are called there.</summary>
    private const string Prefixes = "#";

    /// <summary>A symbol that stands for those that no compared requirement has.</summary>
    private const string Others = "?";

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

    private SymbolicFlows(ImmutableArray<string> remotes, ImmutableArray<string> settings)
    {
        _remotes = remotes;
        _settings = settings;
    }

    /// <summary>
    /// The same for a comparison of some of the requirements with each other. All symbols that these do not have are one, since each of
    /// them is in the same flows.
    /// </summary>
    /// <param name="some">The requirements.</param>
    public SymbolicFlows Among(IReadOnlyCollection<(Requirement Requirement, string? PeerGroup)> some)
    {
        var own = new SymbolicFlows(some);
        return new(Complete(own._remotes, _remotes), Complete(own._settings, _settings));

        static ImmutableArray<string> Complete(ImmutableArray<string> own, ImmutableArray<string> all) =>
            own.Length < all.Length ? own.Add(Others) : own;
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

    /// <summary>
    /// The remote sides of a requirement that is allowed to a peer group, by name: two requirements share no address unless they have one
    /// in common, or one of them has <see cref="Everything"/>.
    /// </summary>
    /// <param name="requirement">The requirement.</param>
    /// <param name="peerGroup">The peer group; null where it is not known yet.</param>
    public static IEnumerable<string> RemotesOf(Requirement requirement, string? peerGroup)
    {
        var symbols = Symbols(requirement, peerGroup).ToList();
        if (symbols.Count > 0) return symbols;
        return requirement.Addresses.IsEmpty || requirement.Addresses.Any(prefix => prefix.IsAny) ? [Everything] : [Prefixes];
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
            return requirement.Addresses.SelectMany(prefix => prefix.IsAny ? All(prefix.Family) : [prefix]);
        return requirement.Host is null && peerGroup == PeerGroupId.Anywhere
            ? Families.SelectMany(All)
            : from symbol in Symbols(requirement, peerGroup) from family in Families select Symbol(symbol, family);
    }

    private IEnumerable<RemoteScope> All(AddressFamily family) =>
        [Prefix.Any(family), .. _remotes.Select(symbol => Symbol(symbol, family))];

    private static RemoteScope Symbol(string name, AddressFamily family) => RemoteScope.OfGroup($"{name}/{family}");
}
