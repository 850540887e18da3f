using Starface.Policy.Planning;
using Starface.Policy.Planning.Aws;
using Starface.Policy.Planning.Azure;
using Starface.Policy.Rules;

namespace Starface.Policy.Review;

/// <summary>What the clouds' planners will refuse, or write in a way nobody understands, whatever an instance adds.</summary>
internal static class CloudReview
{
    /// <summary>The problems of a requirement.</summary>
    public static IEnumerable<Problem> Review(ServiceDefinition service, Requirement requirement, int index)
    {
        if (AzurePlanner.Gap(requirement.Protocol, requirement.Ports) is { } gap)
            yield return Problem.Warning(
                FindingIds.NotExpressible,
                $"Azure cannot express {RequirementText.Of(requirement)} of service '{service.Id}': {gap}; an instance on Azure cannot be planned with it")
                .At(index, DeclarationPart.Protocol);
        if (requirement.Source.Length > 0 && !CloudText.Carries(requirement.Source))
            yield return Problem.Warning(
                FindingIds.UnreadableSource,
                $"The source '{requirement.Source}' has no letter or digit that the description of a cloud's rule can carry, so that the rule does not say where it comes from",
                "write it in Latin letters")
                .At(index, DeclarationPart.Source);
    }

    /// <summary>The problems of the names of the settings of a service.</summary>
    public static IEnumerable<Problem> Names(ServiceDefinition service) =>
        Collisions(service.Requirements.Select((requirement, index) => (requirement.Setting, index)), "settings")
            .Select(collision => collision.Problem.At(collision.Index, DeclarationPart.Setting));

    /// <summary>The problems of a policy.</summary>
    public static IEnumerable<Problem> Review(PolicyDefinition policy)
    {
        var groups = policy.Allowances.Select((allowance, index) => (allowance.PeerGroup, index));
        var settings = policy.Allowances.SelectMany((allowance, index) => allowance.Service.Requirements.Select(requirement => (requirement.Setting, index)));
        return Collisions(groups, "peer groups")
            .Select(collision => collision.Problem.At(collision.Index, DeclarationPart.PeerGroup))
            .Concat(Collisions(settings, "settings")
                .Where(collision => policy.Allowances[collision.Index].Service.Id != policy.Allowances[collision.FirstIndex].Service.Id)
                .Select(collision => collision.Problem.At(collision.Index, DeclarationPart.Service)))
            .Concat(Quotas(policy));
    }

    private static IEnumerable<(int Index, int FirstIndex, Problem Problem)> Collisions(IEnumerable<(string? Name, int Index)> names, string what)
    {
        var before = new List<(string Name, int Index)>();
        foreach (var (written, index) in names)
        {
            if (written is not { } name || before.Exists(other => other.Name == name)) continue;
            if (before.Find(other => PeerGroupId.Matches(other.Name, name)) is { Name: not null } first)
                yield return (index, first.Index, Problem.Warning(
                    FindingIds.NamesCollide,
                    $"The {what} '{first.Name}' and '{name}' are one name in a stack's configuration, where letter case and hyphens do not count",
                    "rename one"));
            before.Add((name, index));
        }
    }

    /// <summary>The planners' own counts, without the plan around them.</summary>
    private static IEnumerable<Problem> Quotas(PolicyDefinition policy)
    {
        if (SmallestInstance.Of(policy) is not { } instance) yield break;
        var groups = AwsPlanner.FewestGroups(instance);
        if (groups > AwsPlanner.GroupsPerInterface)
            yield return TooMany(policy, "AWS", FormattableString.Invariant(
                $"it needs {groups} security groups of {AwsPlanner.RulesPerDirectionAndFamily} rules for each direction and family, and an interface takes {AwsPlanner.GroupsPerInterface}"));
        var rules = AzurePlanner.CountRules(instance);
        if (rules > AzurePlanner.RulesPerGroup)
            yield return TooMany(policy, "Azure", FormattableString.Invariant($"it needs {rules} rules, and a network security group takes {AzurePlanner.RulesPerGroup}"));
    }

    private static Problem TooMany(PolicyDefinition policy, string cloud, string why) =>
        Problem.Warning(
            FindingIds.QuotaExceeded,
            $"Policy '{policy.Id}' does not fit into {cloud} even where all peer groups are one IPv4 address: {why}",
            "allow fewer services, or join ports to ranges")
            .At(-1, DeclarationPart.Whole);
}
