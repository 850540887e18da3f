using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Clouds;

/// <summary>
/// The local end of flows: an address of the instance, the application security groups it belongs to, and a source port. Rules that
/// restrict their local side or source ports (Azure only) apply at some ends and not at others; all other rules apply everywhere.
/// </summary>
internal sealed class LocalEndpoint
{
    /// <summary>More ends than this are not told apart.</summary>
    public const int Most = 1024;

    /// <summary>An end.</summary>
    /// <param name="scopes">The address and the groups; empty for an end that no restriction names.</param>
    /// <param name="sourcePort">The source port.</param>
    public LocalEndpoint(ImmutableArray<RemoteScope> scopes, int sourcePort)
    {
        Scopes = scopes;
        SourcePort = sourcePort;
        foreach (var scope in scopes)
        {
            if (!scope.IsGroup) Family = scope.Addresses.Family;
        }
    }

    private LocalEndpoint(ImmutableArray<RemoteScope> groups, int sourcePort, AddressFamily family)
        : this(groups, sourcePort) => Family = family;

    /// <summary>An end at which only rules without a restriction apply.</summary>
    public static LocalEndpoint Anywhere { get; } = new([], 0);

    /// <summary>The address and the groups; empty for an end that no restriction names.</summary>
    public ImmutableArray<RemoteScope> Scopes { get; }

    /// <summary>The source port.</summary>
    public int SourcePort { get; }

    /// <summary>
    /// The family of the flows that arrive here, or null where they can be of both. Flows of the other family never arrive here.
    /// </summary>
    public AddressFamily? Family { get; }

    /// <summary>The end without its source port, as text.</summary>
    public string Place => $"{Family} {string.Join(" ", Scopes)}";

    /// <summary>
    /// The ends of a local side that is not known: one for each region between which the rules tell apart. An end that no restriction names
    /// is among them where there is such an end.
    /// </summary>
    /// <param name="rules">The rules of all layers.</param>
    public static ImmutableArray<LocalEndpoint> Every(IReadOnlyCollection<LiveRule> rules)
    {
        var addresses = new HashSet<RemoteScope>();
        var groups = new HashSet<RemoteScope>();
        foreach (var scope in rules.SelectMany(rule => rule.OwnSide))
        {
            if (scope.IsGroup)
            {
                groups.Add(scope);
                continue;
            }

            addresses.Add(Address.Min(scope.Addresses.Family));
            addresses.Add(scope.Addresses.First);
            if (scope.Addresses.Last.TryNext(out var next)) addresses.Add(next);
        }

        // Where rules name local addresses of one family only, the other family is a place that none of them names.
        if (addresses.Count > 0)
        {
            addresses.Add(Address.Min(AddressFamily.IPv4));
            addresses.Add(Address.Min(AddressFamily.IPv6));
        }

        ImmutableArray<ImmutableArray<RemoteScope>> places =
        [
            .. from address in addresses.OrderBy(scope => scope).Select(scope => (RemoteScope?)scope).DefaultIfEmpty()
               from members in Subsets([.. groups.OrderBy(scope => scope)])
               select address is { } known ? members.Insert(0, known) : members,
        ];
        return Combine(places, rules);
    }

    /// <summary>
    /// The ends of a configuration. Where rules name local addresses, there is one for each address that the configuration has, and one
    /// without an address for a family that the interface has none of: an address can be given to it at any time, and the rules that name
    /// none are in force for it already.
    /// </summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="elsewhere">The families of the interface's other configurations, whose flows arrive there.</param>
    /// <param name="rules">The rules of all layers.</param>
    public static ImmutableArray<LocalEndpoint> For(
        LiveIpConfiguration configuration, ImmutableArray<AddressFamily> elsewhere, IReadOnlyCollection<LiveRule> rules)
    {
        ImmutableArray<RemoteScope> groups = [.. configuration.Groups.Select(RemoteScope.OfGroup)];
        var isRestricted = rules.Any(rule => !rule.OwnSide.IsEmpty);
        if (configuration.Addresses.IsEmpty) return isRestricted ? Every(rules) : Combine([[]], rules);
        AddressFamily[] absent =
        [
            .. new[] { AddressFamily.IPv4, AddressFamily.IPv6 }
                .Where(family => configuration.Addresses.All(address => address.Family != family)),
        ];
        var arriving = absent.Where(family => !elsewhere.Contains(family)).ToArray();
        if (!isRestricted)
        {
            return arriving.Length == absent.Length
                ? Combine([[]], rules)
                : OfFamily([], configuration.Addresses[0].Family, rules);
        }

        return
        [
            .. Combine([.. configuration.Addresses.Select(address => groups.Insert(0, address))], rules),
            .. arriving.SelectMany(family => OfFamily(groups, family, rules)),
        ];
    }

    /// <summary>Whether a rule applies here.</summary>
    public bool Meets(LiveRule rule) =>
        (rule.OwnSide.IsEmpty || rule.OwnSide.Any(scope => Scopes.Any(own => IsIn(own, scope))))
        && (rule.SourcePorts.IsEmpty || rule.SourcePorts.Any(range => range.Contains(SourcePort)));

    /// <summary>Ids of groups are the same in any letter case.</summary>
    private static bool IsIn(RemoteScope own, RemoteScope scope) =>
        scope.Contains(own) || (own.IsGroup && string.Equals(own.Group, scope.Group, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The sets of groups that an address can belong to. Of many groups all sets of up to two are looked at, and that of all: one group for
    /// each of two layers is enough to pass both.
    /// </summary>
    private static IEnumerable<ImmutableArray<RemoteScope>> Subsets(ImmutableArray<RemoteScope> groups)
    {
        const int MostExact = 4;
        if (groups.Length <= MostExact)
        {
            for (var set = 0; set < 1 << groups.Length; set++) yield return [.. groups.Where((_, index) => (set & (1 << index)) != 0)];
            yield break;
        }

        yield return [];
        for (var one = 0; one < groups.Length; one++)
        {
            for (var other = one; other < groups.Length; other++) yield return one == other ? [groups[one]] : [groups[one], groups[other]];
        }

        yield return groups;
    }

    private static ImmutableArray<LocalEndpoint> Combine(
        ImmutableArray<ImmutableArray<RemoteScope>> places, IReadOnlyCollection<LiveRule> rules) =>
        [.. from place in places from port in PortsOf(rules) select new LocalEndpoint(place, port)];

    private static ImmutableArray<LocalEndpoint> OfFamily(
        ImmutableArray<RemoteScope> groups, AddressFamily family, IReadOnlyCollection<LiveRule> rules) =>
        [.. PortsOf(rules).Select(port => new LocalEndpoint(groups, port, family))];

    private static SortedSet<int> PortsOf(IReadOnlyCollection<LiveRule> rules)
    {
        var ports = new SortedSet<int> { 0 };
        foreach (var range in rules.SelectMany(rule => rule.SourcePorts))
        {
            ports.Add(range.From);
            if (range.To < PortRange.MaxPort) ports.Add(range.To + 1);
        }

        return ports;
    }
}
