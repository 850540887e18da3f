using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Rules;

namespace Starface.Policy.Clouds.Aws;

/// <summary>
/// Plans a security group with one rule resource for each rule and remote side, and more groups when the quota asks for them.
/// Without an egress rule a group permits no egress: the provider revokes the allow-all rule that AWS adds.
/// </summary>
/// <remarks>
/// A rule's logical name has everything that identifies it in AWS (direction, protocol, ports, remote side). So a rule resource is
/// never replaced inside its group, two rules never collide in AWS, and no replacement order has to be forced: the engine adds before it
/// removes.
/// </remarks>
internal static class AwsPlanner
{
    /// <summary>The description of every group. Constant for ever: AWS cannot change it, so a change would replace the group.</summary>
    public const string GroupDescription = "Firewall policy of a STARFACE PBX, managed as code";

    /// <summary>Rules per direction and address family that a group accepts by default (Amazon VPC quotas, L-0EA8095F).</summary>
    public const int RulesPerDirectionAndFamily = 60;

    /// <summary>Security groups that a network interface accepts by default (Amazon VPC quotas, L-2AFB9258).</summary>
    public const int GroupsPerInterface = 5;

    /// <summary>The longest description of a rule.</summary>
    public const int DescriptionLength = 255;

    /// <summary>What AWS counts apart: each direction in each family.</summary>
    internal static readonly ImmutableArray<AwsAxis> Axes =
    [
        new(Direction.Inbound, AddressFamily.IPv4),
        new(Direction.Inbound, AddressFamily.IPv6),
        new(Direction.Outbound, AddressFamily.IPv4),
        new(Direction.Outbound, AddressFamily.IPv6),
    ];

    /// <summary>Makes the plan of an instance.</summary>
    /// <param name="request">The instance.</param>
    /// <exception cref="PolicyException">The policy's arguments do not fit, or the name cannot stand in resource names.</exception>
    public static Plan Plan(PlanRequest request)
    {
        InstanceName.Require(request.Name);
        var lists = AwsPrefixLists.For(request);
        var drafts = request.Policy.Rules
            .SelectMany(rule => lists.Drafts(request.Name, rule))
            .OrderBy(draft => draft.Name, StringComparer.Ordinal)
            .ToList();
        var groupOf = AwsGroupAllocation.Allocate(drafts);
        var groups = Groups(drafts, groupOf);
        var ids = groups.Select((_, group) => new PropertyReference(GroupName(request, group), "id")).ToList();
        var words = AwsRuleWords.For(request.Policy.Definition);

        ImmutableArray<PlannedResource> resources =
        [
            .. groups.Select((standing, group) => Group(request, group, standing)),
            .. lists.Resources(request),
            .. drafts.Select((draft, i) => draft.ToResource(ids[groupOf[i]], request.Region, words)),
            .. request.ExclusiveRules ? groups.Select((standing, group) => Exclusive(request, group, standing)) : [],
        ];

        var ranges = AwsPlanReader.Ranges(resources);
        PlanProof.Check(AwsTarget.Instance, request, AwsPlanReader.Flows(ranges));

        var quotas = Quotas(groups);
        return new Plan(
            AwsTarget.Instance,
            request,
            resources,
            quotas,
            [
                .. request.Policy.Findings,
                .. Expiry.Findings(request.Policy.Definition, request.Today),
                .. quotas.Select(quota => quota.FindProblem(FindFix(groups.Count), () => CostsOf(drafts))).OfType<Problem>(),
                .. AwsUnfiltered.Findings(request.Policy.Rules),
            ])
        { Reading = ranges };
    }

    /// <summary>The fewest groups that a policy's rules can be spread over.</summary>
    internal static int FewestGroups(FirewallPolicy policy)
    {
        var request = new PlanRequest("any", policy);
        var lists = AwsPrefixLists.For(request);
        return AwsGroupAllocation.Fewest([.. policy.Rules.SelectMany(rule => lists.Drafts(request.Name, rule))]);
    }

    /// <summary>The rules of each group; there is a first group even without rules.</summary>
    private static List<List<AwsRuleDraft>> Groups(List<AwsRuleDraft> drafts, int[] groupOf)
    {
        List<List<AwsRuleDraft>> groups = [[]];
        for (var i = 0; i < drafts.Count; i++)
        {
            while (groups.Count <= groupOf[i]) groups.Add([]);
            groups[groupOf[i]].Add(drafts[i]);
        }

        return groups;
    }

    /// <summary>The first group has the instance's name, so that a plan that once fitted into one group keeps it.</summary>
    private static string GroupName(PlanRequest request, int group) =>
        group == 0 ? request.Name : FormattableString.Invariant($"{request.Name}-{group + 1}");

    private static PlannedResource Group(PlanRequest request, int group, List<AwsRuleDraft> drafts)
    {
        var adopted = group == 0 ? request.AdoptGroupId : null;
        return new PlannedResource(
            AwsTypes.SecurityGroup,
            GroupName(request, group),
            new PropertyMap
            {
                { "description", GroupDescription },
                { "vpcId", request.VpcId },
                { "region", request.Region },
                { "revokeRulesOnDelete", true },
                { "tags", PlanTags.ForGroup(request) },
            },
            [.. drafts.SelectMany(draft => draft.Origins).Distinct().OrderBy(origin => origin)])
        {
            ImportId = adopted,
            Protect = request.Protect,

            // Name and description of a group cannot change: a difference would replace the group under running calls.
            IgnoreChanges = adopted is null ? [] : ["description", "name", "namePrefix"],
        };
    }

    /// <summary>It refers to every rule of its group, so the engine removes foreign rules only after the plan's own are there.</summary>
    private static PlannedResource Exclusive(PlanRequest request, int group, List<AwsRuleDraft> drafts)
    {
        return new PlannedResource(
            AwsTypes.ExclusiveRules,
            GroupName(request, group) + "-exclusive",
            new PropertyMap
            {
                { "securityGroupId", new PropertyReference(GroupName(request, group), "id") },
                { "region", request.Region },
                { "ingressRuleIds", Ids(Direction.Inbound) },
                { "egressRuleIds", Ids(Direction.Outbound) },
            },
            []);

        PropertyList Ids(Direction direction) =>
            new([.. drafts.Where(draft => draft.Direction == direction).Select(draft => new PropertyReference(draft.Name, "id"))]);
    }

    /// <summary>The fullest group decides for each direction and family.</summary>
    private static ImmutableArray<Quota> Quotas(List<List<AwsRuleDraft>> groups)
    {
        var ofFullest = groups.Count == 1 ? "" : " in the fullest group";
        return
        [
            .. Axes.Select(axis => new Quota(
                $"{RuleText.Describe(axis.Direction)} {RuleText.Describe(axis.Family)} rules{ofFullest}",
                AwsGroupAllocation.Heaviest(groups, axis),
                RulesPerDirectionAndFamily)),
            new Quota("security groups per interface", groups.Count, GroupsPerInterface),
        ];
    }

    private static string FindFix(int groups) => groups switch
    {
        > GroupsPerInterface => "use fewer or wider prefixes, or have the quotas for rules or groups raised",
        GroupsPerInterface => "use fewer or wider prefixes",
        _ => "use fewer or wider prefixes, or expect further rules in one more security group, which the interface needs as well",
    };

    /// <summary>The peers that need the most rules.</summary>
    private static string CostsOf(List<AwsRuleDraft> drafts)
    {
        var costs = drafts
            .GroupBy(
                draft =>
                    string.Join(
                        "+", draft.Origins
                            .Select(origin => origin.PeerGroup ?? origin.Host ?? origin.Service)
                            .Distinct(StringComparer.Ordinal)), StringComparer.Ordinal)
            .Select(peers => new { Peers = peers.Key, Rules = peers.Sum(draft => draft.Remote.Weight) })
            .OrderByDescending(cost => cost.Rules)
            .ThenBy(cost => cost.Peers, StringComparer.Ordinal)
            .Take(3)
            .Select(cost => FormattableString.Invariant($"{cost.Peers} {cost.Rules}"));
        return $"most rules go to {string.Join(", ", costs)}";
    }
}
