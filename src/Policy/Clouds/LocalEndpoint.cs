using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Clouds;

/// <summary>
/// A local address with a source port. Rules that restrict their local side (Azure only) hold at some points
/// and not at others; all others hold everywhere.
/// </summary>
/// <param name="Address">The own address or symbol; null stands for one that no rule names.</param>
/// <param name="SourcePort">The source port.</param>
internal readonly record struct LocalEndpoint(RemoteScope? Address, int SourcePort)
{
    /// <summary>More points than this are not told apart.</summary>
    public const int Most = 1024;

    /// <summary>
    /// A point of each region between which the rules tell apart; the first is one that no restriction names where there is such a point.
    /// </summary>
    public static ImmutableArray<LocalEndpoint> All(IEnumerable<LiveRule> rules)
    {
        var addresses = new HashSet<RemoteScope>();
        var ports = new SortedSet<int> { 0 };
        foreach (var rule in rules)
        {
            foreach (var scope in rule.OwnSide)
            {
                if (scope.IsGroup)
                {
                    addresses.Add(scope);
                    continue;
                }

                addresses.Add(Flows.Address.Min(scope.Addresses.Family));
                addresses.Add(scope.Addresses.First);
                if (scope.Addresses.Last.TryNext(out var next)) addresses.Add(next);
            }

            foreach (var range in rule.SourcePorts)
            {
                ports.Add(range.From);
                if (range.To < PortRange.MaxPort) ports.Add(range.To + 1);
            }
        }

        // Where rules name own addresses of one family only, the other family is a place that none of them names.
        if (addresses.Count > 0)
        {
            addresses.Add(Flows.Address.Min(AddressFamily.IPv4));
            addresses.Add(Flows.Address.Min(AddressFamily.IPv6));
        }

        var places = addresses.Count == 0 ? [null] : addresses.OrderBy(scope => scope).Select(scope => (RemoteScope?)scope).ToList();
        return [.. from place in places from port in ports select new LocalEndpoint(place, port)];
    }

    /// <summary>Whether a rule holds here.</summary>
    public bool Meets(LiveRule rule)
    {
        var (address, port) = this;
        return (rule.OwnSide.IsEmpty || (address is { } own && rule.OwnSide.Any(scope => scope.Contains(own))))
            && (rule.SourcePorts.IsEmpty || rule.SourcePorts.Any(range => range.Contains(port)));
    }
}
