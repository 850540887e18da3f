using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;

namespace Starface.Policy.Exposure;

/// <summary>
/// What the layers of an interface let through beyond a plan, and what they stop of it, over every possible membership of the names that
/// rules and the plan use.
/// </summary>
/// <param name="Extra">What can or may pass and is not planned.</param>
/// <param name="Missing">What is planned and does not pass, whatever the members of names are.</param>
/// <param name="Unknown">What is planned, and of which it is not known whether it passes.</param>
internal sealed record ExposureComparison(
    ImmutableArray<FlowFinding> Extra, ImmutableArray<FlowFinding> Missing, ImmutableArray<FlowFinding> Unknown)
{
    /// <summary>Exactly what is planned passes.</summary>
    public static ExposureComparison Same { get; } = new([], [], []);

    /// <summary>Whether exactly what is planned passes, in every membership.</summary>
    public bool IsSame => Extra.IsEmpty && Missing.IsEmpty && Unknown.IsEmpty;

    /// <summary>Compares one place of an interface with a plan.</summary>
    /// <param name="path">The layers.</param>
    /// <param name="planned">The planned flows.</param>
    /// <param name="memberships">What is known about the members of names.</param>
    /// <returns>
    /// The comparison. Where a flow meets more than <see cref="NameSet.MostExact"/> names, something that can be may be called one that may
    /// be, and something missing unknown; nothing that differs is left out.
    /// </returns>
    public static ExposureComparison Compare(LayerPath path, FlowSet planned, Memberships memberships) =>
        new ExposureComparer(path, planned, memberships).Compare();

    /// <summary>The flows that become possible when one set of permitted flows takes the place of another, in some membership.</summary>
    /// <param name="before">What was permitted.</param>
    /// <param name="after">What is permitted afterwards.</param>
    /// <param name="cloud">The cloud whose names the flows use.</param>
    public static FlowSet FindGain(FlowSet before, FlowSet after, CloudTarget cloud)
    {
        // Without names the sets say it themselves.
        var directions = new[] { Direction.Inbound, Direction.Outbound };
        if (directions.All(direction => before.Groups(direction).Count + after.Groups(direction).Count == 0)) return after.Except(before);
        var rule = new LiveRule("after", Direction.Inbound, [.. after.DisjointRanges()]);
        var layer = new UnionLayer("after", [new LiveGroup(cloud, "after", "after") { Rules = [rule] }]);
        var compared = Compare(new LayerPath([layer], null), before, new Memberships(cloud, _ => null, PrefixSet.Empty));
        return FlowSet.From(compared.Extra.SelectMany(found => found.Flows.DisjointRanges()));
    }

    /// <summary>
    /// The comparison without traffic that passes outside of every layer: it is neither extra nor missing. What is a small part of wider
    /// flows stays in them, so that these are not told in pieces.
    /// </summary>
    /// <param name="traffic">The traffic, kind by kind.</param>
    public ExposureComparison Without(IEnumerable<UnfilteredTraffic> traffic)
    {
        if (IsSame) return this;
        var flows = traffic.Aggregate(FlowSet.Empty, (union, next) => union.Union(next.Flows));
        return flows.IsEmpty ? this : new([.. Rest(Extra)], [.. Rest(Missing)], [.. Rest(Unknown)]);

        IEnumerable<FlowFinding> Rest(IEnumerable<FlowFinding> findings)
        {
            foreach (var finding in findings)
            {
                var left = finding.Flows.Overlaps(flows) ? finding.Flows.Except(flows) : finding.Flows;
                var isWider = left.DisjointRanges().Count > finding.Flows.DisjointRanges().Count;
                if (!left.IsEmpty) yield return isWider ? finding : finding with { Flows = left };
            }
        }
    }
}
