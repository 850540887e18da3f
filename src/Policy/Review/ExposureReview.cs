using Starface.Policy.Problems;

namespace Starface.Policy.Review;

/// <summary>Finds allowances that open a service to everyone, and placeholder reasons.</summary>
internal static class ExposureReview
{
    /// <summary>
    /// Ports by which machines are administered (IANA service names and port numbers). Attackers who find one open try passwords.
    /// </summary>
    private static readonly (Protocol Protocol, int Port, string Name)[] ManagementPorts =
    [
        (Protocol.Tcp, 22, "SSH"),
        (Protocol.Tcp, 23, "Telnet"),
        (Protocol.Udp, 161, "SNMP"),
        (Protocol.Tcp, 3306, "MySQL"),
        (Protocol.Tcp, 3389, "RDP"),
        (Protocol.Tcp, 5038, "the Asterisk Manager Interface"),
        (Protocol.Tcp, 5432, "PostgreSQL"),
        (Protocol.Tcp, 5900, "VNC"),
        (Protocol.Tcp, 5985, "WinRM"),
        (Protocol.Tcp, 5986, "WinRM"),
    ];

    /// <summary>Ports that toll fraudsters look for: plain SIP, and the configuration with the passwords of phones.</summary>
    private static readonly (Protocol Protocol, int Port, string Name)[] FraudPorts =
    [
        (Protocol.Udp, 5060, "SIP"),
        (Protocol.Tcp, 5060, "SIP"),
        (Protocol.Tcp, 50080, "phone provisioning"),
        (Protocol.Tcp, 50081, "phone provisioning"),
    ];

    /// <summary>The problems of an allowance.</summary>
    public static IEnumerable<Problem> Review(Allowance allowance, int index)
    {
        if (allowance.Because is { } because)
        {
            if (ReasonText.IsPlaceholder(because))
            {
                yield return ProblemTable.Create(ProblemIds.NoReason, because, RequirementText.Describe(allowance))
                    .At(index, DeclarationPart.Because);
            }

            yield break;
        }

        if (allowance.PeerGroup == PeerGroupId.Anywhere && Exposed(allowance.Service) is { } problem)
            yield return problem.At(index, DeclarationPart.PeerGroup);
    }

    /// <summary>The worst of what is wrong when a service is open to everyone.</summary>
    private static Problem? Exposed(ServiceDefinition service)
    {
        var open = service.Requirements.Where(requirement => requirement.Direction == Direction.Inbound && requirement.NeedsPeers).ToList();
        if (Hit(open, FraudPorts) is { } fraud) return ProblemTable.Create(ProblemIds.TollFraud, service.Id, fraud.Ports, fraud.Name);
        if (Hit(open, ManagementPorts) is { } management)
            return ProblemTable.Create(ProblemIds.ManagementFromAnywhere, service.Id, management.Ports, management.Name);
        return open.Find(requirement => requirement.Unencrypted) is not { } plain
            ? null
            : ProblemTable.Create(ProblemIds.UnencryptedFromAnywhere, service.Id, RequirementText.Describe(plain));
    }

    private static (string Ports, string Name)? Hit(List<Requirement> open, (Protocol Protocol, int Port, string Name)[] ports)
    {
        foreach (var (protocol, port, name) in ports)
            if (open.Exists(requirement => requirement.Protocol == protocol && requirement.Ports.Contains(port)))
                return (FormattableString.Invariant($"{RuleText.Describe(protocol)} {port}"), name);
        return null;
    }
}
