namespace Starface.EndToEnd.Scenarios;

/// <summary>What no longer works where the flow of one step is missing, and nothing else.</summary>
/// <param name="Step">The step: service, direction, protocol and ports, such as <c>sip inbound udp 5060</c>.</param>
/// <param name="Fails">What fails then. Everything else of the scenario works as before.</param>
internal sealed record StepProof(string Step, params string[] Fails);
