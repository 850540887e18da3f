using System.Collections.Immutable;
using Starface.Policy.Comparison;

namespace Starface.Drift.Files;

/// <summary>What a stack's state says.</summary>
/// <param name="Survey">The groups.</param>
/// <param name="Ids">The ids of the groups beside their names in the stack's program.</param>
internal sealed record StateSnapshot(LiveSurvey Survey, ImmutableArray<KeyValuePair<string, string>> Ids);
