using Starface.Policy;

namespace Starface.Generators.Models;

/// <summary>A scenario as declared.</summary>
/// <param name="Type">The class that declares it.</param>
/// <param name="State">How much can be generated for it.</param>
/// <param name="Id">Its id.</param>
/// <param name="Title">What happens when it works.</param>
/// <param name="Steps">Its valid steps in the order of declaration.</param>
internal sealed record ScenarioModel(
    TypeModel Type,
    GenerationState State,
    string Id,
    string Title,
    EquatableArray<StepModel> Steps)
{
    /// <summary>The scenario as it is at run time.</summary>
    public ScenarioDefinition ToDefinition() => new(Id, Title, [.. Steps.Select(step => step.ToStep())]);
}
