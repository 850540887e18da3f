using Starface.Generators.Parsing;
using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Generators.Checks;

/// <summary>Checks protocol and ports of a requirement.</summary>
internal static class PortChecks
{
    /// <summary>Reads the ports, or adds the mistake.</summary>
    /// <param name="arguments">The requirement.</param>
    /// <param name="mistakes">Takes the mistake.</param>
    public static PortRange? Read(in RequirementArguments arguments, ICollection<Mistake> mistakes)
    {
        if (RequirementPorts.TryRead(arguments.Protocol, arguments.From, arguments.To, arguments.Text, arguments.IcmpType, arguments.IcmpCode, out var ports, out var problem)) return ports;
        var descriptor = problem.Kind switch
        {
            PortProblemKind.OutOfRange => Descriptors.PortOutOfRange,
            PortProblemKind.Inverted => Descriptors.InvertedPortRange,
            PortProblemKind.Malformed => Descriptors.MalformedPortText,
            PortProblemKind.GivenTwice => Descriptors.PortsGivenTwice,
            PortProblemKind.UnknownProtocol => Descriptors.UnknownProtocol,
            _ => Descriptors.PortsDoNotFitProtocol,
        };
        var place = problem.Argument switch
        {
            PortArgument.Protocol => "protocol",
            PortArgument.From => arguments.To is null ? "port" : "fromPort",
            PortArgument.To => "toPort",
            PortArgument.IcmpType => "IcmpType",
            PortArgument.IcmpCode => "IcmpCode",
            _ => "Ports",
        };
        var mend = problem.Kind == PortProblemKind.Malformed ? PortText.Mend(arguments.Text!, arguments.Protocol is Protocol.Tcp or Protocol.Udp ? 1 : 0) : null;
        mistakes.Add(new(descriptor, arguments.Attribute, Place.Of(place), problem.Reason) { Mend = mend });
        return null;
    }
}
