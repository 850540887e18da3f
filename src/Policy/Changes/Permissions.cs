using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Problems;
using Starface.Policy.Review;
using Starface.Policy.Scenarios;

namespace Starface.Policy.Changes;

/// <summary>One side of a comparison: what is permitted, where, and what must not be cut.</summary>
/// <param name="Name">Its name for people: that of a stack, a policy or a file.</param>
/// <param name="Cloud">The cloud, or null if the source does not name one; the effect on calls is then reported for every cloud.</param>
/// <param name="Flows">The permitted flows.</param>
internal sealed record Permissions(string Name, CloudTarget? Cloud, FlowSet Flows)
{
    /// <summary>The services with the flows of each; empty if the source does not name services.</summary>
    public ImmutableArray<(Origin Origin, FlowSet Flows)> Services { get; init; } = [];

    /// <summary>The flows that are marked as never to be cut.</summary>
    public ImmutableArray<ProtectedFlows> NeverCut { get; init; } = [];

    /// <summary>The services with ports that are not for everyone; empty if the source does not name services.</summary>
    public ImmutableArray<SensitiveService> SensitiveServices { get; init; } = [];

    /// <summary>The scenarios with the peers and ports of this side; empty if the source does not have them.</summary>
    public ImmutableArray<PlayedScenario> Scenarios { get; init; } = [];

    /// <summary>No permissions: an instance that does not exist yet, or no longer.</summary>
    /// <param name="name">Its name for people.</param>
    public static Permissions None(string name) => new(name, null, FlowSet.Empty);

    /// <summary>AWS: the groups and the rules in each, so that another plan can leave them there; null where they are not known.</summary>
    public RecordedGroups? Recorded { get; init; }

    /// <summary>Where the groups are and what they lie on; null where that is not known.</summary>
    public RecordedPlacement? Placement { get; init; }

    /// <summary>The stack it belongs to, where the source is of several; null where it is of one.</summary>
    public string? Stack { get; init; }

    /// <summary>Whether it is what was deployed, so that another side is its update.</summary>
    public bool IsDeployed { get; init; }

    /// <summary>Why an update that makes it so would stop in the middle, or leave rules without effect.</summary>
    public ImmutableArray<Problem> Obstacles { get; init; } = [];

    /// <summary>What a plan permits on an interface: what only groups permit that the interface cannot have yet is left out.</summary>
    /// <param name="plan">The plan.</param>
    public static Permissions From(Plan plan)
    {
        var resources = plan.Resources.Select(RecordedResource.From);
        var own = From(plan.Name, plan.Cloud, plan.Rules, plan.Flows) with { Placement = plan.Placement };
        var permitted = own.With(plan.Cloud, resources) with
        {
            SensitiveServices = plan.SensitiveServices,
            Obstacles =
            [
                .. plan.Findings.Where(finding => finding.Severity == Severity.Error && finding.Id
                    is ProblemIds.NoRoomForBoth or ProblemIds.GroupNotAttached or ProblemIds.AttachmentUnknown
                        or ProblemIds.ListsExchangeEntries or ProblemIds.QuotaExceeded),
            ],
        };
        return permitted.Without(plan.Cloud.FindIneffective(plan));
    }

    /// <summary>What is permitted between the two updates that lead to a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="first">Its first step.</param>
    public static Permissions From(Plan plan, PlanStep first) =>
        (From(plan.Name, plan.Cloud, plan.Rules, plan.Flows) with { Placement = plan.Placement }).Without(plan.Flows.Except(first.Flows));

    /// <summary>What rules permit.</summary>
    /// <param name="name">Their name for people.</param>
    /// <param name="cloud">The cloud, or null if the source does not name one.</param>
    /// <param name="rules">The rules.</param>
    public static Permissions From(string name, CloudTarget? cloud, IReadOnlyCollection<Rule> rules) =>
        From(name, cloud, rules, FlowSet.From(rules.SelectMany(rule => rule.FlowRanges())));

    private static Permissions From(string name, CloudTarget? cloud, IReadOnlyCollection<Rule> rules, FlowSet flows)
    {
        ImmutableArray<(Origin Origin, FlowSet Flows)> services =
        [
            .. from rule in rules
               from peer in rule.Peers
               from origin in peer.Origins
               group new FlowRange(rule.Direction, rule.Protocol, peer.Peer.Scope, rule.Ports) by origin into ranges
               orderby ranges.Key
               select (ranges.Key, FlowSet.From(ranges)),
        ];
        return new Permissions(name, cloud, flows)
        {
            Services = services,
            NeverCut =
            [
                .. from service in services
                   where service.Origin.NeverCut
                   group service.Flows by service.Origin.Service into marked
                   select new ProtectedFlows(marked.Key, marked.Aggregate((union, next) => union.Union(next))),
            ],
        };
    }

    /// <summary>The permissions with what resources record beside the rules: the groups, and what the platform is let in for.</summary>
    /// <param name="cloud">The cloud.</param>
    /// <param name="resources">The resources of the instance.</param>
    public Permissions With(CloudTarget cloud, IEnumerable<RecordedResource> resources)
    {
        resources = [.. resources];
        var platform = cloud.ReadPlatformFlows(resources);
        return this with
        {
            Flows = Flows.Union(platform),
            Services = platform.IsEmpty ? Services : Services.Add((cloud.PlatformOrigin!, platform)),
            Recorded = cloud.ReadRecorded(Name, resources),
            Placement = Placement ?? cloud.ReadPlacement(Name, resources.Where(resource => cloud.PlacementTypes.Contains(resource.Type))),
        };
    }

    private Permissions Without(FlowSet flows) => flows.IsEmpty ? this : this with
    {
        Flows = Flows.Except(flows),
        Services = [.. Services.Select(service => (service.Origin, service.Flows.Except(flows)))],
        NeverCut = [.. NeverCut.Select(marked => marked with { Flows = marked.Flows.Except(flows) })],
    };
}
