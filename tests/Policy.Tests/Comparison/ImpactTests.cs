using Starface.Policy.Comparison;
using Starface.Policy.Flows;

namespace Starface.Policy.Tests.Comparison;

public sealed class ImpactTests
{
    private const string In = "inbound udp 192.0.2.0/24 5060";
    private const string Out = "outbound udp 192.0.2.0/24 5060";

    [Theory]
    [InlineData("rtp-media", null, In, "one-way audio: the far end is not heard")]
    [InlineData("rtp-media", null, Out, "one-way audio: the far end hears nothing")]
    [InlineData("starface-connect", null, "inbound udp 192.0.2.0/24 10000-10049", "one-way audio: the far end is not heard")]
    [InlineData("starface-connect", null, "outbound udp 192.0.2.0/24 10000-10049", "one-way audio: the far end hears nothing")]
    [InlineData("starface-connect", null, "inbound udp 192.0.2.0/24 10000-10048", "calls through STARFACE Connect do not arrive")]
    [InlineData("starface-connect", null, Out, "the STARFACE Connect trunk cannot register, outgoing calls fail")]
    [InlineData("sip", "phones", In, "phones cannot register")]
    [InlineData("sip-tls", "phones", Out, "calls do not reach the phones")]
    [InlineData("sip", "app-users", In, "apps cannot register")]
    [InlineData("sip", "users", In, "apps cannot register")]
    [InlineData("sip-kamailio", "sip-providers", In, "calls from the provider do not arrive")]
    [InlineData("sip", "sip-providers", Out, "the trunk cannot register, outgoing calls fail")]
    [InlineData("sip", "branches", In, "phones cannot register, calls from these networks do not arrive")]
    [InlineData("sip", "branches", Out, "outgoing calls to these networks fail")]
    [InlineData("sip", "users", Out, "outgoing calls to these networks fail")]
    [InlineData("stun", null, In, "devices behind NAT learn a wrong address: one-way audio")]
    [InlineData("apps", "anywhere", "inbound tcp 0.0.0.0/0 5222", "chat and presence in the apps fail")]
    [InlineData("apps", "anywhere", "inbound tcp 0.0.0.0/0 443", "the desktop and mobile apps cannot sign in")]
    [InlineData("web-interface", "administrators", In, "administrators cannot open the web interface")]
    [InlineData("web-interface", "branch-offices", In, "branch offices cannot open the web interface")]
    [InlineData("web-interface", "anywhere", In, "people cannot open the web interface")]
    [InlineData("web-interface", null, In, "people cannot open the web interface")]
    [InlineData("provisioning", "phones", In, "phones cannot fetch their configuration")]
    [InlineData("dns", null, Out, "the PBX cannot resolve names: trunks, licence and updates fail")]
    [InlineData("ntp", null, Out, "the PBX's clock drifts: certificates and call records go wrong")]
    [InlineData("ldap", null, Out, "the address book and sign-in against the directory fail")]
    [InlineData("ldaps", null, Out, "the address book and sign-in against the directory fail")]
    [InlineData("active-directory", null, Out, "the address book and sign-in against the directory fail")]
    [InlineData("pbx-network", null, Out, "calls and presence between the linked PBXs fail")]
    [InlineData("license-server", null, Out, "the licence cannot be checked: the PBX falls back to its basic features in time")]
    [InlineData("updates", null, Out, "the PBX cannot fetch updates")]
    [InlineData("ip-lookup", null, Out, "the PBX cannot learn its public address")]
    [InlineData("provider-portal", null, Out, "the trunk's provider portal cannot be reached")]
    [InlineData("mobile-push", null, Out, "mobile apps are not woken for calls")]
    [InlineData("yealink-phones", null, Out, "Yealink phones cannot reach the manufacturer's management")]
    [InlineData("door-phone", "concierge-desks", In, "concierge desks cannot reach door-phone")]
    [InlineData("door-phone", "concierge-desks", Out, "the instance cannot reach the far end of door-phone")]
    public void What_breaks_without_a_flow_is_said_in_the_words_of_its_service(string service, string? group, string flow, string impact) =>
        Assert.Equal(impact, Impact.Of(new Origin(service, "row") { PeerGroup = group }, FlowRange.Parse(flow)));
}
