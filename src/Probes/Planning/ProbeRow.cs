using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Probes.Planning;

/// <summary>A row of the policy as the instance has it.</summary>
/// <param name="Service">The service's id.</param>
/// <param name="Requirement">The row.</param>
/// <param name="Ports">The ports, where the instance's settings move them to.</param>
/// <param name="PeerGroup">The peer group it is open to, or null where the row names its remote side.</param>
internal sealed record ProbeRow(string Service, Requirement Requirement, PortRange Ports, string? PeerGroup);
