using Starface.Policies;

namespace Starface.EndToEnd.Scenarios;

public sealed class ProofTests
{
    [Fact]
    public void Each_step_of_each_scenario_of_the_catalogue_has_a_proof() => Assert.Equal(
        Catalog.Instance.Scenarios.SelectMany(scenario => scenario.Steps.Select(step => (scenario.Id, step.Symptom))),
        Proofs.All.OrderBy(proof => proof.Scenario, StringComparer.Ordinal)
            .SelectMany(proof => proof.Steps.Select(step => (proof.Scenario, step.Symptom))));

    [Fact]
    public void A_proof_names_what_fails() => Assert.All(
        Proofs.All.SelectMany(proof => proof.Steps),
        step =>
        {
            Assert.NotEmpty(step.Fails);
            Assert.Distinct(step.Fails);
        });
}
