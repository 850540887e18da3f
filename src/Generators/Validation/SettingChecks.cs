using Microsoft.CodeAnalysis;
using Starface.Generators.Diagnostics;
using Starface.Generators.Models;
using Starface.Policy.Problems;

namespace Starface.Generators.Validation;

/// <summary>Checks that requirements with the same setting have the same default ports.</summary>
internal static class SettingChecks
{
    /// <summary>
    /// Whether a requirement gives its setting, if it has one, the same default as the requirements of its service before it.
    /// </summary>
    /// <param name="attribute">The attribute of the requirement.</param>
    /// <param name="requirement">The requirement.</param>
    /// <param name="before">The requirements before it.</param>
    /// <param name="service">The name of the service's class.</param>
    /// <param name="problems">Receives the problem.</param>
    public static bool CheckDefault(
        AttributeData attribute,
        RequirementModel requirement,
        IEnumerable<RequirementModel> before,
        string service,
        ICollection<DeclarationProblem> problems)
    {
        if (requirement.Setting is null) return true;
        var first = before.FirstOrDefault(other => other.Setting == requirement.Setting);
        if (first is null || first.Ports.Equals(requirement.Ports)) return true;
        problems.Add(Conflict(attribute, ArgumentPlace.For("Setting"), (first, service), (requirement, service)));
        return false;
    }

    /// <summary>The problem of two requirements that give a setting different defaults.</summary>
    /// <param name="attribute">The attribute to report.</param>
    /// <param name="place">The part of the attribute.</param>
    /// <param name="first">The requirement that comes first, and the class of its service.</param>
    /// <param name="second">The other requirement, and the class of its service.</param>
    public static DeclarationProblem Conflict(
        AttributeData attribute,
        ArgumentPlace place,
        (RequirementModel Requirement, string Service) first,
        (RequirementModel Requirement, string Service) second) =>
        new(
            ProblemIds.SettingWithTwoDefaults,
            attribute,
            place,
            second.Requirement.Setting!,
            first.Requirement.Ports.ToString(),
            first.Service,
            second.Requirement.Ports.ToString(),
            second.Service);
}
