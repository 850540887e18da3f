using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Problems;

namespace Starface.Policy.Clouds;

/// <summary>What live groups permit more and less than a plan. Names whose members only the cloud knows stay symbolic.</summary>
internal sealed class LiveEvaluation
{
    public LiveEvaluation(FlowSet extra, FlowSet missing, ImmutableArray<Problem> doubts)
    {
        Extra = extra;
        Missing = missing;
        Doubts = doubts;
    }

    /// <summary>Nothing more and nothing less than planned, without a doubt.</summary>
    public static LiveEvaluation Same { get; } = new(FlowSet.Empty, FlowSet.Empty, []);

    /// <summary>What is permitted and not planned, for any local address.</summary>
    public FlowSet Extra { get; }

    /// <summary>What is planned and not permitted, for any local address.</summary>
    public FlowSet Missing { get; }

    /// <summary>Why the sets may be incomplete.</summary>
    public ImmutableArray<Problem> Doubts { get; }

    /// <summary>Compares groups whose rules allow or deny in the order of their priorities.</summary>
    /// <param name="groups">The groups on the way to one interface, all of which must permit.</param>
    /// <param name="planned">The planned flows.</param>
    /// <param name="findDoubts">Says of a group where its result depends on what is not known.</param>
    public static LiveEvaluation ForOrderedRules(
        ImmutableArray<LiveGroup> groups, FlowSet planned, Func<LiveGroup, IEnumerable<Problem>> findDoubts)
    {
        var ends = LocalEndpoint.Every([.. groups.SelectMany(group => group.Rules)]);
        if (ends.Length > LocalEndpoint.Most)
        {
            var combinations = FormattableString.Invariant($"{ends.Length} combinations of local addresses and source ports");
            var problem = Problem.Error(
                ProblemIds.Undecided,
                FormattableString.Invariant($"The rules tell {combinations} apart, and at most {LocalEndpoint.Most} are looked at"));
            return new LiveEvaluation(FlowSet.Empty, FlowSet.Empty, [problem]);
        }

        var (extra, missing) = (FlowSet.Empty, FlowSet.Empty);
        foreach (var end in ends)
        {
            var live = groups.Select(group => Permitted(group, end)).Aggregate((left, right) => left.Intersect(right));
            extra = extra.Union(live.Except(planned));
            missing = missing.Union(planned.Except(live));
        }

        return new LiveEvaluation(extra, missing, [.. groups.SelectMany(findDoubts)]);
    }

    /// <summary>Rules of the same kind that follow each other count as one: the order among them decides nothing.</summary>
    private static FlowSet Permitted(LiveGroup group, LocalEndpoint end)
    {
        var merged = new List<(Direction Direction, int Priority, bool Allow, ImmutableArray<FlowRange>.Builder Matches)>();
        foreach (var rule in group.Rules.Where(end.Meets).OrderBy(rule => rule.Direction).ThenBy(rule => rule.Priority))
        {
            if (merged.Count == 0 || merged[merged.Count - 1] is var last && (last.Direction != rule.Direction || last.Allow != rule.Allow))
                merged.Add((rule.Direction, rule.Priority, rule.Allow, ImmutableArray.CreateBuilder<FlowRange>()));
            merged[merged.Count - 1].Matches.AddRange(rule.Matches);
        }

        return OrderedRules.Permitted(
            merged.Select(rule => new OrderedRule(group.Name, rule.Direction, rule.Priority, rule.Allow, rule.Matches.ToImmutable())));
    }
}
