namespace Starface.EndToEnd.Scenarios;

/// <summary>How a scenario is played with real software, and what fails in it without the flow of each of its steps.</summary>
/// <param name="Scenario">The scenario's id.</param>
/// <param name="Play">Plays the scenario once.</param>
/// <param name="Steps">The steps in the order of the scenario.</param>
internal sealed record ScenarioProof(string Scenario, Action<Use> Play, params StepProof[] Steps);
