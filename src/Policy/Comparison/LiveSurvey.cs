using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Problems;

namespace Starface.Policy.Comparison;

/// <summary>What a source of live groups gave: a cloud's region, a subscription, or a file.</summary>
/// <param name="Groups">The groups that were found.</param>
/// <param name="Problems">
/// What could not be read of the source as a whole. With any, a group that was looked for may be missing here though the cloud has it.
/// </param>
internal sealed record LiveSurvey(ImmutableArray<LiveGroup> Groups, ImmutableArray<Problem> Problems)
{
    /// <summary>The entries of prefix lists that the source names beside the groups, by the list's id.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<Prefix>> PrefixLists { get; init; } =
        ImmutableSortedDictionary.Create<string, ImmutableArray<Prefix>>(StringComparer.Ordinal);

    /// <summary>
    /// What a state records of where groups are and what their program puts them onto; empty where the source is not a state.
    /// </summary>
    public ImmutableArray<RecordedResource> Recorded { get; init; } = [];

    /// <summary>What lies around the groups, as far as it was read.</summary>
    public LiveSurroundings Surroundings { get; init; } = LiveSurroundings.None;

    /// <summary>A survey that failed.</summary>
    /// <param name="problem">What could not be read, where and why.</param>
    public static LiveSurvey Failed(Problem problem) => new([], [problem]);

    /// <summary>Several surveys as one.</summary>
    /// <param name="surveys">The surveys.</param>
    public static LiveSurvey Join(IEnumerable<LiveSurvey> surveys)
    {
        var all = surveys.ToList();
        var lists = all.SelectMany(survey => survey.PrefixLists).ToLookup(list => list.Key, list => list.Value, StringComparer.Ordinal);
        var differing = lists
            .Where(
                list =>
                    list
                        .Select(
                            entries => FlowSet.From(
                                entries.Select(entry => new FlowRange(Direction.Inbound, ProtocolRange.All, entry, PortRange.All))))
                        .Distinct()
                        .Skip(1)
                        .Any())
            .Select(
                list => Problem.Error(
                    ProblemIds.GroupAmbiguous, $"The prefix list {list.Key} is given twice with different entries", "give each list once"));
        var differingTags = all
            .SelectMany(survey => survey.Surroundings.Members)
            .GroupBy(members => members.Key, members => members.Value, StringComparer.OrdinalIgnoreCase)
            .Where(members => members.Distinct().Skip(1).Any())
            .Select(members => Problem.Error(
                ProblemIds.GroupAmbiguous,
                $"The service tag {members.Key} is given twice with different addresses",
                "give one file of tags"));
        return new LiveSurvey(
            [.. all.SelectMany(survey => survey.Groups)],
            [.. all.SelectMany(survey => survey.Problems).Concat(differing).Concat(differingTags).Distinct()])
        {
            Recorded = [.. all.SelectMany(survey => survey.Recorded)],
            Surroundings = LiveSurroundings.Join(all.Select(survey => survey.Surroundings)),
            PrefixLists = lists.ToImmutableSortedDictionary(list => list.Key, list => list.First(), StringComparer.Ordinal),
        };
    }
}
