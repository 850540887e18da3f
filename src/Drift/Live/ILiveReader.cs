using Starface.Policy.Clouds;
using Starface.Policy.Comparison;

namespace Starface.Drift.Live;

/// <summary>
/// Reads one source in steps: its groups, then what lies around them, and what only a call of its own tells of some groups' rules. What
/// fails becomes a problem of the result, never an exception.
/// </summary>
internal interface ILiveReader : IDisposable
{
    /// <summary>Reads the groups that are looked for, with everything their rules permit.</summary>
    /// <param name="query">The groups.</param>
    /// <param name="tagsOnly">Whether only the groups' tags are needed.</param>
    /// <param name="token">Cancels the operation.</param>
    Task<LiveSurvey> ReadGroupsAsync(GroupQuery query, bool tagsOnly, CancellationToken token);

    /// <summary>
    /// Reads what lies around the groups that were found: the interfaces that carry them, the other groups on these, and the other layers.
    /// A part that cannot be read is in <see cref="LiveSurroundings.Unread"/>.
    /// </summary>
    /// <param name="survey">What <see cref="ReadGroupsAsync"/> returned.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <returns>The survey with the surroundings, and with the groups that were found beside those that were looked for.</returns>
    Task<LiveSurvey> ReadSurroundingsAsync(LiveSurvey survey, CancellationToken token);

    /// <summary>Reads the ids and tags of the rules of some groups.</summary>
    /// <param name="survey">What <see cref="ReadGroupsAsync"/> returned.</param>
    /// <param name="groupIds">The ids of the groups whose rules are read.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <returns>The same groups; those that were not asked for are the same objects.</returns>
    Task<LiveSurvey> ReadRulesAsync(LiveSurvey survey, IReadOnlySet<string> groupIds, CancellationToken token);
}
