using Starface.Policy.Flows;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Definitions;

public sealed class FirewallPolicyTests
{
    [Fact]
    public void A_setting_that_is_moved_to_the_port_of_another_service_is_a_warning()
    {
        var definition = Define(
            (Service("web", Inbound(Protocol.Tcp, "443") with { Setting = "WebPort" }), "users"),
            (Service("apps", Inbound(Protocol.Tcp, "443") with { Setting = "WebPort" }, Inbound(Protocol.Tcp, "5061")), "users"),
            (Service("sip", Inbound(Protocol.Udp, "8443"), Inbound(Protocol.Tcp, "5060"), Outbound(Protocol.Tcp, "9443")), "users"));

        Assert.Equal(
            ["SFP2004: Setting 'WebPort' is 5060, which service 'sip' uses as well (inbound tcp 5060); choose another port."],
            FindingsAt("5060"));
        Assert.Equal(
            ["SFP2004: Setting 'WebPort' is 5061, which service 'apps' uses as well (inbound tcp 5061); choose another port."],
            FindingsAt("5061"));
        Assert.Empty(FindingsAt("8443"));
        Assert.Empty(FindingsAt("9443"));

        IEnumerable<string> FindingsAt(string port) =>
            new TestPolicy(definition, new PolicyArguments(Peers(("users", ["192.0.2.0/24"])))
            {
                Settings = new PolicyArguments().Settings.Add("WebPort", Starface.Policy.Flows.PortRange.Parse(port)),
            }).Findings.Select(finding => $"{finding.Id}: {finding.Describe()}");
    }

    [Fact]
    public void A_setting_has_its_documented_ports_until_it_is_moved()
    {
        var (documented, moved, range) = (new Pbx(), new Pbx { WebPort = 8443 }, new Pbx { MediaPorts = new PortRange(30000, 31000) });

        Assert.Equal((443, new PortRange(10000, 20000)), (documented.WebPort, documented.MediaPorts));
        Assert.Equal((8443, new PortRange(10000, 20000)), (moved.WebPort, moved.MediaPorts));
        Assert.Equal((443, new PortRange(30000, 31000)), (range.WebPort, range.MediaPorts));
        Assert.Equal(FlowsOf("inbound tcp 192.0.2.0/24 8443", "inbound udp 192.0.2.0/24 10000-20000"), moved.Flows);
        Assert.Equal(FlowsOf("inbound tcp 192.0.2.0/24 443", "inbound udp 192.0.2.0/24 30000-31000"), range.Flows);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(65535)]
    public void Every_port_may_be_set(int port) => Assert.Equal(port, new Pbx { WebPort = port }.WebPort);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(65536)]
    public void A_setting_outside_of_the_ports_is_refused_with_its_name_and_value(int port)
    {
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => new Pbx { WebPort = port });

        Assert.Equal(("WebPort", (object)port), (refusal.ParamName, refusal.ActualValue));
        Assert.StartsWith($"WebPort is {port}; a port lies between 1 and 65535.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_range_from_port_0_is_refused_and_one_from_port_1_is_not()
    {
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => new Pbx { MediaPorts = new PortRange(0, 5) });

        Assert.Equal(("MediaPorts", (object)new PortRange(0, 5)), (refusal.ParamName, refusal.ActualValue));
        Assert.StartsWith("MediaPorts is 0-5; a port lies between 1 and 65535.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(new PortRange(1, 5), new Pbx { MediaPorts = new PortRange(1, 5) }.MediaPorts);
    }

    [Fact]
    public void The_version_of_the_instance_goes_before_the_policys_own()
    {
        var sip = new Allowance(Service("sip", Inbound(Protocol.Udp, "5060")), null, null);
        var definition = new PolicyDefinition("test", "Test", PbxVersion.Parse("7.0"), [sip]);

        Assert.Equal(PbxVersion.Parse("7.0"), new TestPolicy(definition, new PolicyArguments()).PbxVersion);
        Assert.Equal(
            PbxVersion.Parse("8.0"), new TestPolicy(definition, new PolicyArguments()) { PbxVersion = PbxVersion.Parse("8.0") }.PbxVersion);
        Assert.Equal(
            PbxVersion.Parse("9.0"), new TestPolicy(definition, new PolicyArguments { PbxVersion = PbxVersion.Parse("9.0") }).PbxVersion);
    }

    [Fact]
    public void A_pinned_host_opens_to_its_addresses_alone()
    {
        var definition = Define((Service("license", Outbound(Protocol.Tcp, "443") with { Host = "license.example.com" }), null));

        var policy = new TestPolicy(definition, new PolicyArguments())
        {
            Hosts = { ["license.example.com"] = ["203.0.113.7"] },
        };

        Assert.Equal(["license.example.com"], policy.Hosts.Keys);
        Assert.Equal(FlowsOf("outbound tcp 203.0.113.7/32 443"), policy.Flows);
    }

    [Fact]
    public void Hosts_are_pinned_for_one_policy_and_not_after_its_rules_were_read()
    {
        var definition = Define((Service("license", Outbound(Protocol.Tcp, "443") with { Host = "license.example.com" }), null));
        var arguments = new PolicyArguments { Hosts = { ["license.example.com"] = ["203.0.113.7"] } };
        var shared = new PinnedHosts { ["license.example.com"] = ["203.0.113.9"] };

        var (one, other) = (new TestPolicy(definition, arguments), new TestPolicy(definition, arguments) { Hosts = shared });
        one.Hosts["license.example.com"] = ["203.0.113.8"];
        shared["license.example.com"] = ["203.0.113.10"];

        Assert.Equal(FlowsOf("outbound tcp 203.0.113.8/32 443"), one.Flows);
        Assert.Equal(FlowsOf("outbound tcp 203.0.113.9/32 443"), other.Flows);
        Assert.Equal(FlowsOf("outbound tcp 203.0.113.7/32 443"), new TestPolicy(definition, arguments).Flows);
        var late = Assert.Throws<InvalidOperationException>(() => one.Hosts["license.example.com"] = []);
        Assert.Contains("license.example.com", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_settings_and_services_of_a_policy_stand_once_and_in_order()
    {
        var web = Service("web", Inbound(Protocol.Tcp, "443") with { Setting = "WebPort" }, Inbound(Protocol.Tcp, "80"));
        var apps = Service(
            "apps", Inbound(Protocol.Tcp, "443") with { Setting = "WebPort" }, Inbound(Protocol.Tcp, "5222") with { Setting = "ChatPort" });

        var definition = Define(
            (web, "users"), (web, "administrators"), (apps, "users"), (web, PeerGroupId.Anywhere), (Service("neon"), null));

        Assert.Equal(["administrators", "users"], definition.PeerGroups);
        Assert.Equal([new("ChatPort", new PortRange(5222, 5222)), new("WebPort", new PortRange(443, 443))], definition.Settings);
        Assert.Equal(["apps", "neon", "web"], definition.Services.Select(service => service.Id));
    }

    [Fact]
    public void A_catalog_finds_a_policy_by_its_exact_id()
    {
        var catalog = Catalog(
            new PolicyDefinition("b-policy", "B", null, [new Allowance(Service("web"), null, null)]),
            new PolicyDefinition("a-policy", "A", null, [new Allowance(Service("apps"), null, null)]));

        Assert.Equal(["a-policy", "b-policy"], catalog.Policies.Select(policy => policy.Definition.Id));
        Assert.Equal(["apps", "web"], catalog.Services.Select(service => service.Id));
        Assert.Equal("b-policy", catalog.FindPolicy("b-policy")?.Definition.Id);
        Assert.Null(catalog.FindPolicy("B-policy"));
    }

    /// <summary>A policy with settings, as the generator completes it.</summary>
    private sealed class Pbx() : FirewallPolicy(
        Define(
            (
                Service(
                    "pbx",
                    Inbound(Protocol.Tcp, "443") with { Setting = "WebPort" },
                    Inbound(Protocol.Udp, "10000-20000") with { Setting = "MediaPorts" }), "users")),
        Peers(("users", ["192.0.2.0/24"])))
    {
        public int WebPort
        {
            get => GetSetting("WebPort").From;
            init => SetSetting("WebPort", value);
        }

        public PortRange MediaPorts
        {
            get => GetSetting("MediaPorts");
            init => SetSetting("MediaPorts", value);
        }
    }
}
