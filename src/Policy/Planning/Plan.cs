using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Policy.Planning.Aws;

namespace Starface.Policy.Planning;

/// <summary>The resources that make a cloud permit exactly what a policy declares. A plan is data: screens, files and clouds are all fed from it.</summary>
/// <param name="Cloud">The cloud.</param>
/// <param name="Name">The instance's name.</param>
/// <param name="Policy">The policy.</param>
/// <param name="Resources">The resources, groups before the rules that refer to them, otherwise in ordinal order of their names.</param>
/// <param name="Quotas">How much of the cloud's limits is used.</param>
/// <param name="Findings">What a person should know before applying it.</param>
public sealed record Plan(
    Cloud Cloud,
    string Name,
    FirewallPolicy Policy,
    ImmutableArray<PlannedResource> Resources,
    ImmutableArray<Quota> Quotas,
    ImmutableArray<Problem> Findings)
{
    private readonly (ImmutableArray<PlannedResource> Of, ImmutableArray<PlannedRange> Read) _ranges;

    /// <summary>AWS: the ranges of flows of each rule, read from the resources' properties; the planner has read them for its proof already.</summary>
    internal ImmutableArray<PlannedRange> Ranges
    {
        // What was read of other resources is nothing about these.
        get => _ranges.Of == Resources ? _ranges.Read : AwsPlanReader.Ranges(Resources);
        init => _ranges = (Resources, value);
    }

    /// <summary>The normalised rules of the policy.</summary>
    public ImmutableArray<Rule> Rules => Policy.Rules;

    /// <summary>The digest of the permitted flows.</summary>
    public string Digest => Policy.Digest;

    /// <summary>The flows the plan permits. The planner has read them back from the resources' properties and found them equal to the policy's.</summary>
    public FlowSet Flows => Policy.Flows;

    /// <summary>Whether the plan cannot be applied as it is.</summary>
    public bool HasErrors => Findings.Any(finding => finding.Severity == Severity.Error);
}
