using Starface.Policy.Rules;

namespace Starface.Policy.Review;

/// <summary>Finds allowances that open a service to everyone, and placeholder reasons.</summary>
internal static class ExposureReview
{
    /// <summary>Ports by which machines are administered (IANA service names and port numbers). Attackers who find one open try passwords.</summary>
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
                yield return Problem.Warning(
                    FindingIds.NoReason,
                    $"The reason '{because}' for {RequirementText.Of(allowance)} says nothing",
                    "write in a sentence who needs this access and what protects it, or remove Because")
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
        if (Hit(open, FraudPorts) is { } fraud)
        {
            return Problem.Warning(
                FindingIds.TollFraud,
                $"Service '{service.Id}' opens {fraud.Ports} ({fraud.Name}) to everyone on the Internet, which invites calls at your expense",
                "allow it to a named peer group, or say with Because what protects it");
        }

        if (Hit(open, ManagementPorts) is { } management)
        {
            return Problem.Warning(
                FindingIds.ManagementFromAnywhere,
                $"Service '{service.Id}' opens {management.Ports} ({management.Name}) to everyone on the Internet",
                "allow it to the networks that administer, or say with Because what protects it");
        }

        return open.Find(requirement => requirement.Unencrypted) is not { } plain
            ? null
            : Problem.Warning(
                FindingIds.UnencryptedFromAnywhere,
                $"Service '{service.Id}' opens {RequirementText.Of(plain)}, which is unencrypted, to everyone on the Internet",
                "allow it to a named peer group, or say with Because why it may be read on the way");
    }

    private static (string Ports, string Name)? Hit(List<Requirement> open, (Protocol Protocol, int Port, string Name)[] ports)
    {
        foreach (var (protocol, port, name) in ports)
            if (open.Exists(requirement => requirement.Protocol == protocol && requirement.Ports.From <= port && port <= requirement.Ports.To))
                return (FormattableString.Invariant($"{RuleText.Of(protocol)} {port}"), name);
        return null;
    }
}
