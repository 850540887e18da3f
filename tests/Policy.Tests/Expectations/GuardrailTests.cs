using Starface.Policy.Clouds;
using Starface.Policy.Configuration;
using Starface.Policy.Expectations;
using Starface.Policy.Flows;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Expectations;

public sealed class GuardrailTests
{
    private const string Group = "sg-0123456789abcdef0";

    private static readonly string[] Nets = ["203.0.113.8/31", "2001:db8::/63", "2001:db8:1::1/128", "2001:db8:2::/64"];

    [Theory]
    [InlineData("never: inbound tcp 22", "0.0.0.0/0 of it is permitted (ssh: row 22)")]
    [InlineData("never: inbound tcp 22 from 0.0.0.0/0", "all of it is permitted (ssh: row 22)")]
    [InlineData("never: inbound tcp 1-1024 from 203.0.113.7", "tcp 22 of it is permitted (ssh: row 22)")]
    [InlineData("never: inbound all", "tcp 22 from 0.0.0.0/0 of it is permitted")]
    [InlineData("never: inbound tcp 22 from ::/0", null)]
    [InlineData("never: inbound udp 22", null)]
    [InlineData("never: outbound tcp 22", null)]
    [InlineData("never: inbound tcp 23", null)]
    public void What_is_never_open_is_held_against_the_exact_flows(string rail, string? why) =>
        AssertBroken(Of(Service("ssh", Inbound(Protocol.Tcp, "22", "row 22")), "admins", "0.0.0.0/1", "128.0.0.0/1"), rail, why);

    [Theory]
    [InlineData("only-from: [10.0.0.0/8, 203.0.113.0/24]", null)]
    [InlineData("only-from: [10.0.0.0/9, 10.128.0.0/9, 203.0.112.0/20]", null)]
    [InlineData("only-from: [10.0.0.0/9]", "10.128.0.0/9, 203.0.113.0/24 of it is permitted (web: row 443)")]
    [InlineData("only-from: ['::/0', 10.0.0.0/8]", "203.0.113.0/24 of it is permitted")]
    [InlineData("at-most: 256", null)]
    [InlineData("at-most: 255", "it is open from 256 addresses")]
    public void Several_peers_count_together(string limit, string? why)
    {
        var policy = new TestPolicy(
            Define((Service("web", Inbound(Protocol.Tcp, "443", "row 443")), "one"), (Service("app", Inbound(Protocol.Tcp, "443")), "two")),
            Peers(("one", ["10.0.0.0/8", "203.0.113.0/25"]), ("two", ["203.0.113.128/25", "203.0.113.64/26"])));

        AssertBroken(policy, $"flows: inbound tcp 443\n    {limit}", why);
        AssertBroken(policy, $"flows: inbound tcp 444\n    {limit}", null);
    }

    [Theory]
    [InlineData(4, null)]
    [InlineData(3, "it is open from 2 addresses and 4 IPv6 networks (/64)")]
    [InlineData(1, "it is open from 2 addresses and 4 IPv6 networks (/64)")]
    public void Addresses_of_IPv6_count_as_networks(int most, string? why) => AssertBroken(
        Of(Service("web", Inbound(Protocol.Tcp, "443")), "admins", Nets),
        $"flows: inbound tcp 443\n    at-most: {most}",
        why);

    [Fact]
    public void What_is_open_to_everyone_is_more_than_any_number()
    {
        var policy = Of(Service("web", Inbound(Protocol.Tcp, "443")), PeerGroupId.Anywhere);

        AssertBroken(policy, "flows: inbound tcp 443\n    at-most: 4294967295", "from 4,294,967,296 addresses and all of IPv6");
        AssertBroken(policy, "flows: inbound tcp 443 from 203.0.113.0/24\n    at-most: 255", "it is open from 256 addresses");
    }

    /// <summary>A member may have any address, so that no guardrail about addresses holds for certain.</summary>
    [Theory]
    [InlineData("never: inbound tcp 22", $"{Group} of it is permitted (ssh: row 22)", true)]
    [InlineData($"never: inbound tcp 22 from {Group}", "all of it is permitted (ssh: row 22)", true)]
    [InlineData("never: inbound tcp 22 from 198.51.100.0/24", $"it depends on the addresses of {Group}, which are not known here", false)]
    [InlineData("never: inbound tcp 22 from sg-0fedcba9876543210", "it depends on the addresses of sg-0", false)]
    [InlineData("flows: inbound tcp 22\n    only-from: [10.0.0.0/8]", $"it depends on the addresses of {Group}, which", false)]
    [InlineData("flows: inbound tcp 1-99 from 0.0.0.0/0\n    only-from: [10.0.0.0/8]", $"it depends on the addresses of {Group}", false)]
    [InlineData($"flows: inbound tcp 1-99\n    only-from: [{Group}]", null, true)]
    [InlineData("flows: inbound tcp 22\n    only-from: ['0.0.0.0/0', '::/0']", null, true)]
    [InlineData("flows: inbound tcp 22 from 10.0.0.0/8\n    only-from: [10.0.0.0/8]", null, true)]
    [InlineData("flows: inbound tcp 22 from 10.0.0.0/8\n    must-expire: true", "the permission of 'ssh' for 'admins' has", true)]
    [InlineData("flows: inbound tcp 22\n    at-most: 0", null, true)]
    public void A_name_is_never_silently_fine(string rail, string? why, bool isKnown) =>
        AssertBroken(Of(Service("ssh", Inbound(Protocol.Tcp, "22", "row 22")), "admins", Group), rail, why, isKnown: isKnown);

    [Theory]
    [InlineData("aws", "pl-0123456789abcdef0:5", "it is open from the members of pl-0123456789abcdef0, and it is not", false)]
    [InlineData("azure", "tag:Storage.WestEurope", "it is open from the members of Storage.WestEurope, and it is not", false)]
    [InlineData("azure", "tag:Internet", "at most, and it depends on the addresses of Internet, which are not known here", false)]
    [InlineData("azure", "tag:VirtualNetwork", "it is open from the members of VirtualNetwork, and it is not", false)]
    [InlineData("azure", "tag:AzureLoadBalancer", null, true)]
    public void Members_of_lists_and_tags_are_counted_where_they_are_known(string cloud, string peer, string? why, bool isKnown)
    {
        var policy = Of(Service("web", Inbound(Protocol.Tcp, "443")), "admins", peer);

        AssertBroken(policy, "flows: inbound tcp 443\n    at-most: 1000000", why, cloud, isKnown);
        AssertBroken(policy, "flows: inbound tcp 443 from 0.0.0.0/0\n    at-most: 1000000", why, cloud, isKnown);
    }

    [Fact]
    public void A_tag_contains_only_what_it_can()
    {
        var policy = Of(Service("web", Inbound(Protocol.Tcp, "443")), "clients", "tag:Internet");

        AssertBroken(policy, "never: inbound tcp 443 from 10.0.0.0/8", null, "azure");
        AssertBroken(policy, "never: inbound tcp 443 from 8.8.8.8", "it depends on the addresses of Internet", "azure", isKnown: false);
        AssertBroken(policy, "flows: inbound tcp 443 from 10.0.0.0/8\n    must-expire: true", null, "azure");
        AssertBroken(policy, "flows: inbound tcp 443\n    only-from: [tag:internet]", null, "azure");
        AssertBroken(policy, "flows: inbound tcp 443\n    only-from: [10.0.0.0/8]", "addresses of Internet", "azure", isKnown: false);
    }

    /// <summary>
    /// What holds in every possible membership holds, and what holds in none is broken: a test that denies and every kind of guardrail
    /// say the same of a name.
    /// </summary>
    [Theory]
    [InlineData("tag:Internet", "8.8.8.8", null)]
    [InlineData("tag:Internet", "10.0.0.1", true)]
    [InlineData("tag:VirtualNetwork", "8.8.8.8", null)]
    [InlineData("tag:VirtualNetwork", "10.0.0.1", null)]
    [InlineData("tag:VirtualNetwork", "168.63.129.16", false)]
    [InlineData("tag:AzureLoadBalancer", "8.8.8.8", true)]
    [InlineData("tag:AzureLoadBalancer", "168.63.129.16", false)]
    [InlineData("tag:AzureCloud", "8.8.8.8", null)]
    [InlineData("tag:Storage.WestEurope", "8.8.8.8", null)]
    [InlineData("tag:Internet", "anywhere", false)]
    [InlineData("tag:Storage", "anywhere", false)]
    public void A_test_and_a_guardrail_say_the_same_of_a_name(string peer, string remote, bool? isClosed)
    {
        var policy = Of(Service("web", Inbound(Protocol.Tcp, "443")), "clients", peer);
        var azure = CloudSurroundings.For(CloudOf("azure"), allowsProbes: false);
        Assert.True(FlowPattern.TryParse($"inbound tcp 443 from {remote}", out var pattern, out _));
        var test = new FlowTests([new FlowTest(Expectation.Deny, pattern.Resolve(policy, null, out _)!)], null);

        Assert.Equal(isClosed switch { true => null, false => "SFP8001", null => "SFP8002" }, test.Run(policy, azure)[0].Problem?.Id);
        var broken = isClosed switch { true => null, false => "SFP8003", null => "SFP8004" };
        Assert.Equal(broken, FindBroken(policy, $"never: inbound tcp 443 from {remote}", "azure")?.Id);

        // Private addresses do not count, nor does that of Azure itself.
        if (remote is "8.8.8.8" or "10.0.0.1")
        {
            var counts = remote == "8.8.8.8" ? broken : null;
            Assert.Equal(counts, FindBroken(policy, $"flows: inbound tcp 443 from {remote}\n    at-most: 0", "azure")?.Id);
        }
    }

    [Fact]
    public void What_a_cloud_passes_by_itself_counts_where_a_guardrail_is_about_it_alone()
    {
        var policy = Of(Service("web", Inbound(Protocol.Tcp, "443")), "admins", "10.0.0.0/8");

        AssertBroken(policy, "never: outbound udp 53 to 169.254.169.253", "all of it is permitted (AWS never filters ");
        AssertBroken(policy, "never: outbound udp 53", null);
    }

    [Fact]
    public void Only_a_permission_with_a_last_day_may_permit_what_must_expire()
    {
        var (web, day) = (Service("web", Inbound(Protocol.Tcp, "443")), CalendarDate.Parse("2027-01-31"));
        var policy = new TestPolicy(
            new PolicyDefinition("test", "Test", null,
            [
                new Allowance(web, "one", null) { Expires = day },
                new Allowance(web, "two", null),
                new Allowance(Service("ssh", Inbound(Protocol.Tcp, "22")), "one", null) { Expires = day },
            ]),
            Peers(("one", ["192.0.2.0/25"]), ("two", ["192.0.2.128/25"])));

        AssertBroken(policy, "flows: inbound tcp 1-1024\n    must-expire: true", "the permission of 'web' for 'two' has no last day");
        AssertBroken(policy, "flows: inbound tcp 443 from 192.0.2.0/25\n    must-expire: true", null);
        AssertBroken(policy, "flows: inbound tcp 22\n    must-expire: true", null);
    }

    /// <summary>
    /// Every address and port is asked one by one, by an oracle that knows no sets: a rule permits a flow where the first bits are equal.
    /// </summary>
    [Fact]
    public void Guardrails_say_what_all_flows_say_one_by_one()
    {
        var random = new Random(23);
        var outcomes = new HashSet<(bool Never, bool Most)>();
        for (var run = 0; run < 400; run++)
        {
            var rules = Enumerable.Range(0, 3).Select(_ => (Ports: Ports(), Networks: new[] { Network(), Network() })).ToList();
            var policy = new TestPolicy(
                Define([.. rules.Select((rule, i) => (
                    Service($"s{i}", Inbound(Protocol.Tcp, new PortRange(rule.Ports.From, rule.Ports.To).ToString())), (string?)$"g{i}"))]),
                Peers([.. rules.Select((rule, i) => ($"g{i}", rule.Networks.Select(Text).ToArray()))]));
            var (ports, network, most) = (Ports(), Network(), random.Next(0, 20));
            var open = (
                from address in Enumerable.Range(0, 64).Select(Address)
                where IsIn(address, network)
                where Enumerable.Range(ports.From, ports.To - ports.From + 1).Any(port => rules.Exists(rule =>
                    port >= rule.Ports.From && port <= rule.Ports.To && rule.Networks.Any(peer => IsIn(address, peer))))
                select address).ToList();
            var (never, tooMany) = (open.Count > 0, open.Count(address => address >> 24 != 10) > most);
            var flows = FormattableString.Invariant($"inbound tcp {ports.From}-{ports.To} from {Text(network)}");
            outcomes.Add((never, tooMany));

            Assert.Equal(never, FindBroken(policy, $"never: {flows}") is not null);
            Assert.Equal(tooMany, FindBroken(policy, FormattableString.Invariant($"flows: {flows}\n    at-most: {most}")) is not null);
        }

        Assert.Equal(3, outcomes.Count);

        // The first half are public addresses, the others private ones.
        static uint Address(int i) => i < 32 ? 0xCB007100u + (uint)i : 0x0A000000u + (uint)(i - 32);

        static bool IsIn(uint address, (uint First, int Length) network) =>
            network.Length == 0 || address >> (32 - network.Length) == network.First >> (32 - network.Length);

        static string Text((uint First, int Length) network) => FormattableString.Invariant(
            $"{network.First >> 24}.{(network.First >> 16) & 255}.{(network.First >> 8) & 255}.{network.First & 255}/{network.Length}");

        (int From, int To) Ports()
        {
            var from = random.Next(1, 5);
            return (from, random.Next(from, 6));
        }

        (uint First, int Length) Network()
        {
            var (length, address) = (random.Next(27, 33), Address(random.Next(64)));
            return (address & ~(uint)((1L << (32 - length)) - 1), length);
        }
    }

    private static void AssertBroken(TestPolicy policy, string rail, string? why, string cloud = "aws", bool isKnown = true)
    {
        var found = FindBroken(policy, rail, cloud);
        if (why is null)
        {
            Assert.Null(found);
            return;
        }

        Assert.NotNull(found);
        Assert.Equal(isKnown ? "SFP8003" : "SFP8004", found.Id);
        Assert.Equal(Severity.Error, found.Severity);
        var verdict = isKnown ? "is broken" : "cannot be decided";
        Assert.Contains($"(guardrails.yaml:2:3) {verdict}: ", found.Message, StringComparison.Ordinal);
        Assert.Contains(why, found.Message, StringComparison.Ordinal);
    }

    private static Problem? FindBroken(TestPolicy policy, string rail, string cloud = "aws")
    {
        var read = GuardrailReader.Read($"guardrails:\n  - {rail}\n", "guardrails.yaml", out var problems);
        Assert.Empty(problems);
        return read.FindBroken(policy, CloudSurroundings.For(CloudOf(cloud), allowsProbes: false)).SingleOrDefault();
    }
}
