using System.Collections.Immutable;
using Starface.Policy.Comparison;
using Starface.Policy.Flows;

namespace Starface.Policy.Changes;

/// <summary>What becomes possible and impossible between two sets of permissions, and what that means for people and calls.</summary>
/// <param name="Before">What is permitted now.</param>
/// <param name="After">What is permitted afterwards.</param>
public sealed record PolicyChange(Permissions Before, Permissions After)
{
    /// <summary>The changes between two sides: one against one whatever their names; several by name, and one without a counterpart against nothing.</summary>
    /// <param name="before">What is permitted now.</param>
    /// <param name="after">What is permitted afterwards.</param>
    public static ImmutableArray<PolicyChange> Pair(ImmutableArray<Permissions> before, ImmutableArray<Permissions> after)
    {
        if (before.Length == 1 && after.Length == 1) return [new PolicyChange(before[0], after[0])];
        var names = before.Concat(after).Select(side => side.Name).Distinct(StringComparer.Ordinal).OrderBy(name => name, StringComparer.Ordinal);
        return [.. names.Select(name => new PolicyChange(Named(before, name), Named(after, name)))];
    }

    /// <summary>The flows that become possible.</summary>
    public FlowSet Possible { get; } = After.Flows.Except(Before.Flows);

    /// <summary>The flows that become impossible.</summary>
    public FlowSet Impossible { get; } = Before.Flows.Except(After.Flows);

    /// <summary>Whether traffic changes at all.</summary>
    public bool IsNone => Possible.IsEmpty && Impossible.IsEmpty;

    /// <summary>Whether public addresses can reach the instance on ports they could not reach before.</summary>
    public bool ExposureGrows => Exposure.ReachesInternet(Possible.Slice(Direction.Inbound).Ranges());

    /// <summary>What happens to existing connections, for the cloud or clouds concerned.</summary>
    public ImmutableArray<CallImpact> CallImpacts { get; } = CallImpact.OfAll(Before, After);

    /// <summary>The flows that were marked as never to be cut and are not permitted any more.</summary>
    public ImmutableArray<ProtectedFlows> NeverCutViolations { get; } =
    [
        .. from entry in Before.NeverCut.Concat(After.NeverCut)
           group entry.Flows by entry.Service into flows
           let lost = flows.Aggregate((union, next) => union.Union(next)).Intersect(Before.Flows).Except(After.Flows)
           where !lost.IsEmpty
           orderby flows.Key
           select new ProtectedFlows(flows.Key, lost),
    ];

    /// <summary>What breaks, by service, in words: "phones cannot register", "one-way audio".</summary>
    public ImmutableArray<(string Service, string Impact)> Consequences =>
    [
        .. from service in Before.Services
           from range in service.Flows.Intersect(Impossible).Ranges()
           group Impact.Of(service.Origin, range) by service.Origin.Service into impacts
           from impact in impacts.Distinct(StringComparer.Ordinal)
           select (impacts.Key, impact),
    ];

    private static Permissions Named(ImmutableArray<Permissions> sides, string name) =>
        sides.FirstOrDefault(side => side.Name == name) ?? Permissions.None(name);
}
