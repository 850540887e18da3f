using Starface.Policy.Clouds;
using Starface.Policy.Flows;

namespace Starface.Policy.Tests.Exposure;

/// <summary>
/// What layers let through, told one packet at a time: for every way to say which names contain the remote address, and which of the rules
/// that may have no effect have one, the rules are walked in order. Written apart from the product, which works on sets.
/// </summary>
internal sealed class ExposureOracle(
    IReadOnlyList<OracleLayer> layers, IReadOnlyList<FlowRange> planned, IReadOnlyList<string> unknown, Func<string, Address, bool?> knows)
{
    private static readonly HashSet<string> s_noNames = [];
    private readonly Dictionary<Address, List<HashSet<string>>> _cases = [];
    private readonly LiveRule[] _doubtful = [.. layers.SelectMany(layer => layer.Rules).Where(rule => rule.MayNotApply)];

    /// <summary>The local ends.</summary>
    public IReadOnlyList<OracleEnd> Ends { get; init; } = [OracleEnd.Anywhere];

    /// <summary>
    /// Whether rules for a service, or the plan, name VirtualNetwork: then an address in it is not in Internet. Otherwise nothing asks
    /// whether a public address is behind a gateway.
    /// </summary>
    public Func<Direction, int, int, bool> AsksForNetwork { get; init; } = static (_, _, _) => false;

    /// <summary>Whether the instance is known to have all the ends; otherwise it is at one of their places.</summary>
    public bool ArePlacesKnown { get; init; } = true;

    /// <summary>Whether it may pass and is not planned, at some end in some case and at some end in all.</summary>
    public (bool Some, bool All) Extra(Flow flow)
    {
        var found = EndsOf(flow).Select(end => Quantify(flow, end, (live, certain, plan) => (live && !plan, certain && !plan))).ToList();
        return (found.Exists(end => end.Some), found.Exists(end => end.All));
    }

    /// <summary>Whether it passes for certain and is not planned, at some end, whenever a name contains the remote address.</summary>
    public bool IsExtraForAllMembers(Flow flow, string name) => EndsOf(flow).Any(end => Cases(flow.Address)
        .Where(names => names.Contains(name))
        .All(names => Passes(flow, end, names).Certain
            && !planned.Any(range => Matches(range, flow.Direction, flow.Protocol, flow.Address, flow.Port, names))));

    /// <summary>
    /// Whether it is planned and does not pass for certain, and whether that is not known: because of the names, the place or the source
    /// port.
    /// </summary>
    public (bool Certain, bool Unknown) Missing(Flow flow)
    {
        var (byPlace, isSomewhere, isUnknown) = (new Dictionary<string, bool>(StringComparer.Ordinal), false, false);
        foreach (var end in EndsOf(flow))
        {
            var (some, all) = Quantify(flow, end, (live, _, plan) => (plan && !live, plan && !live));
            isUnknown |= some && !all;
            isUnknown |= Quantify(flow, end, (live, certain, plan) => (plan && live && !certain, false)).Some;
            isSomewhere |= all;
            byPlace[end.Place] = byPlace.GetValueOrDefault(end.Place, true) & all;
        }

        var (any, every) = (byPlace.ContainsValue(true), !byPlace.ContainsValue(false));
        isUnknown |= isSomewhere && !any;
        return ArePlacesKnown ? (any, isUnknown) : (any && every, isUnknown || (any && !every));
    }

    private IEnumerable<OracleEnd> EndsOf(Flow flow) => Ends.Where(end => end.Family is not { } family || family == flow.Address.Family);

    private (bool Some, bool All) Quantify(Flow flow, OracleEnd end, Func<bool, bool, bool, (bool Some, bool Certain)> judge)
    {
        var (some, all) = (false, true);
        foreach (var names in Cases(flow.Address))
        {
            var (possible, certain) = Passes(flow, end, names);
            var plan = planned.Any(range => Matches(range, flow.Direction, flow.Protocol, flow.Address, flow.Port, names));
            var (holds, holdsForCertain) = judge(possible, certain, plan);
            some |= holds;
            all &= holdsForCertain;
        }

        return (some, all && some);
    }

    /// <summary>They are the same for all flows of an address, and each is asked many times.</summary>
    private List<HashSet<string>> Cases(Address address)
    {
        if (!_cases.TryGetValue(address, out var cases)) _cases.Add(address, cases = [.. FindCases(address)]);
        return cases;
    }

    private IEnumerable<HashSet<string>> FindCases(Address address)
    {
        for (var mask = 0; mask < 1 << unknown.Count; mask++)
        {
            var names = unknown.Where((_, index) => (mask & (1 << index)) != 0).ToHashSet();
            // A region lies within its tag.
            if (names.Any(name => name.Split('.') is [var tag, _] && unknown.Contains(tag) && !names.Contains(tag))) continue;
            if (unknown.Any(name => knows(name, address) is { } fixedly && fixedly != names.Contains(name))) continue;
            yield return names;
        }
    }

    private (bool Possible, bool Certain) Passes(Flow flow, OracleEnd end, HashSet<string> names)
    {
        if (_doubtful.Length == 0) return Passes(flow, end, names, static _ => true);
        var (some, all) = (false, true);
        for (var mask = 0; mask < 1 << _doubtful.Length; mask++)
        {
            var idle = _doubtful.Where((_, index) => (mask & (1 << index)) != 0).ToHashSet(ReferenceEqualityComparer.Instance);
            var (possible, certain) = Passes(flow, end, names, rule => !idle.Contains(rule));
            some |= possible;
            all &= certain;
        }

        return (some, all);
    }

    private (bool Possible, bool Certain) Passes(Flow flow, OracleEnd end, HashSet<string> names, Func<LiveRule, bool> applies)
    {
        var result = (Possible: true, Certain: true);
        foreach (var layer in layers)
        {
            if (layer.IsStateless)
            {
                var (possible, certain) = Stateless(layer, flow);
                result = (result.Possible && possible, result.Certain && certain);
                continue;
            }

            var deciding = layer.Rules.FirstOrDefault(rule => applies(rule) && Meets(rule, end)
                && rule.Matches.Any(match => Matches(match, flow.Direction, flow.Protocol, flow.Address, flow.Port, names)));
            if (deciding is { SkipsLaterLayers: true, Allow: true }) return result;
            if (deciding?.Allow ?? layer.PassesUnmatched) continue;
            return (false, false);
        }

        return result;
    }

    private static bool Meets(LiveRule rule, OracleEnd end) =>
        (rule.OwnSide.IsEmpty || rule.OwnSide.Any(own => own.Group is { } group
            ? end.Groups.Contains(group)
            : end.Address is { } address && own.Addresses.Contains(address)))
        && (rule.SourcePorts.IsEmpty || rule.SourcePorts.Any(ports => ports.From <= end.SourcePort && end.SourcePort <= ports.To));

    private (bool Possible, bool Certain) Stateless(OracleLayer layer, Flow flow)
    {
        if (!Walk(layer, flow.Direction, flow.Protocol, flow.Address, flow.Port)) return (false, false);
        var back = flow.Direction == Direction.Inbound ? Direction.Outbound : Direction.Inbound;
        var all = OracleLayer.ClientPorts.All(port => Walk(layer, back, flow.Protocol, flow.Address, port));
        var some = OracleLayer.AnyPorts.Any(port => Walk(layer, back, flow.Protocol, flow.Address, port));
        return (flow.Protocol != (int)Protocol.Tcp || some, all);
    }

    private bool Walk(OracleLayer layer, Direction direction, int protocol, Address address, int port) =>
        layer.Rules.FirstOrDefault(rule => rule.Matches.Any(match =>
            Matches(match, direction, protocol, address, port, s_noNames)))?.Allow ?? false;

    private bool Matches(FlowRange range, Direction direction, int protocol, Address address, int port, HashSet<string> names)
    {
        if (range.Direction != direction || protocol < range.Protocols.First || protocol > range.Protocols.Last) return false;
        if (range.Protocols.HasPortsOrMessages && (port < range.Ports.From || port > range.Ports.To)) return false;
        if (range.Remote.Group is not { } name) return range.Remote.Addresses.Contains(address);
        if (name == "Internet" && names.Contains("VirtualNetwork") && AsksForNetwork(direction, protocol, port)) return false;
        return unknown.Contains(name) ? names.Contains(name) : knows(name, address)!.Value;
    }
}
