using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Clouds;

/// <summary>A group of rules that allow or deny in the order of their priorities: the first rule that matches decides.</summary>
/// <param name="kind">The kind.</param>
/// <param name="title">What the layer is called in sentences.</param>
/// <param name="group">The group.</param>
/// <param name="passesUnmatched">Whether a flow that no rule matches passes.</param>
internal sealed class OrderedLayer(LayerKind kind, string title, LiveGroup group, bool passesUnmatched = false) : Layer(kind, title)
{
    private readonly ImmutableArray<LiveRule> _effective = WithoutShadowed(group);

    /// <inheritdoc/>
    public override ImmutableArray<LiveGroup> Groups { get; } = [group];

    /// <inheritdoc/>
    public override bool IsOpen => passesUnmatched && _effective.IsEmpty;

    /// <summary>The rules that can decide about a flow: those that are not behind a rule for everyone with the same services.</summary>
    public override IEnumerable<LiveRule> DecidingRules => _effective;

    /// <inheritdoc/>
    public override LayerPassage Pass(MemberAssignment members, LocalEndpoint end, Func<FlowRange, bool> rules)
    {
        var meeting = Meeting(end, rules);
        var possible = Permitted(meeting, members, isAllowed: rule => rule.Allow, isSkipped: rule => rule.MayNotApply && !rule.Allow);
        var certain = meeting.Exists(rule => rule.MayNotApply)
            ? Permitted(meeting, members, isAllowed: rule => rule.Allow, isSkipped: rule => rule.MayNotApply && rule.Allow)
            : possible;
        return new LayerPassage(possible, certain);
    }

    /// <inheritdoc/>
    public override LayerPassage? Deliver(MemberAssignment members, LocalEndpoint end, Func<FlowRange, bool> rules)
    {
        var meeting = Meeting(end, rules);
        if (!meeting.Exists(rule => rule.SkipsLaterLayers)) return null;
        // The rules before it count, and behind it nothing is asked any more.
        var possible = Delivered(isSkipped: rule => rule.MayNotApply && !rule.SkipsLaterLayers);
        var certain = Delivered(isSkipped: rule => rule.MayNotApply && rule.SkipsLaterLayers);
        return new LayerPassage(possible, certain);

        FlowSet Delivered(Func<LiveRule, bool> isSkipped)
        {
            var (delivered, decided) = (FlowSet.Empty, FlowSet.Empty);
            foreach (var run in Runs(meeting.Where(rule => !isSkipped(rule)), rule => rule.SkipsLaterLayers))
            {
                var matches = members.Expand(run.SelectMany(rule => rule.Matches));
                if (run[0].SkipsLaterLayers) delivered = delivered.Union(matches.Except(decided));
                else decided = decided.Union(matches);
            }

            return delivered;
        }
    }

    private List<LiveRule> Meeting(LocalEndpoint end, Func<FlowRange, bool> rules) =>
    [
        .. from rule in _effective
           where end.Meets(rule)
           let matches = rule.Matches.Where(rules).ToImmutableArray()
           where !matches.IsEmpty
           select matches.Length == rule.Matches.Length ? rule : rule with { Matches = matches },
    ];

    private FlowSet Permitted(
        List<LiveRule> rules, MemberAssignment members, Func<LiveRule, bool> isAllowed, Func<LiveRule, bool> isSkipped)
    {
        var (permitted, denied) = (FlowSet.Empty, FlowSet.Empty);
        foreach (var run in Runs(rules.Where(rule => !isSkipped(rule)), isAllowed))
        {
            var matches = members.Expand(run.SelectMany(rule => rule.Matches));
            if (isAllowed(run[0])) permitted = permitted.Union(matches.Except(denied));
            else denied = denied.Union(matches.Except(permitted));
        }

        return passesUnmatched ? LayerPassage.AllFlows.Except(denied) : permitted;
    }

    /// <summary>The rules cut where a property changes: within a run it does not matter which rule decides about a flow.</summary>
    private static List<List<LiveRule>> Runs(IEnumerable<LiveRule> ordered, Func<LiveRule, bool> property)
    {
        var runs = new List<List<LiveRule>>();
        foreach (var rule in ordered)
        {
            if (runs.Count == 0 || property(runs[runs.Count - 1][0]) != property(rule)) runs.Add([]);
            runs[runs.Count - 1].Add(rule);
        }

        return runs;
    }

    private static ImmutableArray<LiveRule> WithoutShadowed(LiveGroup group)
    {
        var catchAll = new List<FlowRange>();
        var effective = ImmutableArray.CreateBuilder<LiveRule>();
        foreach (var rule in group.Rules.OrderBy(rule => rule.Priority))
        {
            if (rule.Matches.All(IsDecided)) continue;
            effective.Add(rule);
            if (rule is { OwnSide.IsEmpty: true, SourcePorts.IsEmpty: true, MayNotApply: false }) catchAll.AddRange(ForEveryone(rule));
        }

        return effective.ToImmutable();

        bool IsDecided(FlowRange match)
        {
            var services = OnAny(match, AddressFamily.IPv4);
            return catchAll.Exists(decided => decided.Contains(services));
        }
    }

    /// <summary>What a rule matches for every address of both families, as rectangles of one family.</summary>
    private static IEnumerable<FlowRange> ForEveryone(LiveRule rule) =>
        from match in rule.Matches
        where match.Remote == Prefix.Any(AddressFamily.IPv4) && rule.Matches.Contains(OnAny(match, AddressFamily.IPv6))
        select match;

    private static FlowRange OnAny(FlowRange match, AddressFamily family) =>
        new(match.Direction, match.Protocols, Prefix.Any(family), match.Ports);
}
