using System.Collections.Immutable;

namespace Starface.Drift.Live;

/// <summary>Which groups are looked for: those with these ids, and those that carry the tag of these instances.</summary>
/// <param name="Ids">Ids of groups; a plain name does for Azure.</param>
/// <param name="Instances">Names of instances whose groups are found by their tag.</param>
internal sealed record GroupQuery(ImmutableArray<string> Ids, ImmutableArray<string> Instances);
