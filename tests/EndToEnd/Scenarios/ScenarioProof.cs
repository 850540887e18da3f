using Starface.EndToEnd.Scenarios.Network;

namespace Starface.EndToEnd.Scenarios;

/// <summary>How a scenario is played with real software, and what fails in it without the flow of each of its steps.</summary>
/// <param name="Scenario">The scenario's id.</param>
/// <param name="Peer">The site of the peers, or null where the remote sides are hosts.</param>
/// <param name="Play">Plays the scenario once.</param>
/// <param name="Steps">The steps.</param>
internal sealed record ScenarioProof(string Scenario, Func<Internet, Site>? Peer, Action<Use> Play, params StepProof[] Steps)
{
    public override string ToString() => Scenario;
}
