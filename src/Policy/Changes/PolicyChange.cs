using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;
using Starface.Policy.Expectations;
using Starface.Policy.Explanations;
using Starface.Policy.Exposure;
using Starface.Policy.Flows;
using Starface.Policy.Review;
using Starface.Policy.Scenarios;

namespace Starface.Policy.Changes;

/// <summary>What becomes possible and impossible between two sets of permissions, and what that means for people and calls.</summary>
internal sealed class PolicyChange
{
    private PolicyChange(
        Permissions before,
        Permissions after,
        ImmutableArray<CloudTarget> clouds,
        ImmutableArray<Permissions> others = default,
        bool isRemoved = false)
    {
        Before = before;
        After = after;
        Possible = FindGain(before, after.Flows, after.Cloud);
        Impossible = FindGain(after, before.Flows, before.Cloud);
        CallImpacts = [.. ConcernedClouds(clouds).Select(cloud => cloud.FindCallImpact(before.Flows, after.Flows))];
        Placement = PlacementChange.Between(before, after)
            .AddRange(others.IsDefaultOrEmpty ? [] : PlacementChange.FindTaken(others, after))
            .AddRange(isRemoved ? PlacementChange.FindRemoved(before) : []);
        NeverCutViolations =
        [
            .. from entry in before.NeverCut.Concat(after.NeverCut)
               group entry.Flows by entry.Service into flows
               let marked = flows.Aggregate((union, next) => union.Union(next)).Intersect(before.Flows)
               let lost = FindGain(after, marked, before.Cloud)
               where !lost.IsEmpty
               orderby flows.Key
               select new ProtectedFlows(flows.Key, lost),
        ];
    }

    /// <summary>What is permitted now.</summary>
    public Permissions Before { get; }

    /// <summary>What is permitted afterwards.</summary>
    public Permissions After { get; }

    /// <summary>The flows that become possible.</summary>
    public FlowSet Possible { get; }

    /// <summary>The flows that become impossible.</summary>
    public FlowSet Impossible { get; }

    /// <summary>Whether traffic changes at all.</summary>
    public bool IsNone => Possible.IsEmpty && Impossible.IsEmpty;

    /// <summary>Whether neither traffic nor where groups are and what they lie on changes.</summary>
    public bool IsSame => IsNone && Placement.IsEmpty;

    /// <summary>Whether public addresses can reach the instance on ports they could not reach before.</summary>
    public bool ExposureGrows => RemoteSides.ReachesInternet(Possible.Slice(Direction.Inbound).Ranges());

    /// <summary>
    /// How many public addresses reach each sensitive service, before and after, in ordinal order of the services: each side on the ports
    /// that the service has there, and on those of the other where it is not known on this one.
    /// </summary>
    public ImmutableArray<(string Service, PublicReach Before, PublicReach After)> Reach =>
    [
        .. from service in Before.SensitiveServices.Concat(After.SensitiveServices)
           group service by service.Id into named
           orderby named.Key
           select (named.Key, ReachIn(Before, named.Key, named.First()), ReachIn(After, named.Key, named.First())),
    ];

    private static PublicReach ReachIn(Permissions side, string service, SensitiveService other) =>
        (side.SensitiveServices.FirstOrDefault(known => known.Id == service) ?? other).ReachIn(side.Flows);

    /// <summary>What happens to existing connections, for the cloud or clouds concerned.</summary>
    public ImmutableArray<CallImpact> CallImpacts { get; }

    /// <summary>The flows that were marked as never to be cut and are no longer permitted.</summary>
    public ImmutableArray<ProtectedFlows> NeverCutViolations { get; }

    /// <summary>Groups that are replaced and interfaces that they leave, which cuts calls although the same flows are permitted.</summary>
    public ImmutableArray<PlacementChange> Placement { get; }

    /// <summary>What breaks, by service, in words: "phones cannot register", "one-way audio".</summary>
    public ImmutableArray<(string Service, string Impact)> Consequences
    {
        get
        {
            var gained = RangesIn(Possible, After).ToLookup(gain => (gain.Origin, WithoutPorts(gain.Range)), gain => gain.Range.Ports);
            return
            [
                .. from lost in RangesIn(Impossible, Before)
                   group lost by (lost.Origin, WithoutPorts(lost.Range)) into same
                   from lost in same
                   let impact = Impact.Of(lost.Origin, lost.Range)

                   // Of several ports of a row that go or come, none tells which became which.
                   let words = same.Count() == 1 && gained[same.Key].ToList() is [var ports]
                       ? $"{impact} on port {lost.Range.Ports}, which moved to {ports}"
                       : impact
                   group words by lost.Origin.Service into impacts
                   from impact in impacts.Distinct(StringComparer.Ordinal)
                   select (impacts.Key, impact),
            ];
        }
    }

    /// <summary>
    /// The scenarios before and after, in ordinal order of their ids. A side that does not say who takes part in a scenario, as what was
    /// read of a cloud, is looked at with the peers of the other.
    /// </summary>
    public ImmutableArray<ScenarioChange> Scenarios
    {
        get
        {
            var (before, after) = (PermittedBy(Before, After), PermittedBy(After, Before));
            return
            [
                .. from id in Before.Scenarios.Concat(After.Scenarios).Select(played => played.Scenario.Id).Distinct(StringComparer.Ordinal)
                   orderby id
                   let known = (Before: Played(Before, id), After: Played(After, id))
                   select new ScenarioChange(
                       (known.Before ?? known.After)!.Run(before), (known.After ?? known.Before)!.Run(after)),
            ];
        }
    }

    /// <summary>The change from one side to another.</summary>
    /// <param name="before">What is permitted now.</param>
    /// <param name="after">What is permitted afterwards.</param>
    /// <param name="clouds">All clouds; the effect on calls is reported for each of them where neither side names its cloud.</param>
    public static PolicyChange Between(Permissions before, Permissions after, ImmutableArray<CloudTarget> clouds) =>
        new(before, after, clouds);

    /// <summary>The change of an instance that its update removes.</summary>
    /// <param name="before">What is permitted now.</param>
    /// <param name="clouds">All clouds.</param>
    public static PolicyChange Removal(Permissions before, ImmutableArray<CloudTarget> clouds) =>
        new(before, Permissions.None(before.Name), clouds, isRemoved: true);

    /// <summary>
    /// The changes between two sides. One instance on each side is compared whatever the names; several are matched by name, and an
    /// instance without a counterpart is compared with no permissions.
    /// </summary>
    /// <param name="before">What is permitted now.</param>
    /// <param name="after">What is permitted afterwards.</param>
    /// <param name="clouds">All clouds.</param>
    /// <param name="isPart">Whether the sides are a part of what there is: then one instance on each side is matched by name too.</param>
    public static ImmutableArray<PolicyChange> Pair(
        ImmutableArray<Permissions> before, ImmutableArray<Permissions> after, ImmutableArray<CloudTarget> clouds, bool isPart = false)
    {
        if (!isPart && before.Length == 1 && after.Length == 1) return [new(before[0], after[0], clouds, before)];
        var names = before
            .Concat(after)
            .Select(side => side.Name)
            .Distinct(StringComparer.Ordinal)
            .OrderBy(name => name, StringComparer.Ordinal);
        return
        [
            .. names.Select(name => new PolicyChange(
                Named(before, name),
                Named(after, name),
                clouds,
                before,
                isRemoved: !isPart && after.All(side => side.Name != name))),
        ];
    }

    /// <summary>
    /// What some flows permit beyond one side. Without a cloud, names are peer groups, and each is a network of its own.
    /// </summary>
    private static FlowSet FindGain(Permissions than, FlowSet flows, CloudTarget? cloud) => (cloud ?? than.Cloud) is { } names
        ? ExposureComparison.FindGain(than.Flows, flows, names)
        : flows.Except(than.Flows);

    /// <summary>Which of some flows the services of a side have.</summary>
    private static IEnumerable<(Origin Origin, FlowRange Range)> RangesIn(FlowSet flows, Permissions side) =>
        from service in side.Services
        from range in service.Flows.Intersect(flows).Ranges()
        select (service.Origin, range);

    private static FlowRange WithoutPorts(FlowRange range) => new(range.Direction, range.Protocols, range.Remote);

    private static PlayedScenario? Played(Permissions side, string id) =>
        side.Scenarios.FirstOrDefault(played => played.Scenario.Id == id);

    private static PermittedFlows PermittedBy(Permissions side, Permissions other) => new(
        side.Flows, (side.Cloud ?? other.Cloud) is { } cloud ? CloudSurroundings.For(cloud, allowsProbes: null) : Surroundings.None);

    private ImmutableArray<CloudTarget> ConcernedClouds(ImmutableArray<CloudTarget> clouds) =>
        (Before.Cloud ?? After.Cloud) is { } one ? [one] : clouds;

    private static Permissions Named(ImmutableArray<Permissions> sides, string name) =>
        sides.FirstOrDefault(side => side.Name == name) ?? Permissions.None(name);
}
