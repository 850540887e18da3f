using System.Collections.Immutable;

namespace Starface.Drift.Live;

/// <summary>Which groups are looked for: those with these ids, and those that carry the tag of these instances.</summary>
/// <param name="Ids">Ids of groups, or their names where the cloud accepts one in place of an id.</param>
/// <param name="Instances">Names of instances, by the tag that their groups carry.</param>
internal sealed record GroupQuery(ImmutableArray<string> Ids, ImmutableArray<string> Instances)
{
    /// <summary>AWS: the prefix lists that plans name, whose entries are read whether or not a rule refers to them.</summary>
    public ImmutableArray<string> PrefixLists { get; init; } = [];
}
