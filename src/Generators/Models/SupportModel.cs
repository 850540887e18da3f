namespace Starface.Generators.Models;

/// <summary>
/// A scenario that works with a policy. It has no texts and no ports, so that an edit of these leaves the policy as it is.
/// </summary>
/// <param name="Type">The class of the scenario.</param>
/// <param name="Flows">The services and peer groups of its steps.</param>
internal sealed record SupportModel(TypeModel Type, EquatableArray<SupportedFlowModel> Flows)
{
    /// <summary>The support of a scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    public static SupportModel From(ScenarioModel scenario) => new(
        scenario.Type,
        [
            .. scenario.Steps.Select(step => new SupportedFlowModel(
                step.Service.Type.Assembly,
                step.Service.Type.MetadataName,
                step.PeerGroup is null ? default : [.. step.Substitutes.Select(group => group.FullName).Prepend(step.PeerGroup.FullName)])),
        ]);
}
