using Starface.Policy.Flows;
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

    /// <summary>
    /// The ports of a service that strangers abuse or read along with, the worst first: those of toll fraud, of administration, and those
    /// without encryption.
    /// </summary>
    /// <param name="service">The service.</param>
    /// <param name="requirements">The requirements that count.</param>
    /// <param name="arguments">The arguments of an instance, whose settings move ports, or null.</param>
    public static IEnumerable<SensitivePort> FindSensitive(
        ServiceDefinition service, IEnumerable<Requirement> requirements, PolicyArguments? arguments = null)
    {
        var inbound = requirements.Where(requirement => requirement.Direction == Direction.Inbound && requirement.NeedsPeers).ToList();
        if (inbound.Count == 0) return [];
        return Hits(ProblemIds.TollFraud, inbound, FraudPorts)
            .Concat(Hits(ProblemIds.ManagementFromAnywhere, inbound, ManagementPorts))
            .Concat(inbound
                .Where(requirement => requirement.Unencrypted)
                .Select(plain => new SensitivePort(
                    service.Id, ProblemIds.UnencryptedFromAnywhere, plain, RequirementText.Describe(plain, PortsOf(plain)))));

        IEnumerable<SensitivePort> Hits(
            string id, List<Requirement> rows, (Protocol Protocol, int Port, string Name)[] ports)
        {
            foreach (var known in ports)
            {
                foreach (var row in rows)
                {
                    var isDeclared = row.Ports.Contains(known.Port);
                    var isOpen = PortsOf(row).Contains(known.Port);
                    if (row.Protocol != known.Protocol || !(isDeclared || isOpen)) continue;
                    var open = isOpen ? new PortRange(known.Port) : PortsOf(row);
                    yield return new SensitivePort(service.Id, id, row, $"{RuleText.Describe(known.Protocol)} {open} ({known.Name})")
                    {
                        IsMoved = !isDeclared,
                    };
                }
            }
        }

        PortRange PortsOf(Requirement row) => arguments?.PortsOf(row) ?? row.Ports;
    }

    /// <summary>The worst of what is wrong when a service is open to everyone.</summary>
    private static Problem? Exposed(ServiceDefinition service) =>
        FindSensitive(service, service.Requirements).FirstOrDefault() is { } worst
            ? ProblemTable.Create(
                worst.Id, $"Service '{service.Id}'", worst.Words, "anyone on the Internet", worst.Id switch
                {
                    ProblemIds.TollFraud => "allow it to a named peer group, or explain in Because what protects it",
                    ProblemIds.ManagementFromAnywhere =>
                        "allow it only to the administrators' networks, or explain in Because what protects it",
                    _ => "allow it to a named peer group, or explain in Because why unencrypted traffic is acceptable",
                })
            : null;
}
