using Starface.Policies;
using Starface.Policy;
using Starface.Policy.Flows;
using Starface.Policy.Tests;
using Starface.Probes.Outside.Planning;
using Starface.Probes.Planning;

namespace Starface.Probes.Tests.Outside;

/// <summary>Which rows a machine outside tries, and why it does not try the others.</summary>
public sealed class OutsidePlanTests
{
    private static readonly Address Pbx4 = Address.Parse("11.0.0.10");
    private static readonly Address Pbx6 = Address.Parse("2001:db8::10");

    private static readonly CloudPbx.Peers Peers = new()
    {
        Administrators = ["192.0.2.0/24"],
        Phones = ["198.51.100.0/24", "2001:db8:2::/64"],
        SipProviders = ["11.5.0.1"],
        Resolvers = ["192.0.2.53"],
        TimeServers = ["192.0.2.123"],
    };

    private static readonly FirewallPolicy Policy = new CloudPbx(Peers);

    [Fact]
    public void Only_inbound_rows_are_tried_and_each_at_both_addresses()
    {
        var probes = Plan().Probes([]);

        Assert.All(probes, probe => Assert.All(probe.Rows, row => Assert.Equal(Direction.Inbound, row.Requirement.Direction)));
        Assert.All(probes, probe => Assert.Contains(probe.Address!.Value, new[] { Pbx4, Pbx6 }));
        Assert.Equal(ProbeMethod.Greeting, Find(probes, Protocol.Tcp, "443", Pbx6).Method);
        Assert.Equal(ProbeMethod.SoundEcho, Find(probes, Protocol.Udp, "10000-20000", Pbx4).Method);
    }

    [Fact]
    public void A_row_is_tried_by_a_machine_to_which_it_is_open_and_others_say_why_not()
    {
        var unknown = Plan().Probes([]);
        var phone = Plan().Probes([Address.Parse("198.51.100.7"), Address.Parse("2001:db8:2::7")]);
        var stranger = Plan().Probes([Address.Parse("11.9.9.9")]);

        Assert.Equal(ProbeMethod.SipEcho, Find(phone, Protocol.Udp, "5060", Pbx4).Method);
        Assert.True(Find(phone, Protocol.Udp, "5060", Pbx6).IsToTry);
        Assert.Contains("--source", Find(unknown, Protocol.Udp, "5060", Pbx4).Known!.Detail, StringComparison.Ordinal);
        Assert.False(Find(unknown, Protocol.Udp, "5060", Pbx4).Known!.IsByNature);
        Assert.Contains("not open to 11.9.9.9", Find(stranger, Protocol.Udp, "5060", Pbx4).Known!.Detail, StringComparison.Ordinal);
        Assert.True(Find(stranger, Protocol.Udp, "5060", Pbx4).Known!.IsByNature);
        Assert.True(Find(stranger, Protocol.Tcp, "443", Pbx4).IsToTry);
    }

    [Fact]
    public void A_row_for_a_host_is_tried_by_that_host()
    {
        var policy = new CloudPbx(Peers) { Hosts = new() { ["stun.starface.com"] = ["11.5.0.9"] } };
        var host = new OutsidePlan(policy, Choice() with { Targets = [Pbx4] }).Probes([Address.Parse("11.5.0.9")]);
        var stranger = new OutsidePlan(Policy, Choice() with { Targets = [Pbx4] }).Probes([Address.Parse("11.9.9.9")]);

        Assert.True(Find(host, Protocol.Udp, "3478", Pbx4).IsToTry);
        Assert.All(
            stranger.Where(probe => probe is { Protocol: Protocol.Udp, Port: 3478 }),
            probe => Assert.Contains("it is open to stun.", probe.Known!.Detail, StringComparison.Ordinal));

        // Whether the row does its work is seen elsewhere.
        var pinned = new OutsidePlan(policy, Choice() with { Targets = [Pbx4], Services = ["stun"] }).Probes([Address.Parse("11.9.9.9")]);
        const string elsewhere = "; 'doctor' on the PBX says whether its answers arrive";
        Assert.Equal(
            [
                $"it is open to stun.starface.com alone, and not to 11.9.9.9, this machine{elsewhere}",
                $"it is open to stun.teamfon.com alone, of which the stack has no address{elsewhere}",
            ],
            pinned.Select(probe => probe.Known!.Detail));
    }

    [Fact]
    public void The_name_of_the_PBX_is_that_of_each_of_its_addresses()
    {
        var probes = new OutsidePlan(Policy, Choice() with { HasListener = false, Host = "pbx.example.com" }).Probes([]);

        Assert.All(probes, probe => Assert.Equal("pbx.example.com", probe.Host));
        Assert.Equal(Pbx6.ToString(), Find(probes, Protocol.Tcp, "5222", Pbx6).Remote);
    }

    [Fact]
    public void A_group_whose_members_only_the_cloud_knows_is_told()
    {
        var policy = TestPolicy.Of(TestPolicy.Service("sip", TestPolicy.Inbound(Protocol.Udp, "5060")), "phones", "sg-0123456789abcdef0");

        var probe = Assert.Single(new OutsidePlan(policy, Choice() with { Targets = [Pbx4] }).Probes([Address.Parse("11.9.9.9")]));

        Assert.Contains("sg-0123456789abcdef0", probe.Known!.Detail, StringComparison.Ordinal);
        Assert.True(probe.Known.IsByNature);
    }

    [Fact]
    public void Without_a_listener_the_PBX_is_asked_in_its_protocols_and_media_needs_one()
    {
        var probes = new OutsidePlan(Policy, Choice() with { HasListener = false }).Probes([Address.Parse("198.51.100.7")]);

        Assert.Equal(ProbeMethod.Https, Find(probes, Protocol.Tcp, "443", Pbx4).Method);
        Assert.Equal(ProbeMethod.Xmpp, Find(probes, Protocol.Tcp, "5222", Pbx4).Method);
        Assert.Equal(ProbeMethod.Sip, Find(probes, Protocol.Udp, "5060", Pbx4).Method);
        Assert.Contains("needs a listener", Find(probes, Protocol.Udp, "10000-20000", Pbx4).Known!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void The_listener_opens_what_is_tried_and_nothing_else()
    {
        var plan = Plan();
        var ports = plan.ListenedPorts.ToHashSet();
        var everyone = plan.Rows.SelectMany(
            row => PortSamples.Of(row.Ports).Select(port => new ListenedPort(row.Requirement.Protocol, port)));

        Assert.Equal(everyone.ToHashSet(), ports);
        Assert.Contains(new ListenedPort(Protocol.Udp, 20_000), ports);
        Assert.True(ports.Count < 40);
    }

    [Fact]
    public void Services_restrict_what_is_tried_and_opened()
    {
        var plan = new OutsidePlan(Policy, Choice() with { Services = ["rtp-media"] });

        Assert.Equal(2, plan.Probes([]).Length);
        Assert.Equal(ProbeCost.SoundSamples, plan.ListenedPorts.Count());
    }

    private static OutsidePlan Plan() => new(Policy, Choice());

    private static OutsideChoice Choice() => new() { Targets = [Pbx4, Pbx6], HasListener = true };

    private static Probe Find(IEnumerable<Probe> probes, Protocol protocol, string ports, Address target) => probes
        .Where(probe => probe.Protocol == protocol && probe.Ports == PortRange.Parse(ports) && probe.Address == target)
        .OrderBy(probe => probe.Known is null ? 0 : probe.Known.IsByNature ? 1 : 2)
        .First();
}
