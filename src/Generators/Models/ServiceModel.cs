using Starface.Policy;

namespace Starface.Generators.Models;

/// <summary>A service as declared.</summary>
/// <param name="Type">The class that declares it.</param>
/// <param name="State">How much can be generated for it.</param>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Viewpoint">The network whose firewall it describes.</param>
/// <param name="DocumentedElsewhere">The place where the vendor documents it instead, or null.</param>
/// <param name="Needs">The ids of the services it needs, in the order of declaration.</param>
/// <param name="Requirements">Its valid requirements in the order of declaration, repeated for each remote host of the service.</param>
internal sealed record ServiceModel(
    TypeModel Type,
    GenerationState State,
    string Id,
    string Title,
    Viewpoint Viewpoint,
    string? DocumentedElsewhere,
    EquatableArray<string> Needs,
    EquatableArray<RequirementModel> Requirements)
{
    /// <summary>The service as it is at run time.</summary>
    public ServiceDefinition ToDefinition() =>
        new(Id, Title, [.. Requirements.Select(requirement => requirement.ToRequirement())])
        {
            Viewpoint = Viewpoint,
            DocumentedElsewhere = DocumentedElsewhere,
            Needs = [.. Needs],
        };
}
