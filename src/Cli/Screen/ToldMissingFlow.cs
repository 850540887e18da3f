using Starface.Policy.Flows;

namespace Starface.Cli.Screen;

/// <summary>A flow of a scenario that is missing.</summary>
/// <param name="Symptom">What people see.</param>
/// <param name="Service">The id of the service whose flow it is.</param>
/// <param name="PeerGroup">The peer group that takes part, or null.</param>
/// <param name="Reason">Why nobody takes part; null where somebody does.</param>
/// <param name="Flows">The flows that are not permitted.</param>
internal sealed record ToldMissingFlow(string Symptom, string Service, string? PeerGroup, string? Reason, FlowSet Flows);
