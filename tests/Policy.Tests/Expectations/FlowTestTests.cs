using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Expectations;
using Starface.Policy.Explanations;
using Starface.Policy.Flows;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Expectations;

public sealed class FlowTestTests
{
    private const string SecurityGroup = "sg-0123456789abcdef0";

    private static readonly TestPolicy Policy = new(
        Define(
            (Service("web", Inbound(Protocol.Tcp, "443", "row 443")), "administrators"),
            (Service("halves", Inbound(Protocol.Tcp, "80")), "halves"),
            (Service("sip", Inbound(Protocol.Udp, "5060-5061")), "halves"),
            (Service("ssh", Inbound(Protocol.Tcp, "22")), "jump-hosts"),
            (Service("dns", Outbound(Protocol.Udp, "53")), "resolvers"),
            (Service("update", Outbound(Protocol.Tcp, "80") with { Host = "update.example.com" }), null),
            (Service("stun", Inbound(Protocol.Udp, "3478") with { Host = "stun.example.com" }), null)),
        Peers(
            ("administrators", ["10.8.0.0/17"]),
            ("halves", ["0.0.0.0/1", "128.0.0.0/1"]),
            ("jump-hosts", [SecurityGroup]),
            ("resolvers", ["cloud"])));

    [Theory]
    [InlineData("inbound tcp 443 from 10.8.0.1")]
    [InlineData("inbound tcp 443 from administrators")]
    [InlineData("inbound tcp 80 from 0.0.0.0/0")]
    [InlineData("inbound udp 5060-5061 from 192.0.2.0/24")]
    [InlineData("inbound udp 5061 from halves")]
    [InlineData("inbound tcp 22 from jump-hosts")]
    [InlineData("inbound tcp 22 from sg-0123456789abcdef0")]
    [InlineData("outbound udp 53 to resolvers")]
    [InlineData("outbound udp 53 to 169.254.169.253")]
    [InlineData("outbound tcp 80 to update.example.com")]
    public void What_is_permitted_may_be_expected_and_not_denied(string flows)
    {
        Assert.Equal(FlowTestOutcome.Holds, Run(Expectation.Allow, flows).Outcome);
        Assert.Equal(FlowTestOutcome.Fails, Run(Expectation.Deny, flows).Outcome);
    }

    [Theory]
    [InlineData("inbound tcp 443 from 203.0.113.7")]
    [InlineData("inbound tcp 80 from ::/0")]
    [InlineData("inbound udp 80 from 192.0.2.0/24")]
    [InlineData("outbound tcp 443 to 10.8.0.1")]
    [InlineData("outbound tcp 53 to 169.254.169.0/24")]
    [InlineData("inbound udp 3478 from stun.example.com")]
    [InlineData("inbound esp from anywhere")]
    public void What_is_closed_may_be_denied_and_not_expected(string flows)
    {
        Assert.Equal(FlowTestOutcome.Fails, Run(Expectation.Allow, flows).Outcome);
        Assert.Equal(FlowTestOutcome.Holds, Run(Expectation.Deny, flows).Outcome);
    }

    [Theory]
    [InlineData("inbound tcp 443 from 10.8.0.0/16", "10.8.0.0/17 of it is permitted, and 10.8.128.0/17 is not: tcp 443 is open inbound, "
        + "but only from 10.8.0.0/17", "10.8.0.0/17 of it is permitted: tcp 443 is open from 10.8.0.0/17 (web: row 443)")]
    [InlineData("inbound tcp 80 from anywhere", "0.0.0.0/0 of it is permitted, and ::/0 is not", "0.0.0.0/0 of it is permitted")]
    [InlineData(
        "inbound udp 5059-5060 from 192.0.2.0/24", "udp 5060 of it is permitted, and udp 5059 is not", "udp 5060 of it is permitted")]
    [InlineData("inbound all from 192.0.2.1", "tcp 80, udp 5060-5061 of it is permitted, and", "tcp 80, udp 5060-5061 of it is permitted")]
    public void What_is_permitted_in_part_fails_both_ways_and_names_the_parts(string flows, string allow, string deny)
    {
        Assert.Contains($"fails: {allow}", Run(Expectation.Allow, flows).Problem!.Message, StringComparison.Ordinal);
        Assert.Contains($"fails: {deny}", Run(Expectation.Deny, flows).Problem!.Message, StringComparison.Ordinal);
    }

    /// <summary>A member of the group may have any address, and an address may be one of a member.</summary>
    [Theory]
    [InlineData("inbound tcp 22 from 203.0.113.7")]
    [InlineData("inbound tcp 22 from sg-0fedcba9876543210")]
    [InlineData("inbound tcp 443 from sg-0fedcba9876543210")]
    public void What_depends_on_a_name_is_never_said_to_hold(string flows)
    {
        foreach (var expectation in new[] { Expectation.Allow, Expectation.Deny })
        {
            var result = Run(expectation, flows);
            Assert.Equal(FlowTestOutcome.Undecided, result.Outcome);
            Assert.Equal("SFP8002", result.Problem!.Id);
            Assert.Equal(Severity.Error, result.Problem.Severity);
            Assert.Contains("it depends on the addresses of sg-0", result.Problem.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_open_to_every_address_is_open_to_a_group()
    {
        var policy = Of(Service("web", Inbound(Protocol.Tcp, "443")), PeerGroupId.Anywhere);

        Assert.Equal(FlowTestOutcome.Holds, Run(policy, Expectation.Allow, $"inbound tcp 443 from {SecurityGroup}").Outcome);
        Assert.Equal(FlowTestOutcome.Fails, Run(policy, Expectation.Deny, $"inbound tcp 443 from {SecurityGroup}").Outcome);
        Assert.Equal(FlowTestOutcome.Fails, Run(policy, Expectation.Allow, $"inbound tcp 22 from {SecurityGroup}").Outcome);
        Assert.Equal(FlowTestOutcome.Holds, Run(policy, Expectation.Deny, $"inbound tcp 22 from {SecurityGroup}").Outcome);
    }

    [Fact]
    public void A_tag_contains_only_what_it_can()
    {
        var policy = Of(Service("web", Inbound(Protocol.Tcp, "443")), "clients", "tag:Internet");
        var azure = CloudSurroundings.For(CloudOf("azure"), allowsProbes: false);

        Assert.Equal(FlowTestOutcome.Holds, Run(policy, Expectation.Deny, "inbound tcp 443 from 10.0.0.0/8", azure).Outcome);
        Assert.Equal(FlowTestOutcome.Undecided, Run(policy, Expectation.Deny, "inbound tcp 443 from 8.8.8.8", azure).Outcome);
        Assert.Equal(FlowTestOutcome.Undecided, Run(policy, Expectation.Allow, "inbound tcp 443 from 8.8.8.8", azure).Outcome);
        Assert.Equal(FlowTestOutcome.Fails, Run(policy, Expectation.Allow, "inbound tcp 443 from 10.0.0.1", azure).Outcome);
    }

    /// <summary>Whatever a name of a rule has to do with the answer, the sentence names the rule.</summary>
    [Theory]
    [InlineData(false, "tag:VirtualNetwork", "168.63.129.16", "is open from VirtualNetwork (web: row)")]
    [InlineData(false, "0.0.0.0/1, 128.0.0.0/1, ::/0", "tag:VirtualNetwork", "is open from 0.0.0.0/1, 128.0.0.0/1, ::/0 (web: row)")]
    [InlineData(false, "0.0.0.0/1, 128.0.0.0/1, ::/0", SecurityGroup, "is open from 0.0.0.0/1, 128.0.0.0/1, ::/0 (web: row)")]
    [InlineData(false, "tag:Internet", "anywhere", "Internet of it is permitted: tcp 443 is open from Internet (web: row)")]
    [InlineData(true, "10.0.0.0/8", "tag:Internet", "is open inbound, but only from 10.0.0.0/8")]
    [InlineData(true, "tag:AzureLoadBalancer", "tag:Internet", "is open inbound, but only from AzureLoadBalancer")]
    [InlineData(true, "tag:AzureLoadBalancer", "10.0.0.1", "is open inbound, but only from AzureLoadBalancer")]
    public void A_test_that_fails_names_the_rule_that_decides(bool allows, string peers, string remote, string why)
    {
        var policy = Of(Service("web", Inbound(Protocol.Tcp, "443")), "clients", peers.Split(", "));
        var azure = CloudSurroundings.For(CloudOf("azure"), allowsProbes: false);

        var result = Run(policy, allows ? Expectation.Allow : Expectation.Deny, $"inbound tcp 443 from {remote}", azure);

        Assert.Equal(FlowTestOutcome.Fails, result.Outcome);
        Assert.Contains(why, result.Problem!.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// The sentences of both verdicts about every kind of remote side and peer, on both clouds: none ends before it says why.
    /// </summary>
    [Theory]
    [InlineData("aws")]
    [InlineData("azure")]
    public void No_failure_ends_without_its_reason(string cloud)
    {
        string[] names = cloud == "aws"
            ? [SecurityGroup, "pl-0123456789abcdef0:5"]
            : ["tag:Internet", "tag:VirtualNetwork", "tag:AzureLoadBalancer", "tag:Storage", "tag:AzurePlatformDNS"];
        string[] remotes = ["0.0.0.0/0", "::/0", "10.0.0.0/8", "8.8.8.8", "168.63.129.16", "169.254.169.253", .. names];
        var surroundings = CloudSurroundings.For(CloudOf(cloud), allowsProbes: true);
        foreach (var peer in remotes)
        {
            var policy = Of(Service("web", Inbound(Protocol.Tcp, "443"), Outbound(Protocol.Tcp, "443")), "clients", peer);
            var problems =
                from side in new[] { "inbound tcp 443 from", "outbound tcp 443 to" }
                from remote in remotes
                from expectation in new[] { Expectation.Allow, Expectation.Deny }
                select Run(policy, expectation, $"{side} {remote}", surroundings).Problem;
            Assert.All(problems.OfType<Problem>(), problem => Assert.DoesNotMatch(@":\s*$|: \(", problem.Message));
        }
    }

    [Fact]
    public void Health_probes_count_where_a_test_is_about_them()
    {
        var azure = CloudOf("azure");
        var (with, without) = (CloudSurroundings.For(azure, allowsProbes: true), CloudSurroundings.For(azure, allowsProbes: false));
        const string probe = "inbound tcp 8080 from 168.63.129.16";

        Assert.Equal(FlowTestOutcome.Holds, Run(Policy, Expectation.Allow, probe, with).Outcome);
        Assert.Equal(FlowTestOutcome.Fails, Run(Policy, Expectation.Allow, probe, without).Outcome);
        var denied = Run(Policy, Expectation.Deny, probe, with).Problem!.Message;
        Assert.Contains("168.63.129.16 is in AzureLoadBalancer, and the plan permits its", denied, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_whose_port_was_moved_is_named_with_the_port_that_it_has()
    {
        var web = Service("web", Inbound(Protocol.Tcp, "443") with { Setting = "WebPort" });
        var policy = new TestPolicy(
            new PolicyDefinition("test", "Test", null, [new Allowance(web, "clients", null) { Optional = true }]),
            new PolicyArguments { Settings = ImmutableSortedDictionary<string, PortRange>.Empty.Add("WebPort", new(8443)) });

        Assert.Contains(
            "inbound tcp 8443 of web is open to the optional peer group clients",
            Run(policy, Expectation.Allow, "inbound tcp 8443 from 10.0.0.1").Problem!.Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "inbound tcp 443 of web was moved to 8443 by the setting WebPort",
            Run(policy, Expectation.Allow, "inbound tcp 443 from 10.0.0.1").Problem!.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_about_nobody_does_not_hold()
    {
        var definition = new PolicyDefinition("test", "Test", null, [
            new Allowance(Service("web", Inbound(Protocol.Tcp, "443")), "administrators", null) { Optional = true },
        ]);
        var policy = new TestPolicy(definition, new PolicyArguments());

        foreach (var expectation in new[] { Expectation.Allow, Expectation.Deny })
        {
            Assert.Contains(
                "fails: it is about nobody: the optional peer group 'administrators' is left out",
                Run(policy, expectation, "inbound tcp 443 from administrators").Problem!.Message,
                StringComparison.Ordinal);
        }
    }

    /// <summary>Every address and port is asked one by one, and the answers together are the test's.</summary>
    [Fact]
    public void A_test_says_what_all_of_its_flows_say()
    {
        var random = new Random(17);
        var outcomes = new HashSet<(bool All, bool Any)>();
        for (var run = 0; run < 300; run++)
        {
            var policy = new TestPolicy(
                Define(
                    (Service("a", Inbound(Protocol.Tcp, Ports())), "one"),
                    (Service("b", Inbound(Protocol.Tcp, Ports())), "two")),
                Peers(("one", [Network(), Network()]), ("two", [Network()])));
            var (prefix, ports) = (Prefix.Parse(Network()), PortRange.Parse(Ports()));
            var text = $"inbound tcp {ports} from {prefix}";
            var answers = (
                from address in Enumerable.Range(0, 16)
                let remote = Address.FromIPv4(0xC0000200u + (uint)address)
                where prefix.Contains(remote)
                from port in Enumerable.Range(ports.From, ports.Count)
                select policy.Flows.Contains(new Flow(Direction.Inbound, (int)Protocol.Tcp, remote, port))).ToList();
            var (all, any) = (answers.TrueForAll(answer => answer), answers.Exists(answer => answer));
            outcomes.Add((all, any));

            Assert.Equal(all, Run(policy, Expectation.Allow, text).Outcome == FlowTestOutcome.Holds);
            Assert.Equal(!any, Run(policy, Expectation.Deny, text).Outcome == FlowTestOutcome.Holds);
        }

        Assert.Equal(3, outcomes.Count);

        string Ports()
        {
            var from = random.Next(1, 4);
            return new PortRange(from, random.Next(from, 5)).ToString();
        }

        string Network()
        {
            var length = random.Next(28, 33);
            var within = (uint)random.Next(16) & ~((1u << (32 - length)) - 1);
            return Prefix.From(Address.FromIPv4(0xC0000200u + within), length).ToString();
        }
    }

    private static FlowTestResult Run(Expectation expectation, string flows) => Run(Policy, expectation, flows);

    private static FlowTestResult Run(TestPolicy policy, Expectation expectation, string flows, Surroundings? surroundings = null)
    {
        Assert.True(FlowPattern.TryParse(flows, out var pattern, out var problem), problem?.Describe());
        var tested = pattern.Resolve(policy, null, out var unknown);
        Assert.Null(unknown);
        return Assert.Single(new FlowTests([new FlowTest(expectation, tested!)], null).Run(
            policy, surroundings ?? CloudSurroundings.For(CloudOf("aws"), allowsProbes: false)));
    }
}
