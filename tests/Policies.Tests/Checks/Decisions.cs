using System.Collections.Immutable;
using static Starface.Policy.Direction;

namespace Starface.Policies.Tests.Checks;

/// <summary>
/// What the vendor's text leaves open and the design decided: the service of each row, and who connects. Ports, protocols, hosts,
/// addresses, versions and TLS are not here; they come from the text.
/// </summary>
internal static class Decisions
{
    /// <summary>The rows of the port table. A row of two services is listed twice.</summary>
    public static readonly ImmutableArray<PortDecision> PortTable =
    [
        new(53, "DNS", "dns", Outbound),
        new(80, "Weboberfläche", "web-interface", Inbound),
        new(123, "NTP-Server", "ntp", Outbound),
        new(389, "Adressbuch", "ldap", Outbound) { Setting = "LdapPort" },
        new(443, "Weboberfläche", "web-interface", Inbound),
        new(443, "Mobile Apps", "apps", Inbound),
        new(636, "Adressbuch", "ldaps", Outbound) { Setting = "LdapsPort" },
        new(1902, "Active Directory", "active-directory", Outbound) { Setting = "AdPort" },
        new(3090, "Anlagenverbund", "pbx-network", Inbound, Outbound),
        new(3478, "STUN", "stun", Inbound, Outbound),
        new(5060, "SIP", "sip", Inbound, Outbound) { Unencrypted = true },
        new(5061, "Desktop Apps", "apps", Inbound),
        new(5061, "SIP-Providern", "sip-tls", Inbound, Outbound),
        new(5062, "Kamailio", "sip-kamailio", Inbound, Outbound) { Unencrypted = true },
        new(5063, "Kamailio", "sip-kamailio", Inbound, Outbound),
        new(5222, "Mobile Apps", "apps", Inbound),
        new(10000, "eingehende RTP", "rtp-media", Inbound),
        new(1025, "ausgehende RTP", "rtp-media", Outbound),
        new(50080, "Autoprovisioning", "provisioning", Inbound),
        new(50081, "Autoprovisioning", "provisioning", Inbound),
    ];

    /// <summary>The services of the server addresses, all of which the PBX itself connects to.</summary>
    public static readonly ImmutableDictionary<string, string> ServerAddresses = new Dictionary<string, string>
    {
        ["iplookup.starface.com"] = "ip-lookup",
        ["license.starface.de"] = "license-server",
        ["update.starface.de"] = "updates",
        ["starface-cdn.de"] = "updates",
        ["www.starface-cdn.de"] = "updates",
        ["siptrunk.de"] = "provider-portal",
        ["stun.starface.com"] = "stun",
        ["stun.teamfon.com"] = "stun",
    }.ToImmutableDictionary();
}
