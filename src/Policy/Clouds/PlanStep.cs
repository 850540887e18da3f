using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Policy.Planning;

namespace Starface.Policy.Clouds;

/// <summary>What an update can reach at once on the way to a plan that it cannot reach in one step.</summary>
/// <param name="Resources">The resources: the plan's, without the rules that have no room or no effect yet.</param>
/// <param name="Flows">What they permit.</param>
internal sealed record PlanStep(ImmutableArray<PlannedResource> Resources, FlowSet Flows);
