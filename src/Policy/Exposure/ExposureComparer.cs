using System.Collections.Immutable;
using System.Numerics;
using Starface.Policy.Clouds;
using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;

namespace Starface.Policy.Exposure;

/// <summary>
/// Compares the layers of one place of an interface with a plan, case by case: which names contain the remote address is all that decides
/// how a rule for a name treats it. Flows that meet no name have one case; where names are used, the flows are first divided by the names
/// they meet, so that names that never meet do not multiply.
/// </summary>
internal sealed class ExposureComparer
{
    /// <summary>Stands for all remote addresses in sets that are about services alone.</summary>
    private static readonly RemoteScope OneAddress = Address.Min(AddressFamily.IPv4);

    private readonly LayerPath _path;
    private readonly FlowSet _planned;
    private readonly Memberships _memberships;
    private readonly Dictionary<string, PrefixSet> _known;
    private readonly SortedDictionary<string, FlowSet> _services;
    private readonly SortedDictionary<string, FlowSet> _additions = new(StringComparer.Ordinal);
    private readonly FlowSet _allowedByName;
    private readonly FindingList _extra = new();
    private readonly List<(LocalEndpoint End, FindingList Findings)> _missing;
    private readonly FindingList _unknown = new();
    private PrefixSet? _explicit;

    public ExposureComparer(LayerPath path, FlowSet planned, Memberships memberships)
    {
        _path = path;
        _planned = planned;
        _memberships = memberships;
        _missing = [.. path.Ends.Select(end => (end, new FindingList()))];
        var named = FindNamed().ToList();
        _known = memberships.FindKnown(named.Select(match => match.Remote.Group!).Distinct(StringComparer.Ordinal));
        _services = new SortedDictionary<string, FlowSet>(StringComparer.Ordinal);
        var outer = new HashSet<string>(named.SelectMany(match => OuterOf(match.Remote.Group!)), StringComparer.OrdinalIgnoreCase);
        foreach (var name in named.Where(match => !_known.ContainsKey(match.Remote.Group!)).GroupBy(match => match.Remote.Group!))
        {
            var isAddition = !outer.Contains(name.Key) && IsAddition(name.Key);
            (isAddition ? _additions : _services).Add(name.Key, FlowSet.From(name.Select(ServicesOf)));
        }

        _allowedByName = FlowSet.From(
            from rule in path.DecidingRules
            where rule.Allow
            from match in rule.Matches
            where match.Remote.Group is { } name && _services.ContainsKey(name)
            select ServicesOf(match));
    }

    public ExposureComparison Compare()
    {
        foreach (var part in Divide())
        {
            if (part.Names.Count > NameSet.Most)
            {
                var count = FormattableString.Invariant($"{part.Names.Count} names whose members are not known");
                _unknown.Add(OnEveryAddress(part.Services!), isCertain: false, [], [count]);
                continue;
            }

            var names = new NameSet([.. part.Names], _memberships, _known);
            foreach (var (end, missing) in _missing) Compare(names, part.Services, end, missing);
        }

        foreach (var addition in _additions) AddExtraOf(addition.Key, addition.Value);
        return Result();
    }

    /// <summary>
    /// Whether all that a name does is to add flows: only rules of groups that permit the union of their rules use it, and nothing is known
    /// of its members. What the members of several such names can reach is what those of each can, so that one is looked at at a time.
    /// </summary>
    private bool IsAddition(string name) =>
        _memberships.For(name) == default
        && !_planned.Groups(Direction.Inbound).Contains(name)
        && !_planned.Groups(Direction.Outbound).Contains(name)
        && _path.Layers.All(layer => layer is UnionLayer || !layer.DecidingRules.Any(
            rule => rule.Matches.Any(match => match.Remote.Group == name)));

    /// <summary>The names that contain all members of a name.</summary>
    private IEnumerable<string> OuterOf(string name)
    {
        for (var outer = _memberships.For(name).Parent; outer is not null; outer = _memberships.For(outer).Parent) yield return outer;
    }

    /// <summary>What is extra because of a name that only adds flows, whatever the other names with its services contain.</summary>
    private void AddExtraOf(string name, FlowSet services)
    {
        string[] meeting = [.. _services.Where(other => other.Value.Overlaps(services)).Select(other => other.Key)];
        var names = new NameSet([.. meeting.Append(name).OrderBy(text => text, StringComparer.Ordinal)], _memberships, _known);
        foreach (var (end, _) in _missing)
        {
            var within = Within(services, end);
            var cases = names.ListCases().ConvertAll(found => EvaluateExtra(found, services, within, end));
            AddExtra(names, cases, found => found.Members.Contains(name));
        }
    }

    private ExposureComparison Result()
    {
        var missing = JoinMissing();
        return new(_extra.ToFindings(), missing.ToFindings(), _unknown.ToFindings());
    }

    /// <summary>
    /// What is missing at the local ends together: at a place, with every source port. Where the local address is not known, only what is
    /// missing at every place is missing for certain.
    /// </summary>
    private FindingList JoinMissing()
    {
        var joined = new FindingList();
        var places = _missing
            .GroupBy(found => found.End.Place, StringComparer.Ordinal)
            .Select(ports => JoinPorts(ports.First().End, [.. ports.Select(found => found.Findings.ToFlows())]))
            .ToList();
        var all = Union(places.Select(place => place.All));
        if (all.IsEmpty) return joined;
        var certain = Union(places.Select(place => place.Certain));
        var somewhere = certain;
        if (_path.Configuration is not { Addresses.IsEmpty: false })
        {
            foreach (var place in places) certain = certain.Except(OfFamily(somewhere.Except(place.Certain), place.End));
        }

        joined.Add(certain, isCertain: true, [], []);
        _unknown.Add(somewhere.Except(certain), isCertain: false, [], ["the local address of the instance"]);
        _unknown.Add(all.Except(somewhere), isCertain: false, [], ["the source port"]);
        return joined;
    }

    private static (LocalEndpoint End, FlowSet All, FlowSet Certain) JoinPorts(LocalEndpoint end, List<FlowSet> ports)
    {
        var all = Union(ports);
        return (end, all, ports.Aggregate(all, (certain, flows) => certain.Except(all.Except(flows))));
    }

    private static FlowSet Union(IEnumerable<FlowSet> sets) => sets.Aggregate(FlowSet.Empty, (union, next) => union.Union(next));

    private static FlowSet OfFamily(FlowSet flows, LocalEndpoint end) => end.Family is not { } family
        ? flows
        : flows.Except(FlowSet.From(
            from direction in new[] { Direction.Inbound, Direction.Outbound }
            let other = family == AddressFamily.IPv4 ? AddressFamily.IPv6 : AddressFamily.IPv4
            select new FlowRange(direction, ProtocolRange.All, AddressRange.Any(other))));

    private IEnumerable<FlowRange> FindNamed()
    {
        foreach (var match in _path.DecidingRules.SelectMany(rule => rule.Matches))
        {
            if (match.Remote.IsGroup) yield return match;
        }

        foreach (var direction in new[] { Direction.Inbound, Direction.Outbound })
        {
            if (_planned.Groups(direction).Count == 0) continue;
            foreach (var range in _planned.DisjointRanges())
            {
                if (range.Remote.IsGroup && range.Direction == direction) yield return range;
            }
        }
    }

    /// <summary>The services divided by the names they meet; null stands for all services, where there are no names.</summary>
    private List<(ImmutableList<string> Names, FlowSet? Services)> Divide()
    {
        if (_services.Count == 0) return [(ImmutableList<string>.Empty, null)];
        var parts = new List<(ImmutableList<string> Names, FlowSet? Services)>
        {
            (ImmutableList<string>.Empty, FlowSet.From(
                new FlowRange(Direction.Inbound, ProtocolRange.All, OneAddress),
                new FlowRange(Direction.Outbound, ProtocolRange.All, OneAddress))),
        };
        foreach (var name in _services)
        {
            parts =
            [
                .. from part in parts
                   from half in new[]
                   {
                       (Names: part.Names.Add(name.Key), Services: part.Services!.Intersect(name.Value)),
                       (part.Names, Services: part.Services!.Except(name.Value)),
                   }
                   where !half.Services.IsEmpty
                   select (half.Names, (FlowSet?)half.Services),
            ];
        }

        return parts;
    }

    private void Compare(NameSet names, FlowSet? services, LocalEndpoint end, FindingList missing)
    {
        var within = Within(services, end);
        var cases = names.ListCases().ConvertAll(found => Evaluate(found, services, within, end));
        AddExtra(names, cases, static _ => true);
        AddMissing(names, cases, missing);
    }

    private MembershipCase Evaluate(MembershipCase found, FlowSet? services, FlowSet? within, LocalEndpoint end)
    {
        var (live, planned) = (Pass(found.Members, services, end), PlannedFor(found.Members));
        var stopped = Restrict(found, planned.Except(live.Possible), within);
        // The names that only add flows may let through what does not pass without them.
        var added = stopped.IsEmpty || _additions.Count == 0
            ? FlowSet.Empty
            : stopped.Intersect(Pass(found.Members.With(_additions.Keys), services, end).Possible);
        return WithExtra(found, live, planned, within) with
        {
            Missing = stopped.Except(added),
            Addable = added,
            Uncertain = ReferenceEquals(live.Possible, live.Certain)
                ? FlowSet.Empty
                : Restrict(found, planned.Except(live.Certain), within).Except(stopped),
        };
    }

    private MembershipCase EvaluateExtra(MembershipCase found, FlowSet? services, FlowSet? within, LocalEndpoint end) =>
        WithExtra(found, Pass(found.Members, services, end), PlannedFor(found.Members), within);

    private static MembershipCase WithExtra(MembershipCase found, LayerPassage live, FlowSet planned, FlowSet? within)
    {
        var extra = Restrict(found, live.Possible.Except(planned), within);
        return found with
        {
            Planned = planned,
            Extra = extra,
            CertainExtra = ReferenceEquals(live.Possible, live.Certain) ? extra : Restrict(found, live.Certain.Except(planned), within),
        };
    }

    private LayerPassage Pass(MemberAssignment members, FlowSet? services, LocalEndpoint end) =>
        _path.Pass(members, end, match => services is null || services.Overlaps(ServicesOf(match)));

    private static FlowSet Restrict(MembershipCase found, FlowSet flows, FlowSet? within) =>
        flows.IsEmpty ? flows : found.Restrict(within is null ? flows : flows.Intersect(within));

    private FlowSet PlannedFor(MemberAssignment members) =>
        _planned.Groups(Direction.Inbound).Count == 0 && _planned.Groups(Direction.Outbound).Count == 0
            ? _planned
            : members.Expand(_planned.DisjointRanges());

    private void AddExtra(NameSet names, List<MembershipCase> cases, Func<MembershipCase, bool> isTold)
    {
        var always = InEveryCase(names, cases, found => found.CertainExtra);
        foreach (var found in cases.Where(isTold))
        {
            if (found.Extra.IsEmpty) continue;
            var flows = WithoutSmaller(cases, found, smaller => smaller.Extra);
            if (flows.IsEmpty) continue;
            if (names.Names.IsEmpty || found.Mask.IsZero)
            {
                _extra.Add(flows.Intersect(always), isCertain: true, [], []);
                AddUncertain(_extra, names, cases, flows.Except(always), same => same.Extra);
                continue;
            }

            var name = names.Innermost(found.Mask)[0];
            var services = ServicesInGeneral(found, flows);
            var ofName = OnEveryAddress(services).Intersect(flows);
            var others = names.Members(found.Mask).Except(Closure(names, name), StringComparer.Ordinal);
            // What takes a further name is not certain for all members of this one.
            var within = names.MaskOf(names.Names.IndexOf(name));
            var isCertain = names.IsExact && cases.Where(larger => (larger.Mask & within) == within)
                .All(larger => larger.CertainExtra.IsSupersetOf(larger.Restrict(ofName)));
            ImmutableArray<string> dependsOn = isCertain ? [] : [.. others.Concat(Deciding(names, cases, ofName, same => same.Extra, found))
                .Except(Closure(names, name), StringComparer.Ordinal)];
            _extra.Add(ForName(name, services), isCertain, dependsOn, isCertain ? [] : UncertainLayers(found.Members));
            _extra.Add(flows.Except(ofName), isCertain: false, names.Innermost(found.Mask), []);
        }
    }

    private void AddMissing(NameSet names, List<MembershipCase> cases, FindingList missing)
    {
        // Where a name that is not looked at in every case allows, nothing is missing for certain.
        var always = InEveryCase(names, cases, found => found.Missing);
        missing.Add(always, isCertain: true, [], []);
        var told = new List<(MembershipCase Case, FlowSet Flows)>();
        foreach (var found in cases.Where(found => !found.Mask.IsZero && !found.Missing.IsEmpty))
        {
            var flows = WithoutSmaller(cases, found, smaller => smaller.Missing).Except(always);
            // What the plan permits to everyone does not name the members that a rule denies: of each address it depends on the name.
            flows = flows.Except(cases[0].Planned);
            if (flows.IsEmpty || !IsOneName(names, found.Mask) || !IsMissingWherever(names, cases, found, flows)) continue;
            var services = ServicesInGeneral(found, flows);
            missing.Add(ForName(names.Innermost(found.Mask)[0], services), isCertain: true, [], []);
            told.Add((found, OnEveryAddress(services).Intersect(flows)));
        }

        foreach (var found in cases)
        {
            var left = found.Missing.Except(always);
            foreach (var (smaller, flows) in told)
            {
                if (found.Includes(smaller)) left = left.Except(flows);
            }

            AddUncertain(_unknown, names, cases, left, same => same.Missing);
            var addable = WithoutSmaller(cases, found, smaller => smaller.Addable);
            if (!addable.IsEmpty) _unknown.Add(addable, isCertain: false, [.. names.Innermost(found.Mask), .. FindAdditions(addable)], []);
            if (!found.Uncertain.IsEmpty) _unknown.Add(found.Uncertain, isCertain: false, [], UncertainLayers(found.Members));
        }
    }

    /// <summary>The names that add flows with some services.</summary>
    private IEnumerable<string> FindAdditions(FlowSet flows)
    {
        var services = FlowSet.From(flows.DisjointRanges().Select(ServicesOf));
        return _additions.Where(name => name.Value.Overlaps(services)).Select(name => name.Key);
    }

    private bool IsMissingWherever(NameSet names, List<MembershipCase> cases, MembershipCase found, FlowSet flows) => names.IsExact
        ? cases.Where(larger => larger.Includes(found)).All(larger => larger.Missing.IsSupersetOf(larger.Restrict(flows)))
        : !flows.Overlaps(OnEveryAddress(_allowedByName));

    private static bool IsOneName(NameSet names, BigInteger mask) => names.Innermost(mask).Length == 1;

    private void AddUncertain(
        FindingList findings, NameSet names, List<MembershipCase> cases, FlowSet flows, Func<MembershipCase, FlowSet> property)
    {
        if (flows.IsEmpty) return;
        var dependsOn = Deciding(names, cases, flows, property, null);
        findings.Add(flows, isCertain: false, [.. dependsOn], UncertainLayers(cases[0].Members));
    }

    /// <summary>The names that change whether some of the flows have a property.</summary>
    private static IEnumerable<string> Deciding(
        NameSet names, List<MembershipCase> cases, FlowSet flows, Func<MembershipCase, FlowSet> property, MembershipCase? within)
    {
        if (!names.IsExact) return names.Names;
        return names.Names.Where((_, index) =>
        {
            var mask = names.MaskOf(index);
            return cases.Exists(found => (within is null || found.Includes(within)) && (found.Mask & mask) != mask
                && cases.Find(other => other.Mask == (found.Mask | mask)) is { } other
                && Differ(property(found).Intersect(flows), property(other).Intersect(flows), found, other));
        });

        static bool Differ(FlowSet left, FlowSet right, MembershipCase one, MembershipCase other) =>
            other.Restrict(left) != one.Restrict(right);
    }

    /// <summary>The flows that have a property in every case that their address can be in.</summary>
    private FlowSet InEveryCase(NameSet names, List<MembershipCase> cases, Func<MembershipCase, FlowSet> property)
    {
        if (!names.IsExact) return property(cases[0]).Except(OnEveryAddress(_allowedByName));
        var always = FlowSet.Empty;
        foreach (var found in cases) always = always.Union(property(found));
        foreach (var found in cases)
        {
            if (always.IsEmpty) return always;
            // Addresses that the case cannot have are not in its way.
            always = always.Except(found.Restrict(always).Except(property(found)));
        }

        return always;
    }

    private static FlowSet WithoutSmaller(List<MembershipCase> cases, MembershipCase found, Func<MembershipCase, FlowSet> property)
    {
        var flows = property(found);
        foreach (var smaller in cases)
        {
            if (flows.IsEmpty) return flows;
            if (smaller.Mask != found.Mask && found.Includes(smaller)) flows = flows.Except(property(smaller));
        }

        return flows;
    }

    private string[] Closure(NameSet names, string name) => [.. names.Members(names.MaskOf(names.Names.IndexOf(name)))];

    /// <summary>
    /// The services that the members of a name have in general: at an address that neither rules nor the plan list. Flows with other
    /// services are about listed addresses, and told by these.
    /// </summary>
    private FlowSet ServicesInGeneral(MembershipCase found, FlowSet flows)
    {
        var services = FlowSet.Empty;
        foreach (var family in new[] { AddressFamily.IPv4, AddressFamily.IPv6 })
        {
            var unlisted = PrefixSet.FromRanges(AddressRange.Any(family)).Except(Explicit);
            var addresses = found.Feasible is { } feasible ? unlisted.Intersect(feasible.Addresses(Direction.Inbound)) : unlisted;
            foreach (var range in addresses.Ranges)
            {
                var there = flows.Intersect(FlowSet.From(
                    new FlowRange(Direction.Inbound, ProtocolRange.All, range.First),
                    new FlowRange(Direction.Outbound, ProtocolRange.All, range.First)));
                services = services.Union(FlowSet.From(there.DisjointRanges().Select(ServicesOf)));
                break;
            }
        }

        return services;
    }

    /// <summary>
    /// The addresses that rules and the plan list. Of the plan those of its largest rectangles: what is open to everyone lists no address.
    /// </summary>
    private PrefixSet Explicit => _explicit ??= PrefixSet.FromRanges(
        _path.Layers.SelectMany(layer => layer.Rules).SelectMany(rule => rule.Matches)
            .Concat(_planned.Ranges())
            .Where(match => !match.Remote.IsGroup)
            .Select(match => match.Remote.Addresses)
            .Concat(_known.Values.SelectMany(members => members.Ranges))
            .Where(range => range != AddressRange.Any(range.Family)));

    /// <summary>The layers of which it is not certain what they let through.</summary>
    private ImmutableArray<string> UncertainLayers(MemberAssignment members) =>
    [
        .. from layer in _path.Layers
           where !layer.IsOpen
           let passage = layer.Pass(members, LocalEndpoint.Anywhere, static _ => true)
           where !ReferenceEquals(passage.Possible, passage.Certain) && passage.Possible != passage.Certain
           select layer.Title,
    ];

    private static FlowRange ServicesOf(FlowRange match) => new(match.Direction, match.Protocols, OneAddress, match.Ports);

    private static FlowSet ForName(string name, FlowSet services) => FlowSet.From(
        services.DisjointRanges().Select(range => new FlowRange(range.Direction, range.Protocols, RemoteScope.OfGroup(name), range.Ports)));

    private static FlowSet OnEveryAddress(FlowSet services) => FlowSet.From(
        from range in services.DisjointRanges()
        from family in new[] { AddressFamily.IPv4, AddressFamily.IPv6 }
        select new FlowRange(range.Direction, range.Protocols, AddressRange.Any(family), range.Ports));

    /// <summary>The flows of some services that can arrive at an end, or null for all.</summary>
    private static FlowSet? Within(FlowSet? services, LocalEndpoint end)
    {
        var flows = services is null ? null : OnEveryAddress(services);
        if (end.Family is not { } family) return flows;
        var ofFamily = FlowSet.From(
            new FlowRange(Direction.Inbound, ProtocolRange.All, AddressRange.Any(family)),
            new FlowRange(Direction.Outbound, ProtocolRange.All, AddressRange.Any(family)));
        return flows is null ? ofFamily : flows.Intersect(ofFamily);
    }
}
