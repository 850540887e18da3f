using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Exposure;
using Starface.Policy.Flows;
using Starface.Policy.Problems;

namespace Starface.Policy.Comparison;

/// <summary>
/// Gathers what comparisons of an instance's interfaces found, rule by rule and row by row. What is the same on several interfaces is told
/// once, with all of them.
/// </summary>
/// <param name="plan">The plan.</param>
/// <param name="own">The ids of the instance's groups.</param>
/// <param name="planned">The planned flows.</param>
internal sealed class FoundFlows(Plan plan, ImmutableHashSet<string> own, FlowSet planned)
{
    private static readonly Origin Platform = new("platform", "traffic of the cloud itself");

    private readonly Dictionary<string, ExtraFlows> _extra = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MissingFlows> _missing = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Text, SortedSet<string> Interfaces)> _unknown = new(StringComparer.Ordinal);

    /// <summary>Whether something about an interface is not known.</summary>
    public bool HasUnknown(string interfaceId) => _unknown.Values.Any(unknown => unknown.Interfaces.Contains(interfaceId));

    /// <summary>The extra flows in order.</summary>
    public ImmutableArray<ExtraFlows> ListExtra() =>
    [
        .. _extra.Values
            .OrderBy(flows => flows.Ranges[0])
            .ThenBy(flows => flows.GroupId, StringComparer.Ordinal)
            .ThenBy(flows => flows.Rule.Id, StringComparer.Ordinal),
    ];

    /// <summary>The missing flows in order.</summary>
    public ImmutableArray<MissingFlows> ListMissing() =>
    [
        .. _missing.Values
            .OrderBy(flows => flows.Ranges[0])
            .ThenBy(flows => flows.Origins.IsEmpty ? "" : flows.Origins[0].Service, StringComparer.Ordinal),
    ];

    /// <summary>What is planned and may or may not pass.</summary>
    public IEnumerable<Problem> ListUnknown() => _unknown
        .OrderBy(unknown => unknown.Key, StringComparer.Ordinal)
        .Select(unknown => Problem.Error(
            ProblemIds.Undecided,
            unknown.Value.Interfaces.Count == 0
                ? unknown.Value.Text
                : $"Interface {string.Join(", ", unknown.Value.Interfaces)}: {unknown.Value.Text}"));

    /// <summary>Adds flows that are permitted and not planned, each with the rules that permit them.</summary>
    public void AddExtra(LayerPath path, ImmutableArray<FlowFinding> findings, LiveInterface? owner, Memberships memberships)
    {
        foreach (var finding in findings)
        {
            var untold = finding.Flows;
            // Where the order of rules does not tell which one permits a flow, any rule that matches it is better than none.
            foreach (var isInOrder in new[] { true, false })
            {
                foreach (var layer in path.Layers.Where(layer => !layer.Groups.IsEmpty).OrderBy(Preference))
                {
                    if (untold.IsEmpty) break;
                    var left = untold;
                    foreach (var (group, rule, flows, isBroader) in FindRules(layer, finding, left, memberships, isInOrder))
                    {
                        AddExtra(path, layer, group, rule, flows, isBroader, finding, owner);
                        untold = untold.Except(flows);
                    }
                }
            }

            // What passes is never left untold, though no rule can be named for it.
            if (!untold.IsEmpty) AddUnknown([finding with { Flows = untold }], owner);
        }
    }

    /// <summary>Adds flows that are planned and do not pass, each with the rows that need them.</summary>
    public void AddMissing(LayerPath path, ImmutableArray<FlowFinding> findings, LiveInterface? owner, Memberships memberships)
    {
        if (findings.IsEmpty) return;
        var missing = findings.Select(finding => finding.Flows).Aggregate((union, next) => union.Union(next));
        var names = plan.Rules.SelectMany(rule => rule.Peers).Select(peer => peer.Peer.Scope.Group).OfType<string>();
        var known = new MemberAssignment(memberships.FindKnown(names.Distinct(StringComparer.Ordinal)), []);
        var stops = FindStops(path, known);
        var explained = new List<FlowRange>();
        var parts = new List<(ImmutableArray<Origin> Origins, FlowSet Flows, LayerRule? Denial, LiveRule? Rule)>();
        foreach (var rule in plan.Rules)
        {
            foreach (var peer in rule.Peers)
            {
                var asked = new FlowRange(rule.Direction, rule.Protocol, peer.Peer.Scope, rule.Ports);
                ImmutableArray<FlowRange> wanted = [asked, .. asked.Remote.IsGroup ? known.Expand(asked) : []];
                if (!wanted.Any(missing.Overlaps)) continue;
                var flows = wanted.All(missing.Contains) ? FlowSet.From(wanted) : FlowSet.From(wanted).Intersect(missing);
                explained.AddRange(wanted);
                var (denial, denying) = FindDenial(stops, flows, known);
                parts.Add((peer.Origins, flows, denial, denying));
            }
        }

        // One entry for what the same rows ask for: a service that is open to ten networks breaks once.
        foreach (var same in parts.GroupBy(part => (Rows: string.Join("\n", part.Origins), part.Denial)))
        {
            var flows = FlowSet.From(same.SelectMany(part => part.Flows.DisjointRanges()));
            AddMissing(same.First().Origins, flows, same.First().Rule, same.Key.Denial, owner);
        }

        // Flows no service asks for: the platform's own.
        var platform = missing.Except(FlowSet.From(explained));
        if (platform.IsEmpty) return;
        var (stop, rule2) = FindDenial(stops, platform, known);
        AddMissing([plan.Cloud.PlatformOrigin ?? Platform], platform, rule2, stop, owner);
    }

    /// <summary>Adds flows that are planned and may or may not pass.</summary>
    public void AddUnknown(IEnumerable<FlowFinding> findings, LiveInterface? owner)
    {
        foreach (var finding in findings)
        {
            var text = DriftWords.Unknown(finding);
            if (!_unknown.TryGetValue(text, out var known))
                _unknown.Add(text, known = (text, new SortedSet<string>(StringComparer.Ordinal)));
            if (owner is not null) known.Interfaces.Add(owner.Id);
        }
    }

    /// <summary>The plan's own group first: its rules are the ones a person expects to be told of.</summary>
    private int Preference(Layer layer) =>
        layer.Kind is LayerKind.NetworkAcl ? 3
        : layer.Groups.Any(group => own.Contains(group.Id)) ? 0
        : layer.Kind == LayerKind.AdminRules ? 2
        : 1;

    private void AddExtra(
        LayerPath path,
        Layer layer,
        LiveGroup group,
        LiveRule rule,
        FlowSet flows,
        bool isBroader,
        FlowFinding finding,
        LiveInterface? owner)
    {
        var extra = DriftWords.Extra(plan.Name, group.Id, rule, flows, isBroader, finding, isAllElse: layer is UnionLayer) with
        {
            IsForeignGroup = !own.Contains(group.Id),
            Interfaces = owner is null ? [] : [owner.Id],
            Through = [.. FindThrough(path, layer, flows)],
        };
        var key = $"{extra.GroupId}\n{extra.Rule.Id}\n{extra.Fingerprint}\n{extra.IsCertain}";
        _extra[key] = _extra.TryGetValue(key, out var same)
            ? same with { Interfaces = [.. same.Interfaces.Concat(extra.Interfaces).Distinct(StringComparer.Ordinal)] }
            : extra;
    }

    private void AddMissing(ImmutableArray<Origin> origins, FlowSet flows, LiveRule? rule, LayerRule? denial, LiveInterface? owner)
    {
        var missing = DriftWords.Missing(plan.Name, origins, flows, rule, planned) with
        {
            StoppedBy = denial,
            Interfaces = owner is null ? [] : [owner.Id],
        };
        var key = $"{string.Join("\n", origins)}\n{missing.Fingerprint}\n{denial}";
        _missing[key] = _missing.TryGetValue(key, out var same)
            ? same with { Interfaces = [.. same.Interfaces.Concat(missing.Interfaces).Distinct(StringComparer.Ordinal)] }
            : missing;
    }

    /// <summary>The rules of a layer that permit some of the flows of a finding, each with those it decides about.</summary>
    private IEnumerable<(LiveGroup Group, LiveRule Rule, FlowSet Flows, bool IsBroader)> FindRules(
        Layer layer, FlowFinding finding, FlowSet left, Memberships memberships, bool isInOrder)
    {
        var names = layer.Rules.SelectMany(rule => rule.Matches).Select(match => match.Remote.Group).OfType<string>();
        var known = memberships.FindKnown(names.Distinct(StringComparer.Ordinal));
        // A rule for a name may permit every address, and decides for certain about those that are known to be in the name.
        var members = new MemberAssignment(known, isInOrder ? finding.Names : names);
        var certain = new MemberAssignment(known, []);
        var decided = new MatchedFlows();
        var rules =
            from live in layer.Groups
            from rule in live.Rules
            orderby rule.Direction, rule.Priority, rule.Id
            select (Group: live, Rule: rule);
        foreach (var (group, rule) in rules)
        {
            ImmutableArray<FlowRange> matches = [.. rule.Matches.SelectMany(match => Widen(match, members))];
            if (rule.Allow && matches.Any(left.Overlaps))
            {
                var effective = layer is UnionLayer ? FlowSet.From(matches) : decided.LeftOf(matches);
                var flows = effective.Intersect(left);
                if (!flows.IsEmpty)
                {
                    yield return (group, rule, flows, effective.Overlaps(planned));
                    if (layer is not UnionLayer) left = left.Except(flows);
                }
            }

            if (layer is not UnionLayer && isInOrder && rule is { OwnSide.IsEmpty: true, SourcePorts.IsEmpty: true, MayNotApply: false })
                decided.Add(rule.Matches.SelectMany(match => Widen(match, certain)));
        }
    }

    /// <summary>A match with the addresses of its name beside the name itself.</summary>
    private static IEnumerable<FlowRange> Widen(FlowRange match, MemberAssignment members) =>
        match.Remote.IsGroup ? members.Expand(match).Prepend(match) : [match];

    /// <summary>The rules of the other layers that let some flows through.</summary>
    private static IEnumerable<LayerRule> FindThrough(LayerPath path, Layer layer, FlowSet flows)
    {
        var others = path.Layers.Where(other => other != layer && !other.IsOpen && !other.Groups.IsEmpty).ToList();
        if (others.Count == 0) yield break;
        var range = flows.DisjointRanges()[0];
        foreach (var other in others)
        {
            var rule = (from live in other.Groups
                        from found in live.Rules
                        where found.Allow && found.Matches.Any(range.Overlaps)
                        orderby found.Priority
                        select (Group: live, Rule: found)).FirstOrDefault();
            if (rule.Rule is not null) yield return new LayerRule(other.Title, rule.Group.Id, rule.Rule.Id);
        }
    }

    /// <summary>The layers with rules, each with what passes it; null where there is no other layer to tell it from.</summary>
    private static List<(Layer Layer, FlowSet? Passed)> FindStops(LayerPath path, MemberAssignment members)
    {
        var layers = path.Layers.Where(layer => !layer.IsOpen && !layer.Groups.IsEmpty).ToList();
        return layers.ConvertAll(layer => (layer, layers.Count == 1 && layer.Kind != LayerKind.NetworkAcl
            ? null
            : layer.Pass(members, LocalEndpoint.Anywhere, static _ => true).Possible));
    }

    /// <summary>
    /// The rule that denies flows, in the layers that stop them first: where a restriction of local sides decides, no layer stops them
    /// everywhere. A network ACL ends with a rule that denies the rest.
    /// </summary>
    private (LayerRule? Denial, LiveRule? Rule) FindDenial(
        List<(Layer Layer, FlowSet? Passed)> layers, FlowSet flows, MemberAssignment members)
    {
        var addresses = new Lazy<FlowSet>(() => members.Expand(flows.DisjointRanges()));
        var byStop = layers
            .Select(found => (found.Layer, Stops: found.Passed is { } passed && !passed.IsSupersetOf(addresses.Value)))
            .ToList();
        foreach (var (layer, stops) in byStop.OrderByDescending(found => found.Stops))
        {
            // The last rule of the plan's own group denies the rest as planned; that of another group is what is in the way.
            var denial = layer.Groups
                .SelectMany(group => group.Rules.Select(rule => (Group: group, Rule: rule)))
                .Where(found => !found.Rule.Allow
                    && ((stops && !own.Contains(found.Group.Id)) || (!found.Rule.IsDefault && !plan.Cloud.IsClosing(found.Rule))))
                .OrderBy(found => found.Rule.Direction)
                .ThenBy(found => found.Rule.Priority)
                .FirstOrDefault(found => found.Rule.Matches.Any(flows.Overlaps));
            if (denial.Rule is not null) return (new LayerRule(layer.Title, denial.Group.Id, denial.Rule.Id), denial.Rule);
        }

        var acl = byStop.Find(found => found.Layer.Kind == LayerKind.NetworkAcl && found.Stops).Layer;
        return (acl is null ? null : new LayerRule(acl.Title, acl.Groups[0].Id, "*"), null);
    }
}
