using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Comparison;
using Starface.Policy.Exposure;
using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;
using Starface.Policy.Planning;
using Starface.Policy.Problems;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Comparison;

/// <summary>What a comparison says beside "in sync"; that it compares rightly, the laws in tests/Drift.Tests show.</summary>
public sealed class DriftComparerTests
{
    private static readonly Problem s_timeout = Unread("Timeout");

    private static Plan Aws => AwsTarget.Instance.Plan(
        new PlanRequest("pbx", Of(Service("web", Inbound(Protocol.Tcp, "443"), Outbound(Protocol.Udp, "53")), "users", "192.0.2.0/24")));

    private static Plan Azure => AzureTarget.Instance.Plan(new PlanRequest("pbx", Aws.Policy) { AllowLoadBalancerProbes = true });

    // The group's own tags are written before the rules, and the digest after them.
    [Theory]
    [InlineData(PlanTags.PlannedDigest, PlanTags.Digest)]
    [InlineData(PlanTags.Digest, PlanTags.PlannedDigest)]
    public void Tags_alone_are_in_sync_only_when_both_digests_are_the_plans(string old, string other)
    {
        var group = GroupOf(Aws);
        var failed = DriftComparer.CompareTags(Aws, [group with { Tags = group.Tags!.SetItem(old, "before") }], []);
        var first = DriftComparer.CompareTags(Aws, [group with { Tags = group.Tags!.Remove(old) }], []);

        Assert.Equal(DriftStatus.InSync, DriftComparer.CompareTags(Aws, [group], []).Status);
        Assert.Equal((DriftStatus.Drift, old, "before"), (failed.Status, Assert.Single(failed.Tags).Key, failed.Tags[0].Live));
        Assert.Equal((DriftStatus.Drift, old, null), (first.Status, Assert.Single(first.Tags).Key, first.Tags[0].Live));
        Assert.Equal(Aws.Digest, group.Tags![other]);
    }

    [Fact]
    public void Beside_the_rules_a_group_that_was_never_told_what_is_planned_lacks_nothing()
    {
        var group = GroupOf(Aws);
        var untold = group with { Tags = group.Tags!.Remove(PlanTags.PlannedDigest) };

        Assert.Equal(DriftStatus.InSync, DriftComparer.CompareGroups(Aws, [untold], []).Status);
        foreach (var tags in new[]
        {
            untold.Tags!.SetItem(PlanTags.Digest, "before"),
            untold.Tags!.Remove(PlanTags.Digest),
            group.Tags!.SetItem(PlanTags.PlannedDigest, "before"),
        })
        {
            Assert.Equal(DriftStatus.Drift, DriftComparer.CompareGroups(Aws, [group with { Tags = tags }], []).Status);
        }
    }

    [Fact]
    public void A_group_that_has_the_plan_is_in_sync_without_a_word()
    {
        foreach (var plan in new[] { Aws, Azure })
        {
            var drift = DriftComparer.CompareGroups(plan, [GroupOf(plan)], []);

            Assert.Equal(DriftStatus.InSync, drift.Status);
            Assert.Empty(drift.Reasons.Concat(drift.Notes));
            Assert.Empty(drift.Tags);
            Assert.Equal(["group"], drift.Groups.Select(group => group.Id));
        }
    }

    [Fact]
    public void Without_a_group_nothing_is_known()
    {
        Assert.Equal((DriftStatus.Unknown, "No group of instance 'pbx' was found."), Only(DriftComparer.CompareGroups(Aws, [], [])));
        Assert.Equal((DriftStatus.Unknown, "Timeout."), Only(DriftComparer.CompareGroups(Aws, [], [s_timeout])));
        Assert.Equal((DriftStatus.Unknown, "No group of instance 'pbx' was found."), Only(DriftComparer.CompareTags(Aws, [], [])));
        Assert.Equal((DriftStatus.Unknown, "Timeout."), Only(DriftComparer.CompareTags(Aws, [], [s_timeout])));
        Assert.True(
            DriftComparer.CompareTags(Aws, [], []).TrustsTags
                && DriftComparer.CompareTags(Aws, [GroupOf(Aws)], []).TrustsTags
                && !DriftComparer.CompareGroups(Aws, [], []).TrustsTags);

        static (DriftStatus, string) Only(InstanceDrift drift) => (drift.Status, Assert.Single(drift.Reasons).Describe());
    }

    [Fact]
    public void What_was_not_read_is_unknown_and_says_where()
    {
        var rule = GroupOf(Azure).Rules[0];
        var page = Problem.Error(ProblemIds.Incomplete, "Page 2 is missing") with { Place = new Place { File = "groups.json" } };
        var group = GroupOf(Azure) with { Cloud = AwsTarget.Instance, Problems = [page, page] };

        var drift = DriftComparer.CompareGroups(Azure, [group], [s_timeout]);
        var doubles = DriftComparer.CompareGroups(
            Azure, [GroupOf(Azure) with { Rules = [.. GroupOf(Azure).Rules, rule with { GivenId = rule.Id.ToUpperInvariant() }] }], []);

        Assert.Equal(
            [
                (ProblemIds.SourceUnread, "Timeout."),
                (ProblemIds.Incomplete, "groups.json: group: Page 2 is missing."),
                (ProblemIds.GroupOfOtherCloud, "group: The group is of AWS, the plan of 'pbx' is for Azure."),
            ],
            drift.Reasons.Select(reason => (reason.Id, reason.Describe())));
        Assert.Equal(
            ["group: The group is of Azure, the plan of 'pbx' is for AWS."],
            DriftComparer.CompareGroups(Aws, [GroupOf(Azure)], []).Reasons.Take(1).Select(reason => reason.Describe()));
        Assert.Equal(
            [
                $"group: The rule id '{rule.Id}' is listed twice.", FormattableString.Invariant(
                    $"group: The inbound rules '{rule.Id}' and '{rule.Id.ToUpperInvariant()}' have the same priority {rule.Priority}."),
            ],
            doubles.Reasons.Select(reason => reason.Describe()));
    }

    [Fact]
    public void Of_an_incomplete_reading_aws_still_tells_what_is_open_too_much_and_azure_nothing()
    {
        var open = new LiveRule("open", Direction.Inbound, [FlowRange.Parse("inbound tcp 203.0.113.0/24 22")]) { Priority = 101 };

        var (aws, azure) = (
            DriftComparer.CompareGroups(Aws, [GroupOf(Aws) with { Rules = [open] }], [s_timeout]),
            DriftComparer.CompareGroups(Azure, [GroupOf(Azure) with { Rules = [open] }], [s_timeout]));

        Assert.Equal(["open"], aws.Extra.Select(extra => extra.Rule.Id));
        Assert.Empty(aws.Missing);
        Assert.Empty(azure.Extra);
        Assert.Empty(azure.Missing);
    }

    [Fact]
    public void Extra_flows_are_told_by_rule_and_missing_ones_by_service()
    {
        LiveRule wide = new("wide", Direction.Inbound, [FlowRange.Parse("inbound tcp 192.0.2.0/23 443")]), foreign = new(
            "foreign", Direction.Inbound, [FlowRange.Parse("inbound tcp 10.0.0.0/8 22")]);

        var drift = DriftComparer.CompareGroups(Aws, [GroupOf(Aws) with { Rules = [wide, foreign] }], []);

        Assert.Equal(DriftStatus.Drift, drift.Status);
        Assert.Equal(
            [("foreign", false, "inbound tcp 10.0.0.0/8 22"), ("wide", true, "inbound tcp 192.0.3.0/24 443")],
            drift.Extra.Select(extra => (extra.Rule.Id, extra.BroaderThanDeclared, Assert.Single(extra.Ranges).ToString())));
        var missing = Assert.Single(drift.Missing);
        Assert.Equal(
            ("outbound udp 192.0.2.0/24 53", "web"), (Assert.Single(missing.Ranges).ToString(), Assert.Single(missing.Origins).Service));
        Assert.Null(missing.DeniedBy);
    }

    [Fact]
    public void A_denial_that_takes_declared_flows_is_named_and_the_closing_rule_is_not()
    {
        var denial = new LiveRule("deny-web", Direction.Inbound, [FlowRange.Parse("inbound tcp 192.0.2.0/25 443")])
        {
            Allow = false,
            Priority = 99,
        };

        var denied = DriftComparer.CompareGroups(Azure, [GroupOf(Azure) with { Rules = [denial, .. GroupOf(Azure).Rules] }], []);
        var removed = DriftComparer.CompareGroups(
            Azure, [GroupOf(Azure) with { Rules = [.. GroupOf(Azure).Rules.Where(rule => rule.Id != "in-tcp-443-v4")] }], []);
        var probes = DriftComparer.CompareGroups(
            Azure, [GroupOf(Azure) with { Rules = [.. GroupOf(Azure).Rules.Where(rule => rule.Id != "in-probes")] }], []);

        Assert.Equal(
            ("deny-web", "inbound tcp 192.0.2.0/25 443"),
            (Assert.Single(denied.Missing).DeniedBy?.Id, Assert.Single(denied.Missing[0].Ranges).ToString()));
        Assert.Null(Assert.Single(removed.Missing).DeniedBy);
        Assert.Equal(
            ("AzureLoadBalancer", "health probes"),
            (Assert.Single(probes.Missing).Origins[0].Service, probes.Missing[0].Origins[0].Source));
    }

    [Fact]
    public void Tags_descriptions_and_what_the_source_does_not_tell_are_compared_too()
    {
        var group = GroupOf(Aws);
        var changed = group with
        {
            Description = "by hand",
            Tags = group.Tags!.SetItem("starface-policy:policy", "other").Remove("starface-policy:digest"),
            Rules = [group.Rules[0] with { Description = "mine" }, .. group.Rules.Skip(1)],
        };

        var drift = DriftComparer.CompareGroups(Aws, [changed], []);

        Assert.Equal(DriftStatus.Drift, drift.Status);
        Assert.Equal(
            [("starface-policy:digest", Aws.Digest, null), ("starface-policy:policy", "test", "other")],
            drift.Tags.Select(tag => (tag.Key, tag.Planned, tag.Live)));
        Assert.Equal(
            [
                "group: The description is 'by hand', planned is 'Firewall policy of a STARFACE PBX, managed as code'.",
                $"group: Rule {group.Rules[0].Id} has the description 'mine', planned is 'web: row'.",
            ],
            drift.Notes.Select(note => note.Describe()));
        Assert.Equal(
            ["group: The source does not tell the group's tags; they were not compared."],
            DriftComparer.CompareGroups(Aws, [group with { Tags = null }], []).Notes.Select(note => note.Describe()));
        Assert.Equal(
            ["Timeout.", "group: The source does not tell the group's tags."],
            DriftComparer.CompareTags(Aws, [group with { Tags = null }], [s_timeout]).Reasons.Select(reason => reason.Describe()));
        Assert.Equal(2, DriftComparer.CompareTags(Aws, [changed], []).Tags.Length);
        Assert.Equal(
            ["group: Rule in-tcp-443-v4 has the description '', planned is 'web: row'."], DriftComparer.CompareGroups(
                Azure,
                [
                    GroupOf(Azure) with
                    {
                        Rules =
                        [
                            .. GroupOf(Azure).Rules.Select(
                                rule => rule with { Description = rule.Id == "in-tcp-443-v4" ? null : rule.Description }),
                        ],
                    },
                ], []).Notes.Select(note => note.Describe()));
    }

    [Fact]
    public void A_prefix_list_whose_entries_were_not_read_is_unknown()
    {
        var rule = new LiveRule("sgr-9", Direction.Inbound, [FlowRange.Parse("inbound tcp group:pl-9 443")]);
        var group = GroupOf(Aws) with { Rules = [.. GroupOf(Aws).Rules.Skip(1), rule] };
        var lists = ImmutableSortedDictionary<string, ImmutableArray<Prefix>>.Empty.Add(
            "pl-9", [Prefix.Parse("192.0.2.0/25"), Prefix.Parse("192.0.2.128/25")]);

        Assert.Equal(
            "group: Rule sgr-9 refers to prefix list pl-9, whose entries were not read; for files, give the output of 'aws ec2 "
            + "get-managed-prefix-list-entries --prefix-list-id pl-9' as pl-9.json with --live.",
            Assert.Single(DriftComparer.CompareGroups(Aws, [group], []).Reasons).Describe());
        Assert.Equal(DriftStatus.InSync, DriftComparer.CompareGroups(Aws, [group with { PrefixLists = lists }], []).Status);
    }

    [Fact]
    public void A_group_is_the_planned_one_with_or_without_its_account_and_a_tag_in_any_letter_case()
    {
        var aws = AwsTarget.Instance.Plan(
            new PlanRequest("pbx", Of(Service("web", Inbound(Protocol.Tcp, "443")), "users", "123456789012/sg-0a1b2c3d")));
        var azure = AzureTarget.Instance.Plan(
            new PlanRequest("pbx", Of(Service("web", Inbound(Protocol.Tcp, "443")), "users", "tag:Storage.WestEurope")));

        Assert.Equal(
            DriftStatus.InSync, DriftComparer.CompareGroups(
                aws,
                [
                    GroupOf(aws) with
                    {
                        Rules = [new LiveRule("sgr-1", Direction.Inbound, [FlowRange.Parse("inbound tcp group:sg-0a1b2c3d 443")])],
                    },
                ], []).Status);
        Assert.Equal(
            DriftStatus.Drift, DriftComparer.CompareGroups(
                aws,
                [
                    GroupOf(aws) with
                    {
                        Rules = [new LiveRule("sgr-1", Direction.Inbound, [FlowRange.Parse("inbound tcp group:sg-0c2d 443")])],
                    },
                ], []).Status);
        var lower = GroupOf(azure).Rules.Select(
            rule =>
                rule with
                {
                    Matches =
                    [
                        .. rule.Matches.Select(
                            match => match.Remote.Group is { } name
                                ? new FlowRange(match.Direction, match.Protocols, RemoteScope.OfGroup(name.ToLowerInvariant()), match.Ports)
                                : match),
                    ],
                });
        Assert.Equal(DriftStatus.InSync, DriftComparer.CompareGroups(azure, [GroupOf(azure) with { Rules = [.. lower] }], []).Status);
    }

    [Fact]
    public void More_own_ends_than_can_be_looked_at_are_unknown()
    {
        var rules = Enumerable.Range(0, 600)
            .Select(i => new LiveRule(
                FormattableString.Invariant($"r{i}"), Direction.Inbound, [FlowRange.Parse("inbound tcp 192.0.2.0/24 443")])
            {
                Priority = 100 + i,
                SourcePorts = [new PortRange((i * 4) + 1, (i * 4) + 2)],
            });

        Assert.Equal(
            "The rules tell 1201 combinations of local addresses and source ports apart, and at most 1024 are looked at.",
            Assert.Single(DriftComparer.CompareGroups(Azure, [GroupOf(Azure) with { Rules = [.. rules] }], []).Reasons).Describe());
    }

    [Theory]
    [InlineData("192.0.2.10/32", null, DriftStatus.Unknown)]
    [InlineData("2001:db8::1/128", null, DriftStatus.Drift)]
    [InlineData("group:asg", null, DriftStatus.Unknown)]
    [InlineData(null, "1024-65535", DriftStatus.Unknown)]
    [InlineData(null, "0-65535", DriftStatus.InSync)]
    [InlineData("any-v4", null, DriftStatus.InSync)]
    public void A_rule_for_some_own_ends_alone_permits_less(string? own, string? sourcePorts, object status)
    {
        var rules = GroupOf(Azure).Rules.Select(rule => rule.Id != "in-tcp-443-v4" ? rule : rule with
        {
            OwnSide = own is null ? [] : [Scope(own)],
            SourcePorts = sourcePorts is null ? [] : [PortRange.Parse(sourcePorts)],
        });

        Assert.Equal(status, DriftComparer.CompareGroups(Azure, [GroupOf(Azure) with { Rules = [.. rules] }], []).Status);

        static RemoteScope Scope(string text) =>
            RemoteScope.TryParse(text, out var scope, out var problem) ? scope : throw new FormatException(problem.Describe());
    }

    [Theory]
    [InlineData("deny group:Storage 443", "allow 192.0.2.0/24 443", true)]
    [InlineData("deny 192.0.2.0/24 443", "allow group:Storage 443", true)]
    [InlineData("deny group:Storage 443", "allow group:AzureCloud 443", true)]
    [InlineData("deny group:Storage 444", "allow 192.0.2.0/24 443", false)]
    [InlineData("deny group:Storage 443", "allow group:Storage 443", false)]
    [InlineData("deny group:Internet 443", "allow group:VirtualNetwork 443", false)]
    [InlineData("deny group:VirtualNetwork 443", "allow group:Internet 443", false)]
    [InlineData("deny group:AzureLoadBalancer 443", "allow group:Internet 443", false)]
    [InlineData("deny group:Internet 443", "allow group:AzureLoadBalancer 443", false)]
    [InlineData("deny 192.0.2.0/25 443", "allow 192.0.2.0/24 443", false)]
    public void Whether_a_denial_meets_an_allowance_may_depend_on_members_nobody_knows(string first, string second, bool doubtful)
    {
        LiveRule[] rules = [Rule("r1", 100, first), Rule("r2", 200, second)];

        Assert.Equal(doubtful, IsDoubtful(rules));

        static LiveRule Rule(string id, int priority, string text)
        {
            var flow = FlowRange.Parse("inbound tcp " + text[(text.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
            return new LiveRule(id, Direction.Inbound, [flow])
            {
                Priority = priority,
                Allow = text.StartsWith("allow", StringComparison.Ordinal),
            };
        }
    }

    [Fact]
    public void What_everyone_is_denied_leaves_nothing_behind_it_in_doubt()
    {
        var everyone = Rule("everyone", 100, false, "inbound tcp any-v4 443", "inbound tcp any-v6 443");
        var tag = Rule("tag", 200, false, "inbound tcp group:Storage 443");
        var allow = Rule("allow", 300, true, "inbound tcp 192.0.2.0/24 443", "inbound tcp group:AzureCloud 443");

        Assert.False(IsDoubtful(everyone, tag, allow));
        Assert.False(IsDoubtful(everyone, allow));
        Assert.True(IsDoubtful(everyone with { Matches = [.. everyone.Matches.Take(1)] }, tag, allow));
        Assert.True(IsDoubtful(everyone with { Matches = [.. everyone.Matches.Skip(1)] }, tag, allow));
        Assert.True(IsDoubtful(everyone with { OwnSide = [Prefix.Parse("10.0.0.0/8")] }, tag, allow));
        Assert.True(IsDoubtful(Rule("everyone", 100, false, "inbound tcp any-v4 444", "inbound tcp any-v6 444"), tag, allow));
        Assert.False(IsDoubtful(Rule("first", 100, true, "inbound tcp 192.0.2.0/24 443", "inbound tcp group:AzureCloud 443"), tag, allow));

        static LiveRule Rule(string id, int priority, bool allow, params string[] flows) =>
            new(id, Direction.Inbound, [.. flows.Select(FlowRange.Parse)]) { Priority = priority, Allow = allow };
    }

    /// <summary>Whether it depends on members that are not known whether what the last rule allows passes.</summary>
    private static bool IsDoubtful(params LiveRule[] rules)
    {
        var group = new LiveGroup(AzureTarget.Instance, "group", "pbx") { Rules = [.. rules.Reverse()] };
        var path = new LayerPath(AzureTarget.Instance.FindLayers([group]), null);
        var memberships = new Memberships(AzureTarget.Instance, _ => null, PrefixSet.Empty);
        return !ExposureComparison.Compare(path, FlowSet.From(rules[^1].Matches), memberships).Unknown.IsEmpty;
    }

    [Fact]
    public void Groups_rules_and_flows_are_told_in_one_order_whatever_the_clouds()
    {
        LiveRule Rule(string id, string flow) => new(id, FlowRange.Parse(flow).Direction, [FlowRange.Parse(flow)]);
        LiveRule[] rules =
        [
            Rule("b", "inbound tcp 10.0.0.0/8 22"), Rule("a", "inbound tcp 10.0.0.0/8 22"), Rule(
                "c", "outbound tcp 10.0.0.0/8 22"), Rule("d", "inbound tcp 10.0.0.0/8 21"),
        ];
        var (first, second) = (
            GroupOf(Aws) with { Id = "sg-1", Rules = [.. rules] }, GroupOf(Aws) with { Id = "sg-2", Rules = [.. rules] });

        var drift = DriftComparer.CompareGroups(Aws, [second, first], []);

        Assert.Equal(["sg-1", "sg-2"], drift.Groups.Select(group => group.Id));
        Assert.Equal(["sg-1", "sg-2"], DriftComparer.CompareTags(Aws, [second, first], []).Groups.Select(group => group.Id));
        Assert.Equal(
            ["sg-1 d", "sg-2 d", "sg-1 a", "sg-1 b", "sg-2 a", "sg-2 b", "sg-1 c", "sg-2 c"],
            drift.Extra.Select(extra => $"{extra.GroupId} {extra.Rule.Id}"));
        Assert.Equal(
            ["inbound tcp 192.0.2.0/24 443", "outbound udp 192.0.2.0/24 53"],
            drift.Missing.SelectMany(missing => missing.Ranges).Select(range => range.ToString()));
    }

    [Fact]
    public void Own_ends_are_the_places_where_what_rules_name_begins_and_ends()
    {
        static string Describe(LocalEndpoint end) => string.Join(" ", end.Scopes.Select(scope => scope.ToString()));
        LiveRule Rule(string? own, string? ports) => new("r", Direction.Inbound, [])
        {
            OwnSide = own is null
                ? []
                : [own.StartsWith("group:", StringComparison.Ordinal) ? RemoteScope.OfGroup(own[6..]) : Prefix.Parse(own)],
            SourcePorts = ports is null ? [] : [PortRange.Parse(ports)],
        };

        Assert.Equal([("", 0)], LocalEndpoint.Every([Rule(null, null)]).Select(end => (Describe(end), end.SourcePort)));
        Assert.Equal([0, 1024, 2049], LocalEndpoint.Every([Rule(null, "1024-2048"), Rule(null, "0-65535")]).Select(end => end.SourcePort));
        Assert.Equal(
            [
                "0.0.0.0/32", "0.0.0.0/32 group:asg", "10.0.0.0/32", "10.0.0.0/32 group:asg",
                "11.0.0.0/32", "11.0.0.0/32 group:asg", "::/128", "::/128 group:asg",
            ],
            LocalEndpoint.Every([Rule("10.0.0.0/8", null), Rule("group:asg", null)]).Select(Describe));
        Assert.Equal(
            ["0.0.0.0/32", "128.0.0.0/32", "::/128"], LocalEndpoint.Every([Rule("128.0.0.0/1", null)]).Select(Describe));
        var end = new LocalEndpoint([Prefix.Parse("10.0.0.1/32")], 1024);
        Assert.True(
            end.Meets(Rule(null, null))
                && end.Meets(Rule("10.0.0.0/8", "1024"))
                && new LocalEndpoint([], 1024).Meets(Rule(null, "1024")));
        Assert.False(
            end.Meets(Rule("11.0.0.0/8", null))
                || end.Meets(Rule("10.0.0.0/8", "1025"))
                || new LocalEndpoint([], 1024).Meets(Rule("10.0.0.0/8", null)));
        Assert.True(
            end.Meets(
                Rule(null, null) with
                {
                    OwnSide = [Prefix.Parse("11.0.0.0/8"), Prefix.Parse("10.0.0.0/8")],
                    SourcePorts = [new PortRange(1), new PortRange(1024)],
                }));
    }

    [Theory]
    [InlineData("virtualnetwork", "VirtualNetwork")]
    [InlineData("AZURELOADBALANCER", "AzureLoadBalancer")]
    [InlineData("internet", "Internet")]
    [InlineData("Storage", "Storage")]
    public void Tags_that_azure_always_has_are_spelt_as_the_default_rules_spell_them(string live, string spelling)
    {
        var group = GroupOf(Azure) with
        {
            Rules =
            [
                .. GroupOf(Azure).Rules, new LiveRule("own", Direction.Inbound, [FlowRange.Parse($"inbound tcp group:{live} 22")])
                {
                    Priority = 101,
                },
            ],
        };

        Assert.Equal([spelling], new PlannedSymbols(Azure).Resolve(group).Rules[^1].Matches.Select(match => match.Remote.Group));
    }

    [Fact]
    public void Surveys_are_joined_and_a_prefix_list_with_two_contents_is_a_problem()
    {
        static LiveSurvey Survey(string id, params string[] entries) => new(
            [new LiveGroup(AwsTarget.Instance, id, id)], [Unread("p"), Unread(id)])
        {
            PrefixLists = ImmutableSortedDictionary<string, ImmutableArray<Prefix>>.Empty.Add("pl-1", [.. entries.Select(Prefix.Parse)]),
        };

        var (same, differing) = (
            LiveSurvey.Join([Survey("a", "192.0.2.0/24"), Survey("b", "192.0.2.128/25", "192.0.2.0/25")]),
            LiveSurvey.Join([Survey("a", "192.0.2.0/24"), Survey("b", "192.0.2.0/25")]));

        Assert.Equal(["p", "a", "b"], same.Problems.Select(problem => problem.Message));
        Assert.Equal(["a", "b"], same.Groups.Select(group => group.Id));
        Assert.Equal([Prefix.Parse("192.0.2.0/24")], same.PrefixLists["pl-1"]);
        Assert.Equal("The prefix list pl-1 is given twice with different entries; give each list once.", differing.Problems[^1].Describe());
        Assert.Empty(LiveSurvey.Failed(s_timeout).Groups);
        Assert.Equal([s_timeout], LiveSurvey.Failed(s_timeout).Problems);
    }

    [Fact]
    public void A_report_is_as_bad_as_its_worst_instance()
    {
        var (good, bad, unknown) = (
            DriftComparer.CompareGroups(Aws, [GroupOf(Aws)], []),
            DriftComparer.CompareGroups(Aws, [GroupOf(Aws) with { Rules = [] }], []),
            DriftComparer.CompareGroups(Aws, [], []));

        Assert.Equal(DriftStatus.Unknown, new DriftReport([], []).Status);
        Assert.Equal(DriftStatus.InSync, new DriftReport([good, good], []).Status);
        Assert.Equal(DriftStatus.Drift, new DriftReport([good, bad], []).Status);
        Assert.Equal(DriftStatus.Unknown, new DriftReport([good, bad, unknown], []).Status);
        Assert.Equal(DriftStatus.Unknown, new DriftReport([good], []) { UnreadStacks = [new UnreadStack("s", [s_timeout])] }.Status);
        Assert.Equal(
            (2, 1, 0), (
                new DriftReport([good, bad, good], []).Count(DriftStatus.InSync),
                new DriftReport([good, bad], []).Count(DriftStatus.Drift),
                new DriftReport([good], []).Count(DriftStatus.Unknown)));
    }

    /// <summary>What a cloud that has the plan tells.</summary>
    private static LiveGroup GroupOf(Plan plan) => new(plan.Cloud, "group", plan.Name)
    {
        Description = plan.Cloud == AwsTarget.Instance ? AwsPlanner.GroupDescription : null,
        Tags = plan.GroupTags,
        Rules = plan.Cloud == AwsTarget.Instance
            ?
            [
                .. AwsPlanReader.Ranges(plan.Resources)
                    .Select(
                        (rule, i) => new LiveRule(FormattableString.Invariant($"sgr-{i}"), rule.Range.Direction, [rule.Range])
                        {
                            Description = rule.Rule.Properties.Text("description"),
                        }),
            ]
            : [.. plan.Resources[0].Properties.Maps("securityRules").Select(OfAzure)],
    };

    private static LiveRule OfAzure(PropertyMap rule)
    {
        var direction = rule.Text("direction") == "Inbound" ? Direction.Inbound : Direction.Outbound;
        var remote = rule.Text(direction == Direction.Inbound ? "sourceAddressPrefix" : "destinationAddressPrefix")!;
        RemoteScope[] remotes = remote == "*"
            ? [Prefix.Any(AddressFamily.IPv4), Prefix.Any(AddressFamily.IPv6)]
            : [Prefix.TryParse(remote, out var prefix, out _) ? (RemoteScope)prefix : RemoteScope.OfGroup(remote)];
        var protocol = rule.Text("protocol") == "*" ? ProtocolRange.All : ProtocolRange.Parse(rule.Text("protocol")!.ToLowerInvariant());
        var ports = rule.Text("destinationPortRange") == "*" ? PortRange.All : PortRange.Parse(rule.Text("destinationPortRange")!);
        return new LiveRule(rule.Text("name")!, direction, [.. remotes.Select(scope => new FlowRange(direction, protocol, scope, ports))])
        {
            Priority = rule.Number("priority")!.Value,
            Allow = rule.Text("access") == "Allow",
            Description = rule.Text("description"),
        };
    }

    private static Problem Unread(string message) => Problem.Error(ProblemIds.SourceUnread, message);
}
