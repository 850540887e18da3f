using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Policy.Planning;

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
    public const int DefaultGroupsPerInterface = 5;

    /// <summary>The most that rules per group times groups per interface may be, whatever quotas were raised (Amazon VPC quotas).</summary>
    public const int RulesPerInterface = 1000;

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
        ImmutableArray<Problem> refused = [.. FindForeignPeers(request.Policy.Rules)];
        if (!refused.IsEmpty) throw new PolicyException(refused);

        var lists = AwsPrefixLists.For(request);
        var drafts = new List<AwsRuleDraft>(request.Policy.Rules.Sum(rule => rule.Peers.Length));
        foreach (var rule in request.Policy.Rules) drafts.AddRange(lists.Drafts(rule));
        drafts.Sort((left, right) => string.CompareOrdinal(left.Key, right.Key));
        var headRoom = new AwsHeadRoom(drafts);
        var allocation = AwsGroupAllocation.Allocate(request, drafts, headRoom);
        var words = AwsRuleWords.For(request.Policy.Definition);
        var order = new AwsListOrder(request, lists, allocation.Groups, allocation.Places);
        var resources = Resources(request, allocation, allocation.Places, lists, order, words);
        resources = [.. resources, .. AwsDigestTags.For(request, resources)];

        var ranges = AwsPlanReader.Ranges(resources);
        PlanProof.Check(AwsTarget.Instance, request, AwsPlanReader.Flows(ranges));

        var moves = FindMoves(request, allocation, resources);
        var quotas = AwsQuotas.For(request, allocation, headRoom);
        return new Plan(
            AwsTarget.Instance,
            request,
            resources,
            quotas,
            [
                .. InstanceReview.Find(AwsTarget.Instance, request),
                .. AwsQuotas.FindProblems(request, quotas, allocation, headRoom, drafts),
                .. AwsMoves.FindProblems(request, allocation, moves),
                .. order.FindProblem() is { } circle ? [circle] : Array.Empty<Problem>(),
            ])
        {
            FirstStep = allocation.Early.Count == allocation.Places.Count
                ? null
                : Step(Resources(
                    request,
                    allocation,
                    allocation.Early,
                    lists,
                    new AwsListOrder(request, lists, allocation.Groups, allocation.Early),
                    words)),
            Reading = new AwsReading(ranges, [.. allocation.Unattached.Select(group => AwsNames.Group(request.Name, group))], moves.Flows),
        };
    }

    /// <summary>The flows that move between groups; none if there is only one group.</summary>
    private static GroupMoves FindMoves(
        PlanRequest request, AwsGroupAllocation allocation, ImmutableArray<PlannedResource> resources) =>
        request.Recorded is not { } recorded || allocation.GroupsDuring < 2
            ? GroupMoves.None
            : GroupMoves.Find(
                recorded, AwsRecord.Read(request.Name, resources.Select(RecordedResource.From)), request.AttachedGroups);

    private static IEnumerable<Problem> FindForeignPeers(ImmutableArray<Rule> rules) => ForeignPeers.Find(
        rules,
        kind => kind is not (PeerKind.ServiceTag or PeerKind.ApplicationSecurityGroup),
        "is an Azure group, but AWS accepts prefixes, security groups and prefix lists",
        "name one of these for instances on AWS");

    /// <summary>A step has no tag with the digest, which would say that the plan is there.</summary>
    private static PlanStep Step(ImmutableArray<PlannedResource> resources) => new(resources, AwsPlanReader.Flows(resources));

    /// <summary>The resources of an instance with some of its rules.</summary>
    private static ImmutableArray<PlannedResource> Resources(
        PlanRequest request,
        AwsGroupAllocation allocation,
        IReadOnlyList<AwsPlace> places,
        AwsPrefixLists lists,
        AwsListOrder order,
        AwsRuleWords words)
    {
        var ids = allocation.Groups.ToDictionary(group => group, group => IdOf(request, group));
        var rules = places
            .Select(place => place.Draft.ToResource($"{request.Name}-{place.Name}", ids[place.Group], request.Region, words))
            .ToList();
        var attachments = AwsAttachments.For(request, allocation, order);
        return
        [
            .. Groups(request, allocation.Groups, places),
            .. Ordered(request, places, rules, attachments, lists, order),
            .. request.ExclusiveRules ? Exclusive(request, allocation.Groups, places, rules, attachments) : [],
        ];
    }

    /// <summary>The lists, rules and attachments, each one after the resources that it depends on.</summary>
    private static IEnumerable<PlannedResource> Ordered(
        PlanRequest request,
        IReadOnlyList<AwsPlace> places,
        List<PlannedResource> rules,
        ImmutableArray<PlannedResource> attachments,
        AwsPrefixLists lists,
        AwsListOrder order)
    {
        var made = order.Lists.ToLookup(order.Waits, list => (Name: list, Resource: lists.ToResource(request, list, order.WaitsOf(list))));
        var ofWaiting = rules.Zip(places, (rule, place) => (Rule: rule, place.Draft.Remote.List)).ToLookup(
            of => order.Waits(of.List) ? of.List : null, of => of.Rule);
        return
        [
            .. made[false].Select(list => list.Resource),
            .. ofWaiting[null],
            .. attachments,
            .. made[true].SelectMany(list => ofWaiting[list.Name].Prepend(list.Resource)),
        ];
    }

    /// <summary>The fewest groups that a policy's rules can be spread over.</summary>
    internal static int FewestGroups(FirewallPolicy policy)
    {
        var lists = AwsPrefixLists.For(new PlanRequest("any", policy));
        return new AwsHeadRoom([.. policy.Rules.SelectMany(lists.Drafts)]).FewestGroups(
            RulesPerDirectionAndFamily, withHeadRoom: false);
    }

    /// <summary>The most groups that an interface accepts: five, unless so many rules each are more than AWS allows at all.</summary>
    internal static int GroupsPerInterface(PlanRequest request) =>
        Math.Max(1, Math.Min(DefaultGroupsPerInterface, RulesPerInterface / request.RulesPerGroup));

    internal static PropertyReference IdOf(PlanRequest request, int group) => new(AwsNames.Group(request.Name, group), "id");

    private static IEnumerable<PlannedResource> Groups(PlanRequest request, ImmutableArray<int> groups, IReadOnlyList<AwsPlace> places)
    {
        var placesOf = places.ToLookup(place => place.Group);
        var tags = PlanTags.ForGroup(request, PlanTags.PlannedDigest);
        return groups.Select(group => Group(request, group, placesOf[group], tags));
    }

    private static PlannedResource Group(PlanRequest request, int group, IEnumerable<AwsPlace> places, PropertyMap tags)
    {
        var adopted = group == 0 ? request.AdoptGroupId : null;
        return new PlannedResource(
            AwsTypes.SecurityGroup,
            AwsNames.Group(request.Name, group),
            new PropertyMap
            {
                { "description", GroupDescription },
                { "vpcId", request.VpcId },
                { "region", request.Region },
                { "revokeRulesOnDelete", true },
                { "tags", tags },
            },
            Origin.Join(places.Select(place => place.Draft.Origins)))
        {
            ImportId = adopted,
            Protect = request.Protect,

            // Name and description of a group cannot change: a difference would replace the group under running calls.
            IgnoreChanges = adopted is null ? AwsDigestTags.OfOthers : ["description", "name", "namePrefix", .. AwsDigestTags.OfOthers],
        };
    }

    /// <summary>
    /// The sets by which the provider revokes what is not listed. Each waits for the rules and attachments of all groups, not of its own
    /// alone: a flow whose rule goes from one group may be permitted by another one from now on.
    /// </summary>
    /// <remarks>
    /// Only the first set names all of them, and the others wait for it: with the names in every set a plan would grow with the square of
    /// its rules. The engine does nothing with a resource whose dependency failed or was not reached, so that a first set that fails holds
    /// the others back, and more stays permitted until the next update.
    /// </remarks>
    private static IEnumerable<PlannedResource> Exclusive(
        PlanRequest request,
        ImmutableArray<int> groups,
        IReadOnlyList<AwsPlace> places,
        List<PlannedResource> rules,
        ImmutableArray<PlannedResource> attachments)
    {
        // The rules are in this order already.
        ImmutableArray<string> before = groups.Length > 1 ? [.. rules.Select(rule => rule.Name)] : [];
        if (!attachments.IsEmpty)
        {
            before =
            [
                .. attachments.Select(attachment => attachment.Name).Concat(before).OrderBy(name => name, StringComparer.Ordinal),
            ];
        }

        var rulesOf = rules.Zip(places, (rule, place) => (Rule: rule, place.Group)).ToLookup(placed => placed.Group, placed => placed.Rule);
        foreach (var group in groups)
        {
            var name = AwsNames.Group(request.Name, group) + "-exclusive";
            yield return new PlannedResource(
                AwsTypes.ExclusiveRules,
                name,
                new PropertyMap
                {
                    { "securityGroupId", IdOf(request, group) },
                    { "region", request.Region },
                    { "ingressRuleIds", Ids(AwsTypes.IngressRule) },
                    { "egressRuleIds", Ids(AwsTypes.EgressRule) },
                },
                [])
            {
                DependsOn = before,
            };
            if (group == groups[0]) before = [name];

            PropertyList Ids(string type) =>
                new([.. rulesOf[group].Where(rule => rule.Type == type).Select(rule => new PropertyReference(rule.Name, "id"))]);
        }
    }
}
