using System.Collections.Frozen;
using System.Collections.Immutable;
using Starface.Drift.Live;
using Starface.Policy;
using Starface.Policy.Comparison;
using Starface.Policy.Problems;

namespace Starface.Drift.Fleet;

/// <summary>
/// Compares the instances whose groups are in the same region of a cloud: reads each source of the region, and compares what they gave.
/// </summary>
/// <param name="connector">The connector of the cloud.</param>
/// <param name="region">The region, or null where the cloud's sources are not divided by region.</param>
/// <param name="targets">The instances.</param>
/// <param name="search">Tells which groups are an instance's.</param>
/// <param name="options">Where live groups come from.</param>
/// <param name="slots">Limits how many sources are read at the same time.</param>
/// <param name="times">Receives how long the sources took.</param>
/// <param name="progress">Receives a line when something was read.</param>
internal sealed class RegionComparer(
    CloudConnector connector,
    string? region,
    ImmutableArray<FleetTarget> targets,
    GroupSearch search,
    FleetOptions options,
    SemaphoreSlim slots,
    ReadTimes times,
    Action<string> progress)
{
    /// <summary>How long a reader whose time is up may take to say what it has.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly InstanceComparer _comparer = new(search, options);
    private readonly GroupQuery _query = search.QueryFor(targets.Select(target => target.Plan));
    private readonly ImmutableArray<LiveSource> _sources = [.. connector.FindSources(region, options.Sources)];

    private ImmutableArray<string> Places => [.. _sources.Select(source => source.Place)];

    /// <summary>Compares the instances.</summary>
    /// <param name="token">Cancels the operation; what was not read by then is unknown.</param>
    /// <returns>The results, and whether every source was read completely.</returns>
    public async Task<(ImmutableArray<InstanceDrift> Drifts, bool IsComplete)> CompareAsync(CancellationToken token)
    {
        var reads = await Task.WhenAll(_sources.Select(source => ReadAsync(source, token))).ConfigureAwait(false);
        // An instance whose groups were not read again has been compared with them already.
        var earlier = reads.Select(read => read.Comparisons).Where(comparisons => !comparisons.IsEmpty);
        var compared = _comparer.Compare(targets, [.. reads.Select(read => read.Survey)], Places, [.. earlier]);
        return ([.. compared.Select(comparison => comparison.Drift)], reads.All(read => ResumeFile.IsComplete(read.Survey)));
    }

    /// <summary>What a source gives: what an interrupted run kept of it, or what it says now.</summary>
    private async Task<SourceRead> ReadAsync(LiveSource source, CancellationToken token)
    {
        var key = options.Resume is null ? null : await FindKeyAsync(source, token).ConfigureAwait(false);
        if (key is not null && FindKept(source, key) is { } kept)
        {
            Report(source, $"{Count(kept.Survey)} taken from the interrupted run");
            return kept;
        }

        await slots.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            var read = await Task.Run(
                () => times.MeasureAsync(source.Place, () => ReadWithinLimitAsync(source, token)), CancellationToken.None)
                .ConfigureAwait(false);
            var problems = read.Survey.Problems.IsEmpty ? "" : ", with problems";
            Report(source, $"{Count(read.Survey)} read{problems}");
            if (key is not null) Keep(key, source, read.Survey);
            return read;
        }
        finally
        {
            slots.Release();
        }
    }

    /// <summary>
    /// Reads within the time limit. What a reader has by then counts; one that does not even end when told to is left behind.
    /// </summary>
    private async Task<SourceRead> ReadWithinLimitAsync(LiveSource source, CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(options.Timeout);
        try
        {
            var read = await ReadStepsAsync(source, limit.Token).WaitAsync(options.Timeout + Grace, token).ConfigureAwait(false);
            return token.IsCancellationRequested && !read.Survey.Problems.IsEmpty ? Interrupted(source) : read;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return Interrupted(source);
        }
        catch (Exception failed) when (connector.Failures.IsExpected(failed))
        {
            return SourceRead.Failed(connector.Failures.Explain(source.Place, "The groups could not be read", failed));
        }
    }

    /// <summary>
    /// Reads the groups, and then the rules of those of which there is more to say than that they are in sync: that takes the rules' ids
    /// and tags, which most rules of a fleet are never asked for.
    /// </summary>
    private async Task<SourceRead> ReadStepsAsync(LiveSource source, CancellationToken token)
    {
        using var reader = source.Open();
        var survey = await reader.ReadGroupsAsync(_query, options.Quick, token).ConfigureAwait(false);
        if (options.Scope == DriftScope.Interface && !options.Quick)
            survey = await reader.ReadSurroundingsAsync(survey, token).ConfigureAwait(false);
        if (options.Quick || !source.ReadsRulesApart) return new SourceRead(survey, []);
        var compared = _comparer.Compare(targets, [survey], Places);
        var open = FindOpenGroups(compared);
        if (open.Count > 0) survey = await reader.ReadRulesAsync(survey, open, token).ConfigureAwait(false);
        return new SourceRead(survey, compared);
    }

    /// <summary>The ids of the groups of instances that are not in sync, or about which there is a note.</summary>
    private static FrozenSet<string> FindOpenGroups(ImmutableArray<InstanceComparison> compared) => compared
        .Select(comparison => comparison.Drift)
        .Where(drift => drift.Status != DriftStatus.InSync || !drift.Notes.IsEmpty)
        .SelectMany(drift => drift.Groups.Concat(drift.Interfaces.SelectMany(place => place.Layers).SelectMany(layer => layer.Groups)))
        .Select(group => group.Id)
        .ToFrozenSet(StringComparer.Ordinal);

    private static SourceRead Interrupted(LiveSource source) => SourceRead.Failed(
        Problem.Error(ProblemIds.SourceUnread, "Reading was interrupted") with { Place = new Place { Source = source.Place } });

    /// <summary>
    /// What an interrupted run kept under a key, or null when there is nothing, or when a plan that changed since asks for rules that were
    /// not read then.
    /// </summary>
    private SourceRead? FindKept(LiveSource source, string key)
    {
        if (options.Resume?.Find(key) is not { } kept) return null;
        if (options.Quick || !source.ReadsRulesApart) return new SourceRead(kept, []);
        var compared = _comparer.Compare(targets, [kept], Places);
        var open = FindOpenGroups(compared);
        return kept.Groups.All(group => !open.Contains(group.Id) || source.HasRuleIds(group)) ? new SourceRead(kept, compared) : null;
    }

    /// <summary>
    /// The key that a read is kept under, or null when it must not be kept: with an unknown account, it could be taken for another
    /// account's.
    /// </summary>
    private async Task<string?> FindKeyAsync(LiveSource source, CancellationToken token)
    {
        string? identity = null;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
            limit.CancelAfter(options.Timeout);
            var identifying = Task.Run(() => source.IdentifyAsync(limit.Token), CancellationToken.None);
            identity = await identifying.WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception failed) when (connector.Failures.IsExpected(failed))
        {
            // Reading meets the same failure, and says it.
        }

        if (identity is not null) return ResumeFile.Key(source.Place, identity, _query, options);
        progress($"{source.Place}: the account of the credentials cannot be told, so --resume keeps and uses nothing here");
        return null;
    }

    private void Report(LiveSource source, FormattableString what) => progress($"{source.Place}: {FormattableString.Invariant(what)}");

    private void Keep(string key, LiveSource source, LiveSurvey survey)
    {
        try
        {
            options.Resume?.Add(key, survey);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            progress($"{source.Place}: what was read cannot be kept for a later run: {Redaction.Redact(failed)}");
        }
    }

    private static string Count(LiveSurvey survey) =>
        FormattableString.Invariant($"{survey.Groups.Length} {(survey.Groups.Length == 1 ? "group" : "groups")}");
}
