using Starface.Generators.Models;

namespace Starface.Generators.Emission;

/// <summary>A constant of a service's class.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Port">The port.</param>
/// <param name="Role">Which port of the requirement it is, as a sentence begins.</param>
/// <param name="Requirement">The requirement.</param>
internal readonly record struct PortConstant(string Name, int Port, string Role, RequirementModel Requirement);
