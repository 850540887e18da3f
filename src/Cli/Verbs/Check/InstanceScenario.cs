using System.Collections.Immutable;
using Starface.Cli.Screen;

namespace Starface.Cli.Verbs.Check;

/// <summary>The end of a scenario for an instance.</summary>
/// <param name="Stack">The stack.</param>
/// <param name="Instance">The instance.</param>
/// <param name="Scenario">The scenario with its end.</param>
internal sealed record InstanceScenario(string Stack, string Instance, ToldScenario Scenario)
{
    /// <summary>Scenarios as reports list them.</summary>
    /// <param name="scenarios">The scenarios.</param>
    public static ImmutableArray<InstanceScenario> Sort(IEnumerable<InstanceScenario> scenarios) =>
    [
        .. scenarios
            .OrderBy(scenario => scenario.Stack, StringComparer.Ordinal)
            .ThenBy(scenario => scenario.Instance, StringComparer.Ordinal)
            .ThenBy(scenario => scenario.Scenario.Id, StringComparer.Ordinal),
    ];
}
