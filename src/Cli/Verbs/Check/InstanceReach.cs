using System.Collections.Immutable;
using Starface.Policy.Review;

namespace Starface.Cli.Verbs.Check;

/// <summary>How many public addresses reach a sensitive service of an instance.</summary>
/// <param name="Stack">The stack.</param>
/// <param name="Instance">The instance.</param>
/// <param name="Service">The service's id.</param>
/// <param name="Reach">The number.</param>
internal sealed record InstanceReach(string Stack, string Instance, string Service, PublicReach Reach)
{
    /// <summary>Numbers as reports list them.</summary>
    /// <param name="numbers">The numbers.</param>
    public static ImmutableArray<InstanceReach> Sort(IEnumerable<InstanceReach> numbers) =>
    [
        .. numbers
            .OrderBy(number => number.Stack, StringComparer.Ordinal)
            .ThenBy(number => number.Instance, StringComparer.Ordinal)
            .ThenBy(number => number.Service, StringComparer.Ordinal),
    ];
}
