using Starface.Policy;

namespace Starface.Generators.Models;

/// <summary>A service as declared.</summary>
/// <param name="Type">The class it stands on.</param>
/// <param name="Soundness">What can be generated for it.</param>
/// <param name="Id">Its id.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Viewpoint">Whose network it is seen from.</param>
/// <param name="DocumentedElsewhere">Where the vendor documents it, or null.</param>
/// <param name="Needs">The ids of the services it needs, in the order of declaration.</param>
/// <param name="Requirements">Its valid requirements in the order of declaration, each once for each host.</param>
internal sealed record ServiceModel(
    TypeModel Type,
    Soundness Soundness,
    string Id,
    string Title,
    Viewpoint Viewpoint,
    string? DocumentedElsewhere,
    EquatableArray<string> Needs,
    EquatableArray<RequirementModel> Requirements)
{
    /// <summary>The service as programs see it.</summary>
    public ServiceDefinition ToDefinition() =>
        new(Id, Title, [.. Requirements.Select(requirement => requirement.ToRequirement())])
        {
            Viewpoint = Viewpoint,
            DocumentedElsewhere = DocumentedElsewhere,
            Needs = [.. Needs],
        };
}
