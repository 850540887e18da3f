using System.Collections.Immutable;
using Pulumi;
using Starface.Policies;
using Starface.Policy;
using Starface.Policy.Composition;
using Starface.Policy.Configuration;
using Starface.Policy.Planning;
using Starface.Infra;

namespace Starface.Components;

/// <summary>
/// Reads a component's arguments with the binder of configuration files, so that an error has the same message in both.
/// </summary>
internal static class InstanceArguments
{
    /// <summary>The request of an instance.</summary>
    /// <param name="name">The component's name.</param>
    /// <param name="entries">The arguments that were given.</param>
    /// <exception cref="RunException">The arguments have errors; the message lists all of them.</exception>
    public static PlanRequest Bind(string name, IEnumerable<ConfigEntry> entries)
    {
        var stack = StackConfigBinder.Bind(Catalog.Instance, ShippedClouds.All, name, new ConfigMap([.. entries]));
        foreach (var warning in stack.Warnings) ProgramMessage.Warn($"{warning.Id}: {warning}");
        ThrowIfAny(name, stack.Problems);
        return stack.Instances[0].Request;
    }

    /// <summary>Refuses a component whose arguments have problems.</summary>
    /// <exception cref="RunException">There are problems; the message lists all of them.</exception>
    public static void ThrowIfAny(string name, ImmutableArray<Problem> problems)
    {
        if (!problems.IsEmpty)
        {
            throw ProgramMessage.Refuse(
                $"The arguments of '{name}' have problems:\n" + string.Join("\n", problems.Select(problem => $"  {problem}")));
        }
    }
}
