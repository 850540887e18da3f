using Pulumi;
using Starface.Policies;
using Starface.Policy.Composition;
using Starface.Policy.Configuration;
using Starface.Policy.Planning;

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
        return stack.Problems.IsEmpty
            ? stack.Instances[0].Request
            : throw new RunException(
                $"The arguments of '{name}' have problems:\n" + string.Join("\n", stack.Problems.Select(problem => $"  {problem}")));
    }
}
