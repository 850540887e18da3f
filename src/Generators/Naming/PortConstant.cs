using Starface.Generators.Models;

namespace Starface.Generators.Naming;

/// <summary>A constant for a port in the class of a service.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Port">The port.</param>
/// <param name="Role">Which port of the requirement it is, as the beginning of a sentence.</param>
/// <param name="Requirement">The requirement.</param>
internal readonly record struct PortConstant(string Name, int Port, string Role, RequirementModel Requirement);
