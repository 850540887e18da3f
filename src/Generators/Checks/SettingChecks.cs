using Microsoft.CodeAnalysis;
using Starface.Generators.Models;

namespace Starface.Generators.Checks;

/// <summary>Checks that requirements which share a setting have the same default.</summary>
internal static class SettingChecks
{
    /// <summary>Whether the requirements of a service before this one give its setting, if it has one, the same default; adds the mistake otherwise.</summary>
    /// <param name="attribute">The requirement's attribute.</param>
    /// <param name="requirement">The requirement.</param>
    /// <param name="before">The requirements before it.</param>
    /// <param name="service">The service.</param>
    /// <param name="mistakes">Takes the mistake.</param>
    public static bool AgreesWith(
        AttributeData attribute, RequirementModel requirement, IEnumerable<RequirementModel> before, INamedTypeSymbol service, ICollection<Mistake> mistakes)
    {
        if (requirement.Setting is null) return true;
        if (before.FirstOrDefault(other => other.Setting == requirement.Setting) is not { } first || first.Ports.Equals(requirement.Ports)) return true;
        mistakes.Add(Disagreement(attribute, Place.Of("Setting"), (first, service.Name), (requirement, service.Name)));
        return false;
    }

    /// <summary>The mistake of two requirements that give a setting different defaults.</summary>
    /// <param name="attribute">The attribute to blame.</param>
    /// <param name="place">Where in it.</param>
    /// <param name="first">The requirement that comes first, and its service.</param>
    /// <param name="second">The other requirement, and its service.</param>
    public static Mistake Disagreement(
        AttributeData attribute, Place place, (RequirementModel Requirement, string Service) first, (RequirementModel Requirement, string Service) second) =>
        new(
            Descriptors.SettingWithTwoDefaults, attribute, place,
            second.Requirement.Setting!, first.Requirement.Ports.ToString(), first.Service, second.Requirement.Ports.ToString(), second.Service);
}
