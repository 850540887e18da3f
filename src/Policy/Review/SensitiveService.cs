using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;

namespace Starface.Policy.Review;

/// <summary>A service with ports that are not for everyone, and where an instance has these ports.</summary>
/// <param name="Id">The service's id.</param>
/// <param name="Ports">The inbound ports, in order.</param>
internal sealed record SensitiveService(string Id, ImmutableArray<(Protocol Protocol, PortRange Ports)> Ports)
{
    /// <summary>The services of a policy that have such ports, in ordinal order.</summary>
    /// <param name="policy">The policy, made for an instance.</param>
    public static ImmutableArray<SensitiveService> Of(FirewallPolicy policy) =>
    [
        .. from service in policy.Definition.Services
           let rows = service.Requirements.Where(requirement => requirement.AppliesTo(policy.PbxVersion))
           let found = ExposureReview.FindSensitive(service, rows, policy.Arguments).ToList()
           where found.Count > 0
           let ports = found
               .Select(port => (port.Requirement.Protocol, Ports: policy.Arguments.PortsOf(port.Requirement)))
               .Distinct()
               .OrderBy(port => port.Protocol)
               .ThenBy(port => port.Ports)
           select new SensitiveService(service.Id, [.. ports]),
    ];

    /// <summary>How many public addresses reach any of the ports, by whichever rule.</summary>
    /// <param name="flows">What is permitted.</param>
    public PublicReach ReachIn(FlowSet flows) => PublicReach.Of(
        Ports.Aggregate(PrefixSet.Empty, (sum, port) => sum.Union(flows.Addresses(Direction.Inbound, port.Protocol, port.Ports))),
        flows.Groups(Direction.Inbound).Where(name => Ports.Any(port => flows.Contains(
            new FlowRange(Direction.Inbound, port.Protocol, RemoteScope.OfGroup(name), port.Ports)))));
}
