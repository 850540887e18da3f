using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Planning.Azure;

namespace Starface.Policy.Comparison;

/// <summary>Evaluates live groups into what they permit more and less than a plan.</summary>
/// <remarks>
/// AWS: an interface's groups permit the union of all their rules. Azure: each group is evaluated in the order of priority, and several
/// groups (of the subnet and of the interface) permit what each of them permits. Groups that only the cloud knows stay symbolic.
/// </remarks>
internal sealed class LiveEvaluation
{
    private LiveEvaluation(FlowSet extra, FlowSet missing, ImmutableArray<string> doubts)
    {
        Extra = extra;
        Missing = missing;
        Doubts = doubts;
    }

    /// <summary>Nothing more and nothing less than planned, without a doubt.</summary>
    public static LiveEvaluation Same { get; } = new(FlowSet.Empty, FlowSet.Empty, []);

    /// <summary>What is permitted and not planned, at any point of the own side.</summary>
    public FlowSet Extra { get; }

    /// <summary>What is planned and not permitted, at any point of the own side.</summary>
    public FlowSet Missing { get; }

    /// <summary>Why the sets may be incomplete.</summary>
    public ImmutableArray<string> Doubts { get; }

    /// <summary>Compares groups with the planned flows.</summary>
    public static LiveEvaluation Of(Cloud cloud, ImmutableArray<LiveGroup> groups, FlowSet planned)
    {
        if (cloud == Cloud.Aws)
        {
            var live = FlowSet.From(groups.SelectMany(group => group.Rules).SelectMany(rule => rule.Matches));
            return new LiveEvaluation(live.Except(planned), planned.Except(live), []);
        }

        var ends = OwnEnd.All(groups.SelectMany(group => group.Rules));
        if (ends.Length > OwnEnd.Most)
        {
            return new LiveEvaluation(FlowSet.Empty, FlowSet.Empty,
                [FormattableString.Invariant($"The rules tell {ends.Length} combinations of own addresses and source ports apart; {OwnEnd.Most} are looked at at most.")]);
        }

        var (extra, missing) = (FlowSet.Empty, FlowSet.Empty);
        foreach (var end in ends)
        {
            var live = groups.Select(group => Permitted(group, end)).Aggregate((left, right) => left.Intersect(right));
            extra = extra.Union(live.Except(planned));
            missing = missing.Union(planned.Except(live));
        }

        return new LiveEvaluation(extra, missing, [.. groups.SelectMany(AzureDoubts.Of)]);
    }

    /// <summary>Rules of the same kind that follow each other count as one: the order among them decides nothing.</summary>
    private static FlowSet Permitted(LiveGroup group, OwnEnd end)
    {
        var merged = new List<(Direction Direction, int Priority, bool Allow, ImmutableArray<FlowRange>.Builder Matches)>();
        foreach (var rule in group.Rules.Where(end.Meets).OrderBy(rule => rule.Direction).ThenBy(rule => rule.Priority))
        {
            if (merged.Count == 0 || merged[merged.Count - 1] is var last && (last.Direction != rule.Direction || last.Allow != rule.Allow))
                merged.Add((rule.Direction, rule.Priority, rule.Allow, ImmutableArray.CreateBuilder<FlowRange>()));
            merged[merged.Count - 1].Matches.AddRange(rule.Matches);
        }

        return NsgEvaluator.Permitted(merged.Select(rule => new NsgRule(group.Name, rule.Direction, rule.Priority, rule.Allow, rule.Matches.ToImmutable())));
    }
}
