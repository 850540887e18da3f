using Starface.Policy.Expectations;
using Starface.Policy.Flows;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Expectations;

public sealed class FlowPatternTests
{
    private static readonly TestPolicy Policy = new(
        Define(
            (Service("web", Inbound(Protocol.Tcp, "443")), "administrators"),
            (Service("license", Outbound(Protocol.Tcp, "443") with { Host = "license.example.com" }), null),
            (Service("update", Outbound(Protocol.Tcp, "80") with { Host = "update.example.com" }), null)),
        new PolicyArguments(Peers(("administrators", ["192.0.2.0/24", "2001:db8::/48", "sg-0123456789abcdef0"])))
        {
            Hosts = PolicyHosts("license.example.com", "198.51.100.7/32", "198.51.100.8/32"),
        });

    [Theory]
    [InlineData("inbound tcp 5061 from 203.0.113.7", "inbound tcp 203.0.113.7/32 5061")]
    [InlineData("INBOUND TCP 5061-5063 FROM 203.0.113.0/24", "inbound tcp 203.0.113.0/24 5061-5063")]
    [InlineData("  outbound\tudp 53   to 2001:db8::53 ", "outbound udp 2001:db8::53/128 53")]
    [InlineData("inbound tcp from 203.0.113.0-203.0.113.9", "inbound tcp 203.0.113.0-203.0.113.9 0-65535")]
    [InlineData("inbound all from any-v4", "inbound all any-v4")]
    [InlineData("inbound esp from 192.0.2.1", "inbound esp 192.0.2.1/32")]
    [InlineData("inbound icmp 8/0 from 192.0.2.1", "inbound icmp 192.0.2.1/32 type 8 code 0")]
    [InlineData("inbound icmp 8 from 192.0.2.1", "inbound icmp 192.0.2.1/32 type 8")]
    [InlineData("inbound icmp 3/4 from 192.0.2.1", "inbound icmp 192.0.2.1/32 type 3 code 4")]
    [InlineData("inbound icmp type 8 from 192.0.2.1", "inbound icmp 192.0.2.1/32 type 8")]
    [InlineData("inbound icmp from 192.0.2.1", "inbound icmp 192.0.2.1/32 type all")]
    [InlineData("inbound tcp 22 from sg-0123456789abcdef0", "inbound tcp group:sg-0123456789abcdef0 22")]
    [InlineData("outbound tcp 443 to tag:storage", "outbound tcp group:Storage 443")]
    [InlineData("inbound tcp 203.0.113.0/24 5061", "inbound tcp 203.0.113.0/24 5061")]
    [InlineData("inbound udp any-v6 10000-20000", "inbound udp any-v6 10000-20000")]
    [InlineData("inbound tcp 443 from Administrators", "inbound tcp 192.0.2.0/24 443; inbound tcp 2001:db8::/48 443; "
        + "inbound tcp group:sg-0123456789abcdef0 443")]
    [InlineData("inbound icmp from administrators", "inbound icmp 192.0.2.0/24 type all; inbound icmp group:sg-0123456789abcdef0 type all")]
    [InlineData("inbound tcp 443 from anywhere", "inbound tcp any-v4 443; inbound tcp any-v6 443")]
    [InlineData("outbound tcp 443 to LICENSE.example.com.", "outbound tcp 198.51.100.7/32 443; outbound tcp 198.51.100.8/32 443")]
    [InlineData("outbound tcp 80 to update.example.com", "outbound tcp group:update.example.com 80")]
    public void A_flow_is_read_with_what_its_names_mean_for_the_instance(string text, string flows)
    {
        Assert.True(FlowPattern.TryParse(text, out var pattern, out var problem), problem?.Describe());

        var tested = pattern.Resolve(Policy, null, out var unknown);

        Assert.Null(unknown);
        Assert.Equal(FlowSet.From(flows.Split("; ").Select(FlowRange.Parse)), tested!.All);
        Assert.True(FlowPattern.TryParse(tested.Words, out var again, out _), tested.Words);
        Assert.Equal(tested.All, again.Resolve(Policy, null, out _)!.All);
    }

    [Theory]
    [InlineData("", "The flow is empty; write a flow such as 'inbound tcp 5061 from 203.0.113.7'.")]
    [InlineData("tcp 22 from 192.0.2.1", "begins with 'tcp'; begin with inbound or outbound")]
    [InlineData("inbound", "does not say from whom; write 'inbound PROTOCOL PORT from REMOTE'")]
    [InlineData("outbound tcp 443", "does not say to whom; write 'outbound PROTOCOL PORT to REMOTE'")]
    [InlineData("inbound tcp 22 to 192.0.2.1", "has 'to' after inbound, but the other end is the instance; write 'from', or outbound.")]
    [InlineData("inbound tcp 22 from 192.0.2.1 to 192.0.2.2", "has 'to' after the remote side; write each flow by itself.")]
    [InlineData("inbound tcp 22 from", "ends with 'from'; write from whom.")]
    [InlineData("inbound from 192.0.2.1", "has no protocol")]
    [InlineData("inbound tpc 22 from 192.0.2.1", "'tpc' is not a protocol")]
    [InlineData("inbound tcp 22 23 from 192.0.2.1", "has several ports: '22 23'; write one port or range.")]
    [InlineData("inbound tcp 22,23 from 192.0.2.1", "'22,23'")]
    [InlineData("inbound tcp 0 from 192.0.2.1", "'0' has no valid port")]
    [InlineData("inbound tcp 70000 from 192.0.2.1", "'70000'")]
    [InlineData("inbound esp 22 from 192.0.2.1", "has '22' after 'esp', which has no ports; remove it.")]
    [InlineData("inbound icmp 300 from 192.0.2.1", "'300' is not a valid icmp message")]
    [InlineData("inbound icmp type x from 192.0.2.1", "'type x' is not a valid icmp message")]
    [InlineData("inbound icmp 8 from 2001:db8::1", "is about icmp, which has no IPv6 addresses; write icmpv6.")]
    [InlineData("inbound icmpv6 from any-v4", "is about icmpv6, which has no IPv4 addresses; write icmp.")]
    [InlineData("inbound tcp 22 from 192.0.2.1/24", "write '192.0.2.0/24' for the network or '192.0.2.1/32' for the one address.")]
    [InlineData("inbound tcp 22 from 192.0.2.300", "'192.0.2.300' has the octet '300'")]
    [InlineData("inbound tcp 22 from sg-1", "'sg-1'")]
    [InlineData("inbound tcp 22 from 0.0.0.0", "0.0.0.0/0")]
    [InlineData("inbound tcp 22 from ::", "::/0")]
    [InlineData("inbound tcp 22 from ::ffff:203.0.113.0/120", "203.0.113.0/24")]
    [InlineData("inbound tcp 22 from ::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("inbound tcp 22 from ftp_server.example.com", "neither an address nor the name of a host")]
    public void What_is_not_a_flow_is_told_what_to_write(string text, string expected)
    {
        Assert.False(FlowPattern.TryParse(text, out _, out var problem));
        Assert.Contains(expected, problem.Describe(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inbound tcp 443 from administrator", "Policy 'test' has no peer group 'administrator'; did you mean 'administrators'?")]
    [InlineData("inbound tcp 443 from phones", "has no peer group 'phones'; use one of: administrators, anywhere.")]
    [InlineData("outbound tcp 443 to licence.example.com", "No service connects to a host 'licence.example.com'; did you mean")]
    public void A_name_that_the_policy_does_not_have_is_refused_with_the_nearest(string text, string expected)
    {
        Assert.True(FlowPattern.TryParse(text, out var pattern, out _));

        Assert.Null(pattern.Resolve(Policy, null, out var problem));

        Assert.Contains(expected, problem!.Describe(), StringComparison.Ordinal);
    }
}
