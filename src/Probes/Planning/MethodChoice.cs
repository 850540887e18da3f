using Starface.Policy;

namespace Starface.Probes.Planning;

/// <summary>Which protocol a row speaks, by its service, its port and what the catalogue says of it.</summary>
internal static class MethodChoice
{
    /// <summary>The most ports of a row that are tried one by one; a wider range is that of media.</summary>
    public const int MostPorts = 4;

    /// <summary>What is said to a port of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="port">The port.</param>
    public static ProbeMethod For(ProbeRow row, int port)
    {
        var requirement = row.Requirement;
        var isMoved = row.Ports != requirement.Ports;

        // A service that was moved speaks its protocol elsewhere; where the operator chooses the protocol, the new port says which it is.
        var known = isMoved && requirement.Basis != Basis.Operator && requirement.Ports.Count == 1 ? requirement.Ports.From : port;
        return requirement.Protocol == Protocol.Udp ? ForUdp(known) : ForTcp(known, requirement);
    }

    private static ProbeMethod ForUdp(int port) => port switch
    {
        53 => ProbeMethod.Dns,
        123 => ProbeMethod.Ntp,
        3478 => ProbeMethod.Stun,
        5060 or 5062 => ProbeMethod.Sip,
        _ => ProbeMethod.Datagram,
    };

    private static ProbeMethod ForTcp(int port, Requirement requirement) => port switch
    {
        22 => ProbeMethod.Ssh,
        25 or 587 => ProbeMethod.Smtp,
        465 => ProbeMethod.Smtps,
        53 => ProbeMethod.Dns,
        80 or 50_080 => ProbeMethod.Http,
        389 => ProbeMethod.Ldap,
        443 or 8383 or 50_081 => ProbeMethod.Https,
        636 => ProbeMethod.Ldaps,
        5060 or 5062 => ProbeMethod.Sip,
        5061 or 5063 => ProbeMethod.SipTls,
        5222 => ProbeMethod.Xmpp,
        _ => requirement.MinimumTls != Tls.Unspecified ? ProbeMethod.Tls : ProbeMethod.Connect,
    };
}
