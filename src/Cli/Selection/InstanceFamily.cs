using System.Collections.Immutable;

namespace Starface.Cli.Selection;

/// <summary>
/// The instances of a stack whose resources might have the same names: the name of each is that of the first, or begins with it and a
/// hyphen. Resources are named after their instance in the same way, or with an underscore, which no instance has in its name.
/// </summary>
internal static class InstanceFamily
{
    /// <summary>The families, each in ordinal order of the names.</summary>
    /// <param name="instances">The instances, at least one.</param>
    public static IEnumerable<ImmutableArray<SelectedInstance>> Find(ImmutableArray<SelectedInstance> instances)
    {
        var family = ImmutableArray.CreateBuilder<SelectedInstance>();
        // No character of a name is before the hyphen, so that a family is in one place.
        var ordered = instances
            .OrderBy(instance => instance.Stack, StringComparer.Ordinal)
            .ThenBy(instance => instance.Config.Request.Name, StringComparer.Ordinal);
        foreach (var instance in ordered)
        {
            if (family.Count > 0 && !IsOfFamily(family[0], instance)) yield return family.DrainToImmutable();
            family.Add(instance);
        }

        if (family.Count > 0) yield return family.DrainToImmutable();
    }

    private static bool IsOfFamily(SelectedInstance first, SelectedInstance other) =>
        other.Stack == first.Stack
        && $"{other.Config.Request.Name}-".StartsWith($"{first.Config.Request.Name}-", StringComparison.Ordinal);
}
