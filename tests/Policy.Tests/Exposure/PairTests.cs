using System.Collections.Immutable;
using FsCheck.Xunit;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Exposure;
using Starface.Policy.Flows;

namespace Starface.Policy.Tests.Exposure;

/// <summary>
/// Every kind of remote side against every other one in two layers, and the laws that any layers must follow.
/// </summary>
public sealed class PairTests
{
    private static readonly PortRange Ssh = new(22);
    private static readonly PortRange AroundSsh = new(20, 30);

    /// <summary>A port that both rules of a pair have, and one that only the second has.</summary>
    private static readonly int[] PairPorts = [22, 25];

    private static readonly ImmutableSortedDictionary<string, RemoteScope[]> Sides = new Dictionary<string, RemoteScope[]>
    {
        ["address"] = [Prefix.Parse("203.0.113.1/32")],
        ["prefix"] = [Prefix.Parse("203.0.113.0/24")],
        ["any"] = [Prefix.Any(AddressFamily.IPv4), Prefix.Any(AddressFamily.IPv6)],
        ["any IPv4"] = [Prefix.Any(AddressFamily.IPv4)],
        ["Internet"] = [RemoteScope.OfGroup("Internet")],
        ["VirtualNetwork"] = [RemoteScope.OfGroup("VirtualNetwork")],
        ["tag"] = [RemoteScope.OfGroup("Storage")],
        ["region"] = [RemoteScope.OfGroup("Storage.WestEurope")],
        ["group"] = [RemoteScope.OfGroup("sg-a")],
        ["ASG"] = [RemoteScope.OfGroup("/asg/a")],
        ["other ASG"] = [RemoteScope.OfGroup("/asg/b")],
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static readonly ImmutableSortedDictionary<string, RemoteScope[]> AwsSides = new Dictionary<string, RemoteScope[]>
    {
        ["address"] = Sides["address"],
        ["prefix"] = Sides["prefix"],
        ["any"] = Sides["any"],
        ["any IPv4"] = Sides["any IPv4"],
        ["group"] = [RemoteScope.OfGroup("sg-a")],
        ["other group"] = [RemoteScope.OfGroup("sg-b")],
        ["prefix list"] = [RemoteScope.OfGroup("pl-unread")],
        ["read prefix list"] = [RemoteScope.OfGroup("pl-known")],
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static TheoryData<string, string> Pairs => new(
        from one in Sides.Keys from other in Sides.Keys select new TheoryDataRow<string, string>(one, other));

    public static TheoryData<string, string> AwsPairs => new(
        from one in AwsSides.Keys from other in AwsSides.Keys select new TheoryDataRow<string, string>(one, other));

    [Theory]
    [MemberData(nameof(Pairs))]
    [Trait("Category", "Slow")]
    public void Two_sides_on_azure_are_compared_as_the_oracle_does(string one, string other)
    {
        foreach (var direction in BothDirections)
        {
            FlowRange[][] plans = [[], On(direction, Ssh, Sides[one]), On(direction, AroundSsh, Sides[other]), On(direction, Ssh,
                Sides["any"])];
            foreach (var (allowsOne, allowsOther) in new[] { (true, true), (false, true), (true, false) })
            {
                var first = Rule("one", On(direction, Ssh, Sides[one]), allowsOne, 100);
                var second = Rule("other", On(direction, AroundSsh, Sides[other]), allowsOther, 100);
                // Behind a denial there has to be something to permit, or nothing passes whatever it denies.
                LiveRule[] one1 = allowsOne ? [first] : [first, Rule("rest", On(direction, PortRange.All, Sides["any"]), true, 200)];
                LiveRule[] other1 = allowsOther ? [second] : [second, Rule("rest", On(direction, PortRange.All, Sides["any"]), true, 200)];
                foreach (var plan in plans)
                {
                    CheckOrdered(plan, one1, other1);
                    CheckOrdered(plan, other1, one1);
                    CheckOrdered(plan, [first, second with { Priority = 150 }]);
                    CheckOrdered(plan, [second, first with { Priority = 150 }]);
                    // A rule that may have no effect, and what is restricted to some source ports.
                    CheckOrdered(plan, [first with { MayNotApply = true }, .. one1.Skip(1)], other1);
                    CheckOrdered(plan, [first with { SourcePorts = [new PortRange(5000, 6000)] }, second with { Priority = 150 }]);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(AwsPairs))]
    [Trait("Category", "Slow")]
    public void Two_sides_on_aws_are_compared_as_the_oracle_does(string one, string other)
    {
        foreach (var direction in BothDirections)
        {
            var back = direction == Direction.Inbound ? Direction.Outbound : Direction.Inbound;
            FlowRange[][] plans =
                [[], On(direction, Ssh, AwsSides[one]), On(direction, AroundSsh, AwsSides[other]), On(direction, Ssh, Sides["any"])];
            LiveGroup Group(string id, string side, PortRange ports) =>
                new(AwsTarget.Instance, id, id) { Rules = [new LiveRule(id, direction, [.. On(direction, ports, AwsSides[side])])] };
            ImmutableArray<LiveGroup> groups = [Group("sg-one", one, Ssh), Group("sg-two", other, AroundSsh)];
            foreach (var aclSide in new[] { "address", "prefix", "any", "any IPv4" })
            {
                foreach (var allows in new[] { true, false })
                {
                    ImmutableArray<LiveRule> entries =
                    [
                        Rule("entry", On(direction, Ssh, Sides[aclSide]), allows, 100),
                        Rule("answers", On(back, new PortRange(allows ? 1024 : 4999, 65535), Sides["any"]), true, 110),
                        Rule("rest", On(direction, PortRange.All, Sides["any"]), !allows, 200),
                    ];
                    var acl = new LiveGroup(AwsTarget.Instance, "acl", "acl") { Rules = entries };
                    foreach (var plan in plans)
                    {
                        ExposureCheck.Check(
                            AwsTarget.Instance,
                            [new StatelessLayer(acl, []), new UnionLayer("groups", groups)],
                            [
                                new OracleLayer(entries, IsStateless: true),
                                new OracleLayer([.. groups.SelectMany(group => group.Rules)], IsUnion: true),
                            ],
                            plan,
                            ports: PairPorts);
                    }
                }
            }
        }
    }

    [Property(MaxTest = 150)]
    [Trait("Category", "Slow")]
    public void Admin_rules_before_two_groups_with_local_sides_are_compared_as_the_oracle_does(int seed)
    {
        var random = new Random(seed);
        LiveRule[][] rules = [Rules(random, 3, isAdmin: true), Rules(random, 4), Rules(random, 4)];
        var plan = Enumerable.Range(0, random.Next(4)).SelectMany(_ => Matches(random)).ToArray();
        var isKnown = random.Next(2) == 0;
        var place = isKnown
            ? new LiveIpConfiguration("subnet")
            {
                Addresses = random.Next(3) switch
                {
                    0 => [Address.Parse("10.0.0.4")],
                    1 => [Address.Parse("fd00::4")],
                    _ => [Address.Parse("10.0.0.4"), Address.Parse("fd00::4")],
                },
                Groups = random.Next(2) == 0 ? ["/own/a"] : [],
            }
            : null;
        int[] ports = [0, 4999, 5000, 5500, 6000, 6001, 65535];
        OracleEnd[] ends = isKnown
            ?
            [
                .. from address in place!.Addresses from port in ports select new OracleEnd(address, [.. place.Groups], port),
                .. from family in new[] { AddressFamily.IPv4, AddressFamily.IPv6 }
                   where place.Addresses.All(address => address.Family != family)
                   from port in ports
                   select new OracleEnd(null, [.. place.Groups], port) { Family = family },
            ]
            :
            [
                .. from address in new[] { "10.0.0.4", "10.0.0.5", "10.0.1.1", "fd00::4", "fd00::5" }
                   from groups in new string[][] { [], ["/own/a"], ["/own/b"], ["/own/a", "/own/b"] }
                   from port in ports
                   select new OracleEnd(Address.Parse(address), groups, port),
            ];
        ExposureCheck.Check(
            AzureTarget.Instance,
            [
                new OrderedLayer(LayerKind.AdminRules, "admin rules", Group(rules[0]), passesUnmatched: true),
                new OrderedLayer(LayerKind.SubnetGroup, "subnet", Group(rules[1])),
                new OrderedLayer(LayerKind.InterfaceGroups, "interface", Group(rules[2])),
            ],
            [new OracleLayer(rules[0], PassesUnmatched: true), new OracleLayer(rules[1]), new OracleLayer(rules[2])],
            plan,
            ends,
            place);
    }

    /// <summary>
    /// A rule for the address of another machine, or for a port of the own address that is denied anyway, changes nothing, whatever else
    /// the rules do. Above all it does not let a difference vanish that is about a family the interface has no address of.
    /// </summary>
    [Property(MaxTest = 300)]
    [Trait("Category", "Slow")]
    public void A_local_rule_that_changes_nothing_hides_nothing(int seed)
    {
        var random = new Random(seed);
        LiveRule[] rules = [.. Rules(random, 4).Select(rule => rule with { OwnSide = [] })];
        var plan = Enumerable.Range(0, random.Next(4)).SelectMany(_ => Matches(random)).ToArray();
        var place = new LiveIpConfiguration("subnet") { Addresses = [Address.Parse(random.Next(2) == 0 ? "10.0.0.4" : "fd00::4")] };
        var isElsewhere = random.Next(2) == 0;
        var added = Rule("local", Unnamed(random), allow: isElsewhere && random.Next(2) == 0, isElsewhere ? 99 : 4096) with
        {
            OwnSide = isElsewhere ? [Prefix.Parse("10.0.0.99/32"), Prefix.Parse("fd00::99/128")] : [Prefix.Parse("10.0.0.4/32")],
        };
        var before = Compare(rules);
        var after = Compare([.. rules, added]);
        Assert.Equal(before.IsSame, after.IsSame);
        foreach (var flow in ExposureCheck.Flows())
        {
            Assert.True(IsTold(before.Extra, flow) == IsTold(after.Extra, flow), $"extra: {flow}");
            Assert.True(IsTold(before.Missing, flow) == IsTold(after.Missing, flow), $"missing: {flow}");
        }

        ExposureComparison Compare(LiveRule[] all) => ExposureCheck.Compare(
            AzureTarget.Instance, [new OrderedLayer(LayerKind.InterfaceGroups, "group", Group(all))], plan, place);
    }

    /// <summary>What differs at each of the addresses that an interface has, differs at the interface.</summary>
    [Property(MaxTest = 200)]
    public void What_differs_at_every_local_address_differs_at_all_together(int seed)
    {
        var random = new Random(seed);
        var layer = new OrderedLayer(LayerKind.InterfaceGroups, "group", Group(Rules(random, 5)));
        var plan = Enumerable.Range(0, random.Next(4)).SelectMany(_ => Matches(random)).ToArray();
        Address[] own = [Address.Parse("10.0.0.4"), Address.Parse("10.0.1.1"), Address.Parse("fd00::4"), Address.Parse("fd00::5")];
        var together = Compare(own);
        foreach (var family in new[] { AddressFamily.IPv4, AddressFamily.IPv6 })
        {
            var each = own.Where(address => address.Family == family).Select(address => Compare(address)).ToList();
            foreach (var flow in ExposureCheck.Flows().Where(flow => flow.Address.Family == family))
            {
                Assert.True(!each.TrueForAll(found => IsTold(found.Extra, flow)) || IsTold(together.Extra, flow), $"extra: {flow}");
                Assert.True(!each.TrueForAll(found => IsTold(found.Missing, flow)) || IsTold(together.Missing, flow), $"missing: {flow}");
            }
        }

        ExposureComparison Compare(params Address[] addresses) => ExposureCheck.Compare(
            AzureTarget.Instance, [layer], plan, new LiveIpConfiguration("subnet") { Addresses = [.. addresses] });
    }

    /// <summary>More names than cases are looked at for: nothing is left out, and what is said for certain is certain.</summary>
    [Property(MaxTest = 20)]
    public void With_many_names_nothing_that_differs_is_left_out(int seed)
    {
        var random = new Random(seed);
        string[] names = ["/asg/a", "/asg/b", "/asg/c", "Sql", "Storage", "Storage.WestEurope", "Storage.NorthEurope", "sg-a", "sg-b",
            "EventHub"];
        FlowRange[] Named(string name) =>
            On(random.Next(4) == 0 ? Direction.Outbound : Direction.Inbound, PortRange.All, [RemoteScope.OfGroup(name)]);
        LiveRule[] Mixed(IEnumerable<string> used) =>
        [
            .. used.Select(Named).Append(random.Next(2) == 0 ? Matches(random) : Named(names[random.Next(names.Length)]))
                .OrderBy(_ => random.Next())
                .Select((matches, index) => Rule($"rule{index}", matches, random.Next(3) > 0, 100 + index)),
        ];
        var shuffled = names.OrderBy(_ => random.Next()).Take(9 + random.Next(2)).ToList();
        var (first, second) = (Mixed(shuffled.Take(5)), Mixed(shuffled.Skip(4)));
        var plan = Enumerable.Range(0, random.Next(3)).SelectMany(_ =>
            random.Next(2) == 0 ? Named(names[random.Next(names.Length)]) : Matches(random)).ToArray();
        CheckOrdered(plan, first, second);
    }

    [Property(MaxTest = 200)]
    public void What_a_layer_allows_more_is_never_less_extra_and_never_more_missing(int seed) =>
        CheckGrowth(seed, allows: true);

    [Property(MaxTest = 200)]
    [Trait("Category", "Slow")]
    public void What_a_layer_denies_more_is_never_more_extra_and_never_less_missing(int seed) =>
        CheckGrowth(seed, allows: false);

    [Property(MaxTest = 200)]
    [Trait("Category", "Slow")]
    public void The_order_of_equal_layers_does_not_matter(int seed)
    {
        var random = new Random(seed);
        var (one, other) = (Group(Rules(random, 5)), Group(Rules(random, 5)));
        var plan = Enumerable.Range(0, 3).SelectMany(_ => Matches(random)).ToArray();
        AssertSame(Compare(plan, one, other), Compare(plan, other, one));

        ImmutableArray<LiveGroup> groups = [Allowing(one), Allowing(other)];
        AssertSame(
            ExposureCheck.Compare(AwsTarget.Instance, [new UnionLayer("groups", groups)], plan),
            ExposureCheck.Compare(AwsTarget.Instance, [new UnionLayer("groups", [groups[1], groups[0]])], plan));
    }

    [Property(MaxTest = 200)]
    public void Without_names_it_is_the_algebra_of_sets(int seed)
    {
        var random = new Random(seed);
        LiveRule[][] rules = [UnnamedRules(random), UnnamedRules(random)];
        var plan = FlowSet.From(Enumerable.Range(0, 3).SelectMany(_ => Unnamed(random)));
        var live = rules.Select(Permitted).Aggregate((one, other) => one.Intersect(other));
        var compared = Compare([.. plan.DisjointRanges()], Group(rules[0]), Group(rules[1]));
        Assert.Equal(live.Except(plan), Union(compared.Extra));
        Assert.Equal(plan.Except(live), Union(compared.Missing));
        Assert.Empty(compared.Unknown);
        Assert.All(compared.Extra.Concat(compared.Missing), found =>
            Assert.True(found.IsCertain && found.Names.IsEmpty && found.Layers.IsEmpty));
        Assert.Equal(live == plan, compared.IsSame);
    }

    private static Direction[] BothDirections => [Direction.Inbound, Direction.Outbound];

    private static void CheckOrdered(FlowRange[] plan, params LiveRule[][] layers)
    {
        ImmutableArray<Layer> product = [.. layers.Select((rules, index) =>
            (Layer)new OrderedLayer(index == 0 ? LayerKind.SubnetGroup : LayerKind.InterfaceGroups, $"layer {index}", Group(rules)))];
        var hasPorts = layers.SelectMany(rules => rules).Any(rule => !rule.SourcePorts.IsEmpty);
        OracleEnd[]? ends = hasPorts ? [.. new[] { 0, 4999, 5000, 6000, 6001 }.Select(port => new OracleEnd(null, [], port))] : null;
        ExposureCheck.Check(
            AzureTarget.Instance,
            product,
            [.. layers.Select(rules => new OracleLayer([.. rules.OrderBy(rule => rule.Priority)]))],
            plan,
            ends,
            hasPorts ? new LiveIpConfiguration("subnet") : null,
            layers[0].Length > 3 ? [443] : PairPorts);
    }

    /// <summary>
    /// One rule more in one of two layers. Flows of addresses that nothing lists are looked at, of all families together: there what a name
    /// permits is told by the name.
    /// </summary>
    private static void CheckGrowth(int seed, bool allows)
    {
        var random = new Random(seed);
        LiveRule[] Wide() => [.. Rules(random, 4).Select(rule =>
            rule with { Matches = [.. rule.Matches.Select(OnNothingListed).SelectMany(x => x)] })];
        var (one, other) = (Wide(), Wide());
        var plan = Enumerable.Range(0, 2).SelectMany(_ => Matches(random)).SelectMany(OnNothingListed).ToArray();
        var before = Compare(plan, Group(one), Group(other));
        var added = Rule("added", [.. Matches(random).SelectMany(OnNothingListed)], allows, random.Next(99, 110));
        var after = Compare(plan, Group([.. one, added]), Group(other));
        var (smaller, larger) = allows ? (before, after) : (after, before);
        foreach (var flow in ExposureCheck.Flows().Where(flow => flow.Address == Address.Parse("198.51.100.1")))
        {
            Assert.True(!IsTold(smaller.Extra, flow) || IsTold(larger.Extra, flow), $"less extra: {flow}");
            Assert.True(!IsTold(larger.Missing, flow) || IsTold(smaller.Missing, flow), $"more missing: {flow}");
            Assert.True(
                !ExposureCheck.Told(smaller.Extra, flow).Certain || ExposureCheck.Told(larger.Extra, flow).Certain,
                    $"less certain: {flow}");
        }
    }

    private static bool IsTold(ImmutableArray<FlowFinding> findings, Flow flow) =>
        ExposureCheck.Told(findings, flow).Any || ExposureCheck.IsToldByName(findings, flow, Names);

    private static IEnumerable<FlowRange> OnNothingListed(FlowRange match) => match.Remote.IsGroup
        ? [match]
        : On(match.Direction, match.Ports, Sides["any"], match.Protocols);

    private static ExposureComparison Compare(FlowRange[] plan, LiveGroup one, LiveGroup other) => ExposureCheck.Compare(
        AzureTarget.Instance,
        [new OrderedLayer(LayerKind.SubnetGroup, "one", one), new OrderedLayer(LayerKind.InterfaceGroups, "other", other)],
        plan);

    private static void AssertSame(ExposureComparison one, ExposureComparison other)
    {
        Assert.Equal(Texts(one.Extra), Texts(other.Extra));
        Assert.Equal(Texts(one.Missing), Texts(other.Missing));
        Assert.Equal(Texts(one.Unknown), Texts(other.Unknown));

        static IEnumerable<string> Texts(ImmutableArray<FlowFinding> findings) => findings
            .Select(found => $"{found.IsCertain} {string.Join(",", found.Names)}: {string.Join("; ", found.Flows.DisjointRanges())}")
            .Order(StringComparer.Ordinal);
    }

    private static FlowSet Union(ImmutableArray<FlowFinding> findings) =>
        findings.Aggregate(FlowSet.Empty, (union, found) => union.Union(found.Flows));

    /// <summary>What rules in their order permit, rectangle by rectangle from the last rule to the first.</summary>
    private static FlowSet Permitted(LiveRule[] rules) => rules.OrderByDescending(rule => rule.Priority).Aggregate(
        FlowSet.Empty,
        (permitted, rule) => rule.Allow ? permitted.Union(FlowSet.From(rule.Matches)) : permitted.Except(FlowSet.From(rule.Matches)));

    private static readonly string[] Names = ["Storage", "Storage.WestEurope", "/asg/a", "VirtualNetwork", "Internet", "sg-a"];

    private static LiveGroup Group(params LiveRule[] rules) => new(AzureTarget.Instance, "group", "group") { Rules = [.. rules] };

    private static LiveGroup Allowing(LiveGroup group) => group with
    {
        Rules = [.. group.Rules.Select(rule =>
        rule with { Allow = true })]
    };

    private static LiveRule Rule(string id, FlowRange[] matches, bool allow, int priority) =>
        new(id, matches[0].Direction, [.. matches]) { Allow = allow, Priority = priority };

    private static FlowRange[] On(Direction direction, PortRange ports, IEnumerable<RemoteScope> remotes, ProtocolRange? protocols =
        null) =>
        [.. remotes.Select(remote => new FlowRange(direction, protocols ?? Protocol.Tcp, remote, ports))];

    private static LiveRule[] Rules(Random random, int most, bool isAdmin = false) =>
    [
        .. Enumerable.Range(0, random.Next(isAdmin ? 0 : 1, most + 1)).Select(index =>
        {
            var allows = random.Next(3) > 0;
            return Rule($"rule{index}", Matches(random), allows, 100 + index) with
            {
                SkipsLaterLayers = isAdmin && allows && random.Next(2) == 0,
                MayNotApply = random.Next(8) == 0,
                OwnSide = isAdmin ? [] : random.Next(8) switch
                {
                    0 => [Prefix.Parse("10.0.0.4/32")],
                    1 => [RemoteScope.OfGroup(random.Next(2) == 0 ? "/own/a" : "/own/b")],
                    2 => [Prefix.Parse("10.0.0.0/24"), Prefix.Parse("fd00::4/128")],
                    _ => [],
                },
                SourcePorts = random.Next(6) == 0 ? [new PortRange(5000, 6000)] : [],
            };
        }),
    ];

    private static LiveRule[] UnnamedRules(Random random) =>
        [.. Enumerable.Range(0, random.Next(1, 6)).Select(index => Rule($"rule{index}", Unnamed(random), random.Next(3) > 0, 100 + index))];

    private static FlowRange[] Unnamed(Random random)
    {
        while (true)
        {
            var matches = Matches(random);
            if (!matches[0].Remote.IsGroup) return matches;
        }
    }

    private static FlowRange[] Matches(Random random)
    {
        string[] prefixes = ["203.0.113.0/24", "203.0.113.0/25", "10.0.0.0/8", "0.0.0.0/0", "::/0", "2001:db8:1::/48"];
        ProtocolRange protocols = random.Next(4) == 0 ? ProtocolRange.All : random.Next(2) == 0 ? Protocol.Tcp : Protocol.Udp;
        var ports = random.Next(4) switch
        {
            0 => PortRange.All,
            1 => new PortRange(22),
            2 => new PortRange(1024, 65535),
            _ => new PortRange(400, 5060),
        };
        RemoteScope[] remotes = random.Next(3) switch
        {
            0 => Sides["any"],
            1 => [RemoteScope.OfGroup(Names[random.Next(Names.Length)])],
            _ => [Prefix.Parse(prefixes[random.Next(prefixes.Length)])],
        };
        return On(random.Next(2) == 0 ? Direction.Inbound : Direction.Outbound, ports, remotes, protocols);
    }
}
