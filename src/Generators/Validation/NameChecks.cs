using Microsoft.CodeAnalysis;
using Starface.Generators.Diagnostics;
using Starface.Policy;
using Starface.Policy.Problems;

namespace Starface.Generators.Validation;

/// <summary>Checks ids and names of settings.</summary>
internal static class NameChecks
{
    /// <summary>Checks the id of a service or policy.</summary>
    /// <param name="attribute">The attribute that gives it.</param>
    /// <param name="id">The id.</param>
    /// <param name="problems">Receives the problem.</param>
    public static void CheckId(AttributeData attribute, string? id, ICollection<DeclarationProblem> problems)
    {
        if (DeclarationId.IsValid(id, out var problem)) return;
        problems.Add(new(ProblemIds.MalformedId, attribute, ArgumentPlace.For("id"), id ?? "", problem.Text)
        {
            Suggestion = NameSuggestions.ForId(id),
        });
    }

    /// <summary>Checks the name of a setting.</summary>
    /// <param name="attribute">The attribute that gives it.</param>
    /// <param name="setting">The name, or null.</param>
    /// <param name="problems">Receives the problem.</param>
    public static void CheckSetting(AttributeData attribute, string? setting, ICollection<DeclarationProblem> problems)
    {
        if (setting is null || SettingName.IsValid(setting, out var problem)) return;
        problems.Add(new(ProblemIds.MalformedSettingName, attribute, ArgumentPlace.For("Setting"), setting, problem.Text)
        {
            Suggestion = NameSuggestions.ForSetting(setting),
        });
    }
}
