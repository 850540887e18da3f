using Starface.Policy.Flows;

namespace Starface.Policy.Scenarios;

/// <summary>Flows of a step that are not permitted.</summary>
/// <param name="Played">The step.</param>
/// <param name="Flows">The flows; empty where nobody takes part in the step.</param>
internal sealed record MissingFlow(PlayedStep Played, FlowSet Flows)
{
    /// <summary>What people see.</summary>
    public string Symptom => Played.Step.Symptom;

    /// <summary>The flows in words, or the reason why the step has no flows.</summary>
    public string Describe() => Played.WhyEmpty is { } why ? $"{Played.Describe(Flows)}: {why}" : Played.Describe(Flows);
}
