using Starface.Policy.Flows;

namespace Starface.Policy.Comparison;

/// <summary>What people notice when a service's flows are blocked.</summary>
internal static class Impact
{
    /// <summary>The narrowest range of ports that is taken for media: signalling and web services use single ports.</summary>
    private const int MediaPorts = 50;

    /// <summary>What breaks, in words.</summary>
    /// <param name="origin">The service, and whom it is open to.</param>
    /// <param name="range">The blocked flows.</param>
    public static string Of(Origin origin, FlowRange range)
    {
        var inbound = range.Direction == Direction.Inbound;
        return origin.Service switch
        {
            "rtp-media" => Media(inbound),
            "starface-connect" when range.Ports.Count >= MediaPorts => Media(inbound),
            "starface-connect" => inbound
                ? "calls through STARFACE Connect do not arrive"
                : "the STARFACE Connect trunk cannot register, outgoing calls fail",
            "sip" or "sip-tls" or "sip-kamailio" => Signalling(origin.PeerGroup, inbound),
            "stun" => "devices behind NAT learn a wrong address: one-way audio",
            "apps" => range.Ports.Contains(5222) ? "chat and presence in the apps fail" : "the desktop and mobile apps cannot sign in",
            "web-interface" => $"{Whose(origin.PeerGroup)} cannot open the web interface",
            "provisioning" => "phones cannot fetch their configuration",
            "dns" => "the PBX cannot resolve names: trunks, licence and updates fail",
            "ntp" => "the PBX's clock drifts: certificates and call records go wrong",
            "ldap" or "ldaps" or "active-directory" => "the address book and sign-in against the directory fail",
            "pbx-network" => "calls and presence between the linked PBXs fail",
            "license-server" => "the licence cannot be checked: the PBX falls back to its basic features in time",
            "updates" => "the PBX cannot fetch updates",
            "ip-lookup" => "the PBX cannot learn its public address",
            "provider-portal" => "the trunk's provider portal cannot be reached",
            "mobile-push" => "mobile apps are not woken for calls",
            "yealink-phones" => "Yealink phones cannot reach the manufacturer's management",
            var service =>
                inbound ? $"{Whose(origin.PeerGroup)} cannot reach {service}" : $"the instance cannot reach the far end of {service}",
        };
    }

    private static string Media(bool inbound) => inbound
        ? "one-way audio: the far end is not heard"
        : "one-way audio: the far end hears nothing";

    private static string Signalling(string? group, bool inbound) => (group, inbound) switch
    {
        ("phones", true) => "phones cannot register",
        ("phones", false) => "calls do not reach the phones",
        ("app-users" or "users", true) => "apps cannot register",
        ("sip-providers", true) => "calls from the provider do not arrive",
        ("sip-providers", false) => "the trunk cannot register, outgoing calls fail",
        (_, true) => "phones cannot register, calls from these networks do not arrive",
        (_, false) => "outgoing calls to these networks fail",
    };

    private static string Whose(string? group) => group is null or PeerGroupId.Anywhere ? "people" : group.Replace('-', ' ');
}
