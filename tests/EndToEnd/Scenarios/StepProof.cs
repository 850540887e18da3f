namespace Starface.EndToEnd.Scenarios;

/// <summary>What a step's symptom means: what no longer works where its flow is missing, and nothing else.</summary>
/// <param name="Symptom">The symptom in the step's words.</param>
/// <param name="Fails">What fails then. Everything else of the scenario works as before.</param>
internal sealed record StepProof(string Symptom, params string[] Fails);
