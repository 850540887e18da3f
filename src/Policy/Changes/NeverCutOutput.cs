using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Flows;

namespace Starface.Policy.Changes;

/// <summary>
/// The output of a stack that lists the flows that must never be cut, as text for each service. From it the next update learns what the
/// last one permitted.
/// </summary>
internal static class NeverCutOutput
{
    private const string Suffix = "-neverCut";

    /// <summary>The name of an instance's output.</summary>
    /// <param name="instance">The instance's name.</param>
    public static string NameFor(string instance) => instance + Suffix;

    /// <summary>The instance that an output belongs to, or null when it is another kind of output.</summary>
    /// <param name="output">The output's name.</param>
    public static string? FindInstance(string output) =>
        output.Length > Suffix.Length && output.EndsWith(Suffix, StringComparison.Ordinal)
            ? output.Substring(0, output.Length - Suffix.Length)
            : null;

    /// <summary>
    /// The output of a plan: the flows of each service, in canonical order. Empty when nothing is marked; then there is no output.
    /// </summary>
    /// <param name="plan">The plan.</param>
    public static ImmutableSortedDictionary<string, ImmutableArray<string>> From(Plan plan) => From(plan, plan.Flows);

    /// <summary>The output of a plan that was applied, possibly in part: of the marked flows those that are permitted.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="permitted">The flows that its resources permit.</param>
    public static ImmutableSortedDictionary<string, ImmutableArray<string>> From(Plan plan, FlowSet permitted) =>
        IsMarked(plan)
            ? Permissions.From(plan).NeverCut.ToImmutableSortedDictionary(
                entry => entry.Service,
                entry => entry.Flows.Intersect(permitted).Ranges().Select(range => range.ToString()).ToImmutableArray(),
                StringComparer.Ordinal)
            : ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Whether a plan has something that must never be cut, and so an output.</summary>
    /// <param name="plan">The plan.</param>
    public static bool IsMarked(Plan plan) => plan.Rules.Any(rule => rule.Origins.Any(origin => origin.NeverCut));

    /// <summary>Reads an output.</summary>
    /// <param name="instance">The instance's name.</param>
    /// <param name="flows">The flows of each service as texts.</param>
    /// <exception cref="FormatException">A text is not a flow.</exception>
    public static Permissions Read(string instance, IEnumerable<KeyValuePair<string, ImmutableArray<string>>> flows)
    {
        ImmutableArray<ProtectedFlows> marked =
        [
            .. flows.Select(service => new ProtectedFlows(service.Key, FlowSet.From(service.Value.Select(FlowRange.Parse)))),
        ];
        return new Permissions(instance, null, marked.Aggregate(FlowSet.Empty, (union, next) => union.Union(next.Flows)))
        {
            NeverCut = marked,
        };
    }
}
