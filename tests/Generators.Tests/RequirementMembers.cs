using System.Collections;

namespace Starface.Generators.Tests;

/// <summary>Writes a requirement with all of its members, so that two of them can be compared.</summary>
internal static class RequirementMembers
{
    public static string Describe(Starface.Policy.Requirement requirement) => string.Join(
        ", ",
        typeof(Starface.Policy.Requirement).GetProperties().Select(
            property => $"{property.Name} = {Describe(property.GetValue(requirement))}"));

    private static string Describe(object? value) =>
        value is IEnumerable items and not string ? string.Join(" ", items.Cast<object>()) : $"{value}";
}
