using Starface.Policy.Comparison;

namespace Starface.Drift.Live;

/// <summary>
/// Reads one source in two steps: its groups, and then what only a call of its own tells of some groups' rules. What fails becomes a
/// problem of the result, never an exception.
/// </summary>
internal interface ILiveReader : IDisposable
{
    /// <summary>Reads the groups that are looked for, with everything their rules permit.</summary>
    /// <param name="query">The groups.</param>
    /// <param name="tagsOnly">Whether only the groups' tags are needed.</param>
    /// <param name="token">Cancels the operation.</param>
    Task<LiveSurvey> ReadGroupsAsync(GroupQuery query, bool tagsOnly, CancellationToken token);

    /// <summary>Reads the ids and tags of the rules of some groups.</summary>
    /// <param name="survey">What <see cref="ReadGroupsAsync"/> returned.</param>
    /// <param name="groupIds">The ids of the groups whose rules are read.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <returns>The same groups; those that were not asked for are the same objects.</returns>
    Task<LiveSurvey> ReadRulesAsync(LiveSurvey survey, IReadOnlySet<string> groupIds, CancellationToken token);
}
