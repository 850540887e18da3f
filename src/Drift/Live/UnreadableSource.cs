using Starface.Policy;
using Starface.Policy.Comparison;

namespace Starface.Drift.Live;

/// <summary>A place that cannot be read as the command was called.</summary>
/// <param name="place">What the place is called in messages.</param>
/// <param name="problem">What is wrong, and how to fix it.</param>
internal sealed class UnreadableSource(string place, Problem problem) : LiveSource(place), ILiveReader
{
    /// <inheritdoc/>
    public override Task<string?> IdentifyAsync(CancellationToken token) => Task.FromResult<string?>(null);

    /// <inheritdoc/>
    public override ILiveReader Open() => this;

    /// <inheritdoc/>
    public Task<LiveSurvey> ReadGroupsAsync(GroupQuery query, bool tagsOnly, CancellationToken token) =>
        Task.FromResult(LiveSurvey.Failed(problem));

    /// <inheritdoc/>
    public Task<LiveSurvey> ReadSurroundingsAsync(LiveSurvey survey, CancellationToken token) => Task.FromResult(survey);

    /// <inheritdoc/>
    public Task<LiveSurvey> ReadRulesAsync(LiveSurvey survey, IReadOnlySet<string> groupIds, CancellationToken token) =>
        Task.FromResult(survey);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
