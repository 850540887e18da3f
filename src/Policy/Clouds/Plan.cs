using System.Collections.Immutable;
using Starface.Policy.Expectations;
using Starface.Policy.Explanations;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Review;
using Starface.Policy.Scenarios;

namespace Starface.Policy.Clouds;

/// <summary>
/// The resources that make a cloud permit exactly what a policy declares. A plan is data: screens, files and clouds are all fed from it.
/// </summary>
public sealed class Plan
{
    private readonly Lazy<ImmutableArray<FlowTestResult>> _tests;
    private readonly Lazy<Surroundings> _surroundings;
    private readonly Lazy<ImmutableArray<SensitiveService>> _sensitive;
    private readonly Lazy<RecordedPlacement> _placement;

    internal Plan(
        CloudTarget cloud,
        PlanRequest request,
        ImmutableArray<PlannedResource> resources,
        ImmutableArray<Quota> quotas,
        ImmutableArray<Problem> findings)
    {
        Cloud = cloud;
        Name = request.Name;
        Policy = request.Policy;
        Resources = resources;
        Quotas = quotas;
        Findings = findings;
        Region = request.Region ?? request.ProviderRegion;
        _placement = new(() => cloud.FindPlacement(request, resources));
        _surroundings = new(() => CloudSurroundings.For(cloud, request));
        _sensitive = new(() => SensitiveService.Of(Policy));
        _tests = new(() => InstanceReview.RunTests(cloud, request));
        IsAttached = request.Attached;
        AttachedTo =
        [
            .. request.AttachedTo.Concat(cloud.PlannedPlaces(request).Select(place => place.Id).OfType<string>())
                .Distinct(cloud.NameComparer)
                .OrderBy(id => id, StringComparer.Ordinal),
        ];
    }

    /// <summary>The cloud.</summary>
    public CloudTarget Cloud { get; }

    /// <summary>The instance's name.</summary>
    public string Name { get; }

    /// <summary>The policy.</summary>
    public FirewallPolicy Policy { get; }

    /// <summary>The resources, groups before the rules that refer to them, otherwise in ordinal order of their names.</summary>
    internal ImmutableArray<PlannedResource> Resources { get; }

    /// <summary>How much of the cloud's limits is used.</summary>
    internal ImmutableArray<Quota> Quotas { get; }

    /// <summary>What a person should know before applying it.</summary>
    public ImmutableArray<Problem> Findings { get; }

    /// <summary>
    /// The tags that a group has once the plan is applied: its own, and the digest, which a cloud may write apart from them.
    /// </summary>
    internal ImmutableSortedDictionary<string, string> GroupTags
    {
        get
        {
            var own = Resources[0].Properties.Map("tags")
                .ToImmutableSortedDictionary(tag => tag.Key, tag => ((PropertyText)tag.Value).Value, StringComparer.Ordinal);
            return own.ContainsKey(PlanTags.PlannedDigest) ? own.SetItem(PlanTags.Digest, Digest) : own;
        }
    }

    /// <summary>AWS: the region of the groups, or null where only the provider knows it.</summary>
    internal string? Region { get; }

    /// <summary>Where the groups are, and what the plan puts them onto.</summary>
    internal RecordedPlacement Placement => _placement.Value;

    /// <summary>Whether the groups are meant to lie on an interface now, and not to wait for one.</summary>
    internal bool IsAttached { get; }

    /// <summary>The ids of interfaces, machines and subnets that the groups must lie on, in ordinal order.</summary>
    internal ImmutableArray<string> AttachedTo { get; }

    /// <summary>
    /// What an update can reach first, where it cannot reach the plan from what is there; null where it can, or where that is not known.
    /// </summary>
    internal PlanStep? FirstStep { get; init; }

    /// <summary>
    /// What the cloud's own reader found in the resources and needs again; only the cloud knows its type. Null where it keeps nothing.
    /// </summary>
    internal object? Reading { get; init; }

    /// <summary>The normalised rules of the policy.</summary>
    public ImmutableArray<Rule> Rules => Policy.Rules;

    /// <summary>The digest of the permitted flows.</summary>
    public string Digest => Policy.Digest;

    /// <summary>
    /// The flows the plan permits. The planner has read them back from the resources' properties and found them equal to the policy's.
    /// </summary>
    public FlowSet Flows => Policy.Flows;

    /// <summary>The services with ports that are not for everyone, in ordinal order.</summary>
    internal ImmutableArray<SensitiveService> SensitiveServices => _sensitive.Value;

    /// <summary>The results of the instance's tests, in their order. What is wrong with one is among the findings too.</summary>
    internal ImmutableArray<FlowTestResult> Tests => _tests.Value;

    /// <summary>How scenarios end for the instance: those given, and those that its policy supports.</summary>
    /// <param name="scenarios">The scenarios.</param>
    internal ImmutableArray<ScenarioResult> Run(IEnumerable<ScenarioDefinition> scenarios)
    {
        var permitted = new PermittedFlows(Policy, _surroundings.Value);
        return [.. PlayedScenario.All(Policy, scenarios).Select(scenario => scenario.Run(permitted))];
    }

    /// <summary>Whether the plan cannot be applied as it is.</summary>
    public bool HasErrors => Findings.Any(finding => finding.Severity == Severity.Error);
}
