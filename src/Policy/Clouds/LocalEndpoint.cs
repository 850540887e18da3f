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

    /// <summary>An end at which only rules without a restriction apply.</summary>
    public static LocalEndpoint Anywhere { get; } = new([], 0);

    /// <summary>The address and the groups; empty for an end that no restriction names.</summary>
    public ImmutableArray<RemoteScope> Scopes { get; }

    /// <summary>The source port.</summary>
    public int SourcePort { get; }

    /// <summary>
    /// The family of the address, or null where the end has no known address. Flows of the other family never arrive here.
    /// </summary>
    public AddressFamily? Family { get; }

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

    /// <summary>The ends of a configuration whose addresses and groups are known.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="rules">The rules of all layers.</param>
    public static ImmutableArray<LocalEndpoint> For(LiveIpConfiguration configuration, IReadOnlyCollection<LiveRule> rules)
    {
        if (rules.All(rule => rule.OwnSide.IsEmpty)) return Combine([[]], rules);
        var groups = configuration.Groups.Select(RemoteScope.OfGroup);
        return configuration.Addresses.IsEmpty
            ? Every(rules)
            : Combine([.. configuration.Addresses.Select(address => groups.Prepend(address).ToImmutableArray())], rules);
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
        ImmutableArray<ImmutableArray<RemoteScope>> places, IReadOnlyCollection<LiveRule> rules)
    {
        var ports = new SortedSet<int> { 0 };
        foreach (var range in rules.SelectMany(rule => rule.SourcePorts))
        {
            ports.Add(range.From);
            if (range.To < PortRange.MaxPort) ports.Add(range.To + 1);
        }

        return [.. from place in places from port in ports select new LocalEndpoint(place, port)];
    }
}
