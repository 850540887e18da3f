using Microsoft.CodeAnalysis;
using Starface.Generators.Diagnostics;
using Starface.Policy;
using Starface.Policy.Flows;
using Starface.Policy.Problems;

namespace Starface.Generators.Validation;

/// <summary>Checks protocol and ports of a requirement.</summary>
internal static class PortChecks
{
    /// <summary>Reads the ports; null when they are invalid.</summary>
    /// <param name="attribute">The attribute of the requirement.</param>
    /// <param name="protocol">The protocol; may be any number.</param>
    /// <param name="from">The first port, or null.</param>
    /// <param name="to">The last port, or null.</param>
    /// <param name="text">The ports as text, or null.</param>
    /// <param name="icmpType">The ICMP type; -1 is every type.</param>
    /// <param name="icmpCode">The ICMP code; -1 is every code.</param>
    /// <param name="problems">Receives the problem.</param>
    public static PortRange? Read(
        AttributeData attribute,
        Protocol protocol,
        int? from,
        int? to,
        string? text,
        int icmpType,
        int icmpCode,
        ICollection<DeclarationProblem> problems)
    {
        if (RequirementPorts.TryRead(protocol, from, to, text, icmpType, icmpCode, out var ports, out var problem)) return ports;
        var argument = problem.DeclarationPlace!.Part switch
        {
            DeclarationPart.Protocol => "protocol",
            DeclarationPart.FromPort => to is null ? "port" : "fromPort",
            DeclarationPart.ToPort => "toPort",
            DeclarationPart.IcmpType => "IcmpType",
            DeclarationPart.IcmpCode => "IcmpCode",
            _ => "Ports",
        };
        problems.Add(new(problem.Id, attribute, ArgumentPlace.For(argument), problem.Text)
        {
            Suggestion = problem.Id == ProblemIds.MalformedPortText ? PortSuggestions.For(text!, lowest: 1) : problem.Replacement,
        });
        return null;
    }
}
