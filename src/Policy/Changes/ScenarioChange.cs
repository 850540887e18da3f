using Starface.Policy.Scenarios;

namespace Starface.Policy.Changes;

/// <summary>A scenario before and after a change.</summary>
/// <param name="Before">How it ends before.</param>
/// <param name="After">How it ends afterwards.</param>
internal sealed record ScenarioChange(ScenarioResult Before, ScenarioResult After)
{
    /// <summary>The scenario's id.</summary>
    public string Id => After.Scenario.Id;

    /// <summary>Whether it ends in the same way.</summary>
    public bool IsNone => Before.Outcome == After.Outcome
        && Before.Missing.Select(missing => missing.Symptom).SequenceEqual(After.Missing.Select(missing => missing.Symptom));
}
