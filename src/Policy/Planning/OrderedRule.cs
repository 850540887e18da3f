using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Planning;

/// <summary>One rule of a network security group, with its fields read into flows' own terms.</summary>
/// <param name="Name">The rule's name.</param>
/// <param name="Direction">Inbound or outbound.</param>
/// <param name="Priority">The lower is looked at first: 100 to 4096, 65000 and above for Azure's default rules.</param>
/// <param name="Allow">Whether it allows or denies.</param>
/// <param name="Matches">What it matches.</param>
internal sealed record OrderedRule(string Name, Direction Direction, int Priority, bool Allow, ImmutableArray<FlowRange> Matches);
