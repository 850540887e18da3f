using System.Collections.Immutable;
using Starface.Policy.Flows.Sets;

namespace Starface.Policy.Clouds;

/// <summary>What lies around groups: interfaces, subnets and the other layers, as far as a source tells them.</summary>
internal sealed record LiveSurroundings
{
    /// <summary>Nothing was read.</summary>
    public static LiveSurroundings None { get; } = new();

    /// <summary>The parts that were read, whether or not they hold anything.</summary>
    public ImmutableHashSet<SurroundingPart> Read { get; init; } = [];

    /// <summary>Why a part could not be read.</summary>
    public ImmutableSortedDictionary<SurroundingPart, Problem> Unread { get; init; } =
        ImmutableSortedDictionary<SurroundingPart, Problem>.Empty;

    /// <summary>The network interfaces.</summary>
    public ImmutableArray<LiveInterface> Interfaces { get; init; } = [];

    /// <summary>The subnets.</summary>
    public ImmutableArray<LiveSubnet> Subnets { get; init; } = [];

    /// <summary>AWS: the network ACLs; <see cref="LiveGroup.AttachedTo"/> has the ids of their subnets.</summary>
    public ImmutableArray<LiveGroup> NetworkAcls { get; init; } = [];

    /// <summary>The virtual networks.</summary>
    public ImmutableArray<LiveNetwork> Networks { get; init; } = [];

    /// <summary>AWS: the settings of VPC Block Public Access, by region and account (<see cref="LiveInterface.Place"/>).</summary>
    public ImmutableSortedDictionary<string, LivePublicAccess> PublicAccess { get; init; } =
        ImmutableSortedDictionary.Create<string, LivePublicAccess>(StringComparer.Ordinal);

    /// <summary>
    /// AWS: what is blocked for VPCs and subnets that are excluded from VPC Block Public Access, by their regions and ids, where a
    /// source tells them without the settings. Joined with the source of the settings, they are in
    /// <see cref="LivePublicAccess.Exclusions"/>.
    /// </summary>
    public ImmutableSortedDictionary<string, PublicAccessBlock> PublicAccessExclusions { get; init; } =
        ImmutableSortedDictionary.Create<string, PublicAccessBlock>(StringComparer.Ordinal);

    /// <summary>The addresses of names whose members the source publishes: service tags, by name.</summary>
    public ImmutableSortedDictionary<string, PrefixSet> Members { get; init; } =
        ImmutableSortedDictionary.Create<string, PrefixSet>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// What several sources tell. The same interface, subnet or ACL told by two sources is listed twice here, and the comparison of its
    /// copies tells whether they agree.
    /// </summary>
    /// <param name="parts">What each source tells.</param>
    public static LiveSurroundings Join(IEnumerable<LiveSurroundings> parts)
    {
        List<LiveSurroundings> all = [.. parts.Where(part => !ReferenceEquals(part, None))];
        return all switch
        {
            [] => None,
            [var one] => one,
            _ => new LiveSurroundings
            {
                Read = [.. all.SelectMany(part => part.Read)],
                Unread = all.SelectMany(part => part.Unread)
                    .GroupBy(part => part.Key)
                    .ToImmutableSortedDictionary(part => part.Key, part => part.First().Value),
                Interfaces = [.. all.SelectMany(part => part.Interfaces)],
                Subnets = [.. all.SelectMany(part => part.Subnets)],
                NetworkAcls = [.. all.SelectMany(part => part.NetworkAcls)],
                Networks = [.. all.SelectMany(part => part.Networks)],
                PublicAccess = JoinAccess(all),
                PublicAccessExclusions = JoinExclusions(all.SelectMany(part => part.PublicAccessExclusions)),
                Members = all.SelectMany(part => part.Members)
                    .GroupBy(members => members.Key, StringComparer.OrdinalIgnoreCase)
                    .ToImmutableSortedDictionary(
                        members => members.Key, members => members.First().Value, StringComparer.OrdinalIgnoreCase),
            },
        };
    }

    /// <summary>The settings, each with the exclusions that another source tells: ids are unique in all regions.</summary>
    private static ImmutableSortedDictionary<string, LivePublicAccess> JoinAccess(List<LiveSurroundings> all)
    {
        var apart = all.SelectMany(part => part.PublicAccessExclusions).ToList();
        return all.SelectMany(part => part.PublicAccess)
            .GroupBy(access => access.Key, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(
                access => access.Key,
                access => access.First().Value with { Exclusions = JoinExclusions(access.First().Value.Exclusions.Concat(apart)) },
                StringComparer.Ordinal);
    }

    /// <summary>Of two sources that differ, the one that blocks more counts: what is blocked is not certain, and no more.</summary>
    private static ImmutableSortedDictionary<string, PublicAccessBlock> JoinExclusions(
        IEnumerable<KeyValuePair<string, PublicAccessBlock>> exclusions) => exclusions
            .GroupBy(exclusion => exclusion.Key, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(
                exclusion => exclusion.Key, exclusion => exclusion.Max(told => told.Value), StringComparer.Ordinal);
}
