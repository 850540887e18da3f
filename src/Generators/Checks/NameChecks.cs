using Microsoft.CodeAnalysis;
using Starface.Policy;

namespace Starface.Generators.Checks;

/// <summary>Checks ids and names of settings.</summary>
internal static class NameChecks
{
    /// <summary>Whether an id is well-formed; adds the mistake otherwise.</summary>
    /// <param name="attribute">The attribute that gives it.</param>
    /// <param name="id">The id.</param>
    /// <param name="mistakes">Takes the mistake.</param>
    public static bool CheckId(AttributeData attribute, string? id, ICollection<Mistake> mistakes)
    {
        if (DeclarationId.IsValid(id, out var reason)) return true;
        mistakes.Add(new(Descriptors.MalformedId, attribute, Place.Of("id"), id ?? "", reason) { Mend = NameText.MendId(id) });
        return false;
    }

    /// <summary>Whether there is no setting or a well-formed name of one; adds the mistake otherwise.</summary>
    /// <param name="attribute">The attribute that gives it.</param>
    /// <param name="setting">The setting, or null.</param>
    /// <param name="mistakes">Takes the mistake.</param>
    public static bool CheckSetting(AttributeData attribute, string? setting, ICollection<Mistake> mistakes)
    {
        if (setting is null || SettingName.IsValid(setting, out var reason)) return true;
        mistakes.Add(new(Descriptors.MalformedSettingName, attribute, Place.Of("Setting"), setting, reason) { Mend = NameText.MendSetting(setting) });
        return false;
    }
}
