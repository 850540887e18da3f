using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Planning;
using Starface.Policy.Tests;

namespace Starface.Drift.Tests;

/// <summary>Plans that tests compare clouds with.</summary>
internal static class Plans
{
    public const string Phones = "203.0.113.0/24";
    public const string Provider = "198.51.100.0/25";
    public const string Administrators = "192.0.2.0/28";

    /// <summary>
    /// A small PBX: SIP for phones, media from anywhere, the provider's trunk, web for administrators, ping, and the licence server.
    /// </summary>
    public static Plan Pbx(CloudTarget cloud, string name = "customer-01", string phones = Phones, string administrators = Administrators)
    {
        var policy = new TestPolicy(
            TestPolicy.Define(
                (
                    TestPolicy.Service(
                        "sip", TestPolicy.Inbound(Protocol.Udp, "5060", "row 5060"), TestPolicy.Inbound(Protocol.Tcp, "5060", "row 5060")),
                    "phones"),
                (
                    TestPolicy.Service(
                        "rtp-media",
                        TestPolicy.Inbound(Protocol.Udp, "10000-20000", "row RTP"),
                        TestPolicy.Outbound(Protocol.Udp, "1025-65535", "row RTP")),
                    PeerGroupId.Anywhere),
                (TestPolicy.Service("sip-kamailio", TestPolicy.Inbound(Protocol.Tcp, "5062-5063", "row 5062")), "sip-providers"),
                (TestPolicy.Service("web-interface", TestPolicy.Inbound(Protocol.Tcp, "443", "row 443")), "administrators"),
                (TestPolicy.Service("license-server", TestPolicy.Outbound(Protocol.Tcp, "443", "Serveradressen")), PeerGroupId.Anywhere)),
            TestPolicy.Peers(
                ("phones", [phones, "2001:db8:10::/48"]), ("sip-providers", [Provider]), ("administrators", [administrators])));
        return cloud.Plan(new PlanRequest(name, policy) { ResourceGroupName = "rg" });
    }

    /// <summary>The policy of a plan, with a scenario that it supports and one flow of which it does not permit.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="text">The texts of the scenario.</param>
    public static PolicyCatalog CatalogWithScenario(Plan plan, string text = "Nobody calls")
    {
        var definition = plan.Policy.Definition;
        var sip = definition.Services.Single(service => service.Id == "sip");
        var other = TestPolicy.Service("other", TestPolicy.Inbound(Protocol.Tcp, "9", "row 9"));
        var scenario = new ScenarioDefinition(
            "scenario",
            text,
            [
                new(sip, Direction.Inbound, Protocol.Udp, null, text) { PeerGroups = ["phones"] },
                new(other, Direction.Inbound, Protocol.Tcp, null, text) { PeerGroups = ["phones"] },
            ]);
        var policy = new PolicyDefinition(definition.Id, definition.Title, null, definition.Allowances) { Supports = [scenario] };
        return new PolicyCatalog(definition.Services, TestPolicy.Catalog(policy).Policies, [scenario]);
    }
}
