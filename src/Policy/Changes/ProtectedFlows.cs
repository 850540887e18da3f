using Starface.Policy.Flows;

namespace Starface.Policy.Changes;

/// <summary>Flows that must never be cut.</summary>
/// <param name="Service">The id of the service they belong to; <c>--allow-cut</c> names it.</param>
/// <param name="Flows">The flows.</param>
internal sealed record ProtectedFlows(string Service, FlowSet Flows);
