using Starface.Policy.Clouds;
using Starface.Policy.Expectations;
using Starface.Policy.Explanations;
using Starface.Policy.Flows;
using Starface.Policy.Problems;
using Starface.Policy.Scenarios;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Scenarios;

public sealed class PlayedScenarioTests
{
    private static readonly ServiceDefinition Sip = Service(
        "sip", Inbound(Protocol.Udp, "5060") with { Setting = "SipPort" }, Inbound(Protocol.Tcp, "5060", "tcp row"));

    private static readonly ServiceDefinition Media = Service("media", Inbound(Protocol.Udp, "10000-20000"));

    private static readonly ServiceDefinition Push = Service(
        "push",
        Outbound(Protocol.Tcp, "443") with { Host = "new.example", Since = PbxVersion.Parse("7.0.0.19") },
        Outbound(Protocol.Tcp, "443") with { Host = "old.example", Until = PbxVersion.Parse("7.0.0.8") });

    private static readonly ScenarioDefinition Call = new(
        "call", "A phone calls", [Step(Sip, "5060", "No registration"), Step(Media, "10000-20000", "No sound")]);

    private static readonly ScenarioDefinition Wake = new(
        "wake", "An app wakes", [new(Push, Direction.Outbound, Protocol.Tcp, new PortRange(443, 443), "No ringing")]);

    [Fact]
    public void A_scenario_works_where_every_flow_is_permitted_to_all_peers()
    {
        var result = Run(Call, Define((Sip, "phones"), (Media, PeerGroupId.Anywhere)), ("phones", ["10.0.0.0/8", "2001:db8::/32"]));

        Assert.Equal((ScenarioOutcome.Works, null), (result.Outcome, result.Problem));
    }

    [Fact]
    public void A_missing_flow_is_named_with_what_people_see()
    {
        var result = Run(Call, Define((Sip, "phones")), ("phones", ["10.0.0.0/8", "2001:db8::/32"]));

        Assert.Equal(ScenarioOutcome.DoesNotWork, result.Outcome);
        Assert.Equal(
            "Scenario 'call' does not work: No sound, because inbound udp 10000-20000 from 10.0.0.0/8, 2001:db8::/32 is not permitted "
                + "(media; row)",
            result.Problem!.Message);
        Assert.Equal((ProblemIds.ScenarioDoesNotWork, "peers.phones"), (result.Problem.Id, result.Problem.ConfigKey));
    }

    [Fact]
    public void A_flow_that_some_of_the_peers_have_works_partly_and_a_family_that_is_missing_is_named()
    {
        var result = Run(
            Call,
            Define((Sip, "phones"), (Media, "others")),
            ("phones", ["10.0.0.0/8", "2001:db8::/32"]),
            ("others", ["10.0.0.0/8"]));

        Assert.Equal(ScenarioOutcome.WorksPartly, result.Outcome);
        Assert.Equal(FlowsOf("inbound udp 2001:db8::/32 10000-20000"), Assert.Single(result.Missing).Flows);
        Assert.Contains("works for some of the peers only: No sound", result.Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Peers_that_each_lack_another_flow_work_for_nobody()
    {
        var result = Run(
            Call,
            Define((Sip, "phones"), (Media, "others")),
            permitted: FlowsOf("inbound udp 10.1.0.0/16 5060", "inbound udp 10.2.0.0/16 10000-20000"),
            ("phones", ["10.1.0.0/16", "10.2.0.0/16"]),
            ("others", ["10.2.0.0/16"]));

        Assert.Equal(ScenarioOutcome.DoesNotWork, result.Outcome);
        Assert.Equal(["No registration", "No sound"], result.Missing.Select(missing => missing.Symptom));
    }

    [Theory]
    [InlineData("phones", "phones")]
    [InlineData("vpn", "vpn")]
    [InlineData(PeerGroupId.Anywhere, PeerGroupId.Anywhere)]
    public void The_first_group_to_which_the_policy_allows_the_first_step_takes_part(string allowed, string playing)
    {
        var policy = Make(Define((Sip, allowed), (Media, PeerGroupId.Anywhere)), ("phones", ["10.1.0.0/16"]), ("vpn", ["10.2.0.0/16"]));

        var played = PlayedScenario.From(Call, policy);

        Assert.All(played.Steps, step => Assert.Equal(playing, step.PeerGroup));
        Assert.Equal(ScenarioOutcome.Works, played.Run(new(policy, Surroundings.None)).Outcome);
    }

    [Theory]
    [InlineData("phones", "vpn", "works")]
    [InlineData("phones", null, "works partly")]
    [InlineData("vpn", null, "works partly")]
    [InlineData(null, null, "does not work")]
    public void Each_group_to_which_the_policy_allows_the_first_step_takes_part(string? first, string? second, string outcome)
    {
        var media = new[] { first, second }.OfType<string>().Select(group => ((ServiceDefinition, string?))(Media, group));
        var policy = Make(
            Define([(Sip, "phones"), (Sip, "vpn"), .. media]), ("phones", ["10.1.0.0/16"]), ("vpn", ["10.2.0.0/16"]));

        var result = PlayedScenario.From(Call, policy).Run(new(policy, Surroundings.None));

        Assert.Equal(outcome, result.OutcomeText);
        Assert.Equal(
            new[] { "phones", "vpn" }.Except([first, second]).OfType<string>(),
            result.Missing.Select(missing => missing.Played.PeerGroup!));
    }

    [Fact]
    public void A_group_without_peers_is_not_judged_beside_one_that_has_some()
    {
        var definition = new PolicyDefinition(
            "test", "Test", null, [new(Sip, "phones", null), new(Sip, "vpn", null) { Optional = true }, new(Media, "phones", null)]);
        var policy = Make(definition, ("phones", ["10.1.0.0/16"]));

        Assert.Equal(ScenarioOutcome.Works, PlayedScenario.From(Call, policy).Run(new(policy, Surroundings.None)).Outcome);
    }

    [Fact]
    public void Two_groups_that_each_lack_another_flow_work_for_nobody()
    {
        var policy = Make(
            Define((Sip, "phones"), (Sip, "vpn"), (Media, "phones")), ("phones", ["10.1.0.0/16"]), ("vpn", ["10.2.0.0/16"]));

        var result = PlayedScenario.From(Call, policy).Run(new(
            FlowsOf("inbound udp 10.2.0.0/16 5060", "inbound udp 10.1.0.0/16 10000-20000"), Surroundings.None));

        Assert.Equal(ScenarioOutcome.DoesNotWork, result.Outcome);
    }

    [Fact]
    public void A_group_that_the_policy_has_for_another_service_does_not_take_part()
    {
        var result = Run(
            Call,
            Define((Sip, "vpn"), (Media, "vpn"), (Push, null), (Service("web", Inbound(Protocol.Tcp, "443")), "phones")),
            ("phones", ["10.1.0.0/16"]),
            ("vpn", ["10.2.0.0/16"]));

        Assert.Equal(ScenarioOutcome.Works, result.Outcome);
    }

    [Fact]
    public void A_scenario_whose_peers_the_policy_does_not_have_is_not_applicable_and_a_finding_where_it_is_supported()
    {
        var result = Run(Call, Define((Media, "phones"), (Sip, "others")), ("phones", ["10.1.0.0/16"]), ("others", ["10.2.0.0/16"]));

        Assert.Equal(ScenarioOutcome.NotApplicable, result.Outcome);
        Assert.Equal(
            "Scenario 'call' does not work: the policy allows 'sip' to none of 'phones', 'vpn' and 'anywhere'", result.Problem!.Message);
        Assert.Null((result with { IsSupported = false }).Problem);
    }

    [Fact]
    public void A_scenario_whose_peers_the_instance_leaves_out_is_not_applicable_and_no_finding()
    {
        var definition = new PolicyDefinition(
            "test", "Test", null, [new(Sip, "phones", null) { Optional = true }, new(Media, PeerGroupId.Anywhere, null)])
        {
            Supports = [Call],
        };

        var result = Run(Call, definition);

        Assert.Equal(
            (ScenarioOutcome.NotApplicable, "the instance has no phones", null),
            (result.Outcome, result.NotApplicable?.Reason, result.Problem));
    }

    [Fact]
    public void A_later_step_that_nobody_plays_is_missing()
    {
        var names = Service("names", Outbound(Protocol.Udp, "53"));
        var scenario = new ScenarioDefinition(
            "wake", "An app wakes", [.. Wake.Steps, Step(names, "53", "No names", Direction.Outbound, "resolvers")]);

        var result = Run(scenario, Define((Push, null)));

        Assert.Equal(ScenarioOutcome.DoesNotWork, result.Outcome);
        Assert.Contains(
            "No names, because outbound udp 53: the policy allows 'names' to none of 'resolvers' is not permitted",
            result.Problem!.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_cloud_serves_itself_is_permitted()
    {
        var names = Service("names", Outbound(Protocol.Udp, "53"));
        var scenario = new ScenarioDefinition("names", "Names", [Step(names, "53", "No names", Direction.Outbound, "resolvers")]);

        Assert.Equal(ScenarioOutcome.Works, Run(scenario, Define((names, "resolvers")), ("resolvers", ["cloud"])).Outcome);
    }

    [Fact]
    public void A_moved_port_is_the_port_of_the_step()
    {
        var definition = Define((Sip, "phones"), (Media, "phones"));
        var arguments = new PolicyArguments(Peers(("phones", ["10.0.0.0/8"])))
        {
            Settings = new PolicyArguments().Settings.Add("SipPort", new PortRange(5070, 5070)),
        };
        var policy = new TestPolicy(definition, arguments);

        var played = PlayedScenario.From(Call, policy);

        Assert.Equal(FlowsOf("inbound udp 10.0.0.0/8 5070"), played.Steps[0].All);
        Assert.Equal(ScenarioOutcome.Works, played.Run(new(policy, Surroundings.None)).Outcome);
        Assert.Equal(
            ScenarioOutcome.DoesNotWork,
            played.Run(new(FlowsOf("inbound udp 10.0.0.0/8 5060", "inbound udp 10.0.0.0/8 10000-20000"), Surroundings.None)).Outcome);
    }

    [Theory]
    [InlineData("7.0.0.19", "new.example", "works")]
    [InlineData("7.0.0.8", "old.example", "works")]
    [InlineData("7.0.0.10", "", "not applicable")]
    public void The_rows_of_the_version_are_looked_at(string version, string host, string outcome)
    {
        var policy = new TestPolicy(Define((Push, null)), new PolicyArguments { PbxVersion = PbxVersion.Parse(version) });

        var played = PlayedScenario.From(Wake, policy);
        var result = played.Run(new(policy, Surroundings.None));

        Assert.Equal(host.Length == 0 ? [] : [host], played.Steps.SelectMany(step => step.Hosts));
        Assert.Equal(outcome, result.OutcomeText);
        Assert.Null(result.Problem);
    }

    [Theory]
    [InlineData("7.0.0.8", "9000")]
    [InlineData("7.0.0.9", "9001")]
    public void A_first_step_for_another_version_leaves_those_of_its_service(string version, string port)
    {
        var moved = Service(
            "moved",
            Inbound(Protocol.Tcp, "9000") with { Until = PbxVersion.Parse("7.0.0.8") },
            Inbound(Protocol.Tcp, "9001") with { Since = PbxVersion.Parse("7.0.0.9") });
        ScenarioStep[] steps = [Tcp("9000"), Tcp("9001")];
        var arguments = new PolicyArguments(Peers(("phones", ["10.0.0.0/8"]))) { PbxVersion = PbxVersion.Parse(version) };
        var policy = new TestPolicy(Define((moved, "phones")), arguments);

        var played = PlayedScenario.From(new ScenarioDefinition("moved", "Moved", [.. steps]), policy);

        Assert.Equal(FlowsOf($"inbound tcp 10.0.0.0/8 {port}"), Assert.Single(played.Steps).All);
        Assert.Equal("works", played.Run(new(policy, Surroundings.None)).OutcomeText);

        ScenarioStep Tcp(string ports) =>
            new(moved, Direction.Inbound, Protocol.Tcp, PortRange.Parse(ports), $"{ports} is closed") { PeerGroups = ["phones"] };
    }

    [Fact]
    public void The_addresses_of_a_host_are_those_that_are_pinned()
    {
        var policy = new TestPolicy(
            Define((Push, null)),
            new PolicyArguments { Hosts = PinnedHosts.From(PolicyHosts("new.example", "203.0.113.1", "203.0.113.2")) });

        var played = PlayedScenario.From(Wake, policy);

        Assert.Equal(FlowsOf("outbound tcp 203.0.113.1/32 443", "outbound tcp 203.0.113.2/32 443"), played.Steps[0].All);
        Assert.Equal(
            ScenarioOutcome.WorksPartly, played.Run(new(FlowsOf("outbound tcp 203.0.113.1/32 443"), Surroundings.None)).Outcome);
        var nothing = played.Run(new(FlowSet.Empty, Surroundings.None));
        Assert.Equal("outbound tcp 443 to new.example", Assert.Single(nothing.Missing).Describe());
    }

    [Fact]
    public void Members_that_are_not_known_leave_a_scenario_undecided()
    {
        var result = Run(
            Call,
            Define((Sip, "phones"), (Media, "others")),
            ("phones", ["10.0.0.0/8"]),
            ("others", ["sg-0123456789abcdef0"]));

        Assert.Equal(ScenarioOutcome.Undecided, result.Outcome);
        Assert.Equal(ProblemIds.ScenarioUndecided, result.Problem?.Id);
        Assert.Contains("sg-0123456789abcdef0", result.Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_of_the_cloud_has_what_is_open_to_it()
    {
        var result = Run(Call, Define((Sip, "phones"), (Media, "phones")), ("phones", ["sg-0123456789abcdef0"]));

        Assert.Equal(ScenarioOutcome.Works, result.Outcome);
    }

    private static ScenarioStep Step(
        ServiceDefinition service,
        string ports,
        string symptom,
        Direction direction = Direction.Inbound,
        params string[] groups) =>
        new(service, direction, Protocol.Udp, PortRange.Parse(ports), symptom)
        {
            PeerGroups = groups.Length > 0 ? [.. groups] : ["phones", "vpn", PeerGroupId.Anywhere],
        };

    private static TestPolicy Make(PolicyDefinition definition, params (string Group, string[] Prefixes)[] peers)
    {
        var known = definition.PeerGroups.ToHashSet(StringComparer.Ordinal);
        return new(definition, Peers([.. peers.Where(group => known.Contains(group.Group))]));
    }

    private static ScenarioResult Run(
        ScenarioDefinition scenario, PolicyDefinition definition, params (string Group, string[] Prefixes)[] peers) =>
        Run(scenario, definition, null, peers);

    private static ScenarioResult Run(
        ScenarioDefinition scenario, PolicyDefinition definition, FlowSet? permitted, params (string Group, string[] Prefixes)[] peers)
    {
        var policy = Make(definition, peers);
        var surroundings = CloudSurroundings.For(CloudOf("aws"), allowsProbes: null);
        return PlayedScenario.From(scenario, policy)
            .Run(permitted is null ? new PermittedFlows(policy, surroundings) : new PermittedFlows(permitted, surroundings)) with
        {
            IsSupported = true,
        };
    }
}
