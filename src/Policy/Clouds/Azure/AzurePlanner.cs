using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Problems;
using Starface.Policy.Rules;

namespace Starface.Policy.Clouds.Azure;

/// <summary>
/// Plans a network security group with inline rules: one atomic write, foreign rules are seen, priorities can change places.
/// A deny rule in each direction closes what Azure's default rules would let through.
/// </summary>
internal static class AzurePlanner
{
    /// <summary>The priority of the rules that close each direction: the last one a custom rule can have.</summary>
    public const int DenyPriority = 4096;

    /// <summary>The priority of the rule that lets health probes in.</summary>
    public const int ProbePriority = 4095;

    /// <summary>The rules that a group accepts (Azure subscription limits).</summary>
    public const int RulesPerGroup = 1000;

    /// <summary>The addresses and ranges that a group accepts as sources, and again as destinations (Azure subscription limits).</summary>
    public const int AddressesPerSide = 4000;

    /// <summary>The longest description of a rule.</summary>
    public const int DescriptionLength = 140;

    /// <summary>The name of the rule that lets health probes in.</summary>
    public const string ProbeRule = "in-probes";

    private const string Everything = "*";

    /// <summary>Makes the plan of an instance.</summary>
    /// <param name="request">The instance.</param>
    /// <exception cref="PolicyException">The policy's arguments do not fit, or the name cannot stand in resource names.</exception>
    public static Plan Plan(PlanRequest request)
    {
        ImmutableArray<Problem> refused =
            [.. FindForeignPeers(request.Policy.Rules), .. request.Policy.Rules.Select(Refusal).OfType<Problem>()];
        if (!refused.IsEmpty) throw new PolicyException(refused);

        var drafts = request.Policy.Rules.SelectMany(Drafts).ToList();
        if (drafts.Count > AzurePriorities.Slots)
        {
            throw new PolicyException(Problem.Error(
                ProblemIds.QuotaExceeded,
                FormattableString.Invariant(
                    $"The policy needs {drafts.Count} rules, but an Azure network security group holds {RulesPerGroup}"),
                "allow fewer services, or combine ports into ranges"));
        }

        var rules = Closed(drafts, request.AllowLoadBalancerProbes);
        var group = new PlannedResource(
            AzureTypes.NetworkSecurityGroup,
            InstanceName.Require(request.Name),
            new PropertyMap
            {
                { "resourceGroupName", request.ResourceGroupName },
                { "location", request.Location },
                { "securityRules", new PropertyList([.. rules]) },
                { "tags", PlanTags.ForGroup(request, PlanTags.Digest) },
            },
            Origin.Join(request.Policy.Rules.SelectMany(rule => rule.Peers).Select(peer => peer.Origins)))
        {
            Protect = request.Protect,
        };
        ImmutableArray<PlannedResource> resources = [group, .. AzureAssociations.For(request)];

        PlanProof.Check(AzureTarget.Instance, request, AzurePlanReader.Flows(resources, request.AllowLoadBalancerProbes));

        var quotas = Quotas(drafts, rules.Count);
        return new Plan(
            AzureTarget.Instance,
            request,
            resources,
            quotas,
            [
                .. InstanceReview.Find(AzureTarget.Instance, request),
                .. quotas.Select(quota => quota.FindProblem("use fewer or wider prefixes")).OfType<Problem>(),
            ]);
    }

    /// <summary>How many rules a policy needs, with those that close both directions.</summary>
    internal static int CountRules(FirewallPolicy policy) => policy.Rules.Sum(rule => Drafts(rule).Count()) + 2;

    /// <summary>What Azure's rules lack for a protocol and its ports, or null.</summary>
    internal static string? Gap(Protocol protocol, PortRange ports) => protocol switch
    {
        Protocol.Icmp when ports != PortRange.All => "it has no types and codes for ICMP",
        Protocol.IcmpV6 => "its rules have no protocol for ICMPv6",
        _ => null,
    };

    private static IEnumerable<Problem> FindForeignPeers(ImmutableArray<Rule> rules) => ForeignPeers.Find(
        rules,
        kind => kind is not (PeerKind.SecurityGroup or PeerKind.PrefixList),
        "is an AWS group, but Azure accepts prefixes, service tags and application security groups",
        "name one of these for instances on Azure");

    /// <summary>
    /// Why Azure has no rule for this, or null. Widening instead would break the promise that a plan permits exactly what is declared.
    /// </summary>
    private static Problem? Refusal(Rule rule)
    {
        var reason = Gap(rule.Protocol, rule.Ports);
        return reason is null
            ? null
            : Problem.Error(
                ProblemIds.NotExpressible,
                $"Azure cannot express the {RuleText.Describe(rule.Direction)} rule for {RuleText.Describe(rule.Protocol)} "
                + $"{RuleText.Ports(rule.Protocol, rule.Ports)} "
                    + $"of {string.Join(", ", rule.Origins.Select(origin => origin.Service).Distinct(StringComparer.Ordinal))}: {reason}",
                "remove it from policies for Azure") with
            { ConfigKey = ArgumentProblems.PolicyKey };
    }

    /// <summary>
    /// The rules of one permission: one for all addresses of both families, else one for each family, and one for each symbolic group.
    /// </summary>
    private static IEnumerable<AzureRuleDraft> Drafts(Rule rule)
    {
        var prefixes = rule.Peers.Where(peer => !peer.Peer.Scope.IsGroup).ToList();
        var ipv4 = prefixes.FindAll(peer => peer.Peer.Scope.Addresses.Family == AddressFamily.IPv4);
        var ipv6 = prefixes.FindAll(peer => peer.Peer.Scope.Addresses.Family == AddressFamily.IPv6);
        var (coverOfIPv4, coverOfIPv6) = (Cover(ipv4), Cover(ipv6));
        if (IsAny(coverOfIPv4) && IsAny(coverOfIPv6))
        {
            yield return new AzureRuleDraft(rule, "any", [Everything], Origins(prefixes));
        }
        else
        {
            if (coverOfIPv4.Count > 0) yield return new AzureRuleDraft(rule, "v4", Texts(coverOfIPv4), Origins(ipv4));
            if (coverOfIPv6.Count > 0) yield return new AzureRuleDraft(rule, "v6", Texts(coverOfIPv6), Origins(ipv6));
        }

        foreach (var peer in rule.Peers.Where(peer => peer.Peer.Kind != PeerKind.Prefix))
            yield return AzureRuleDraft.ForGroup(rule, peer);
    }

    /// <summary>The prefixes without overlaps, as Azure asks for in one list.</summary>
    private static List<Peer> Cover(List<RulePeer> peers)
    {
        var prefixes = peers.ConvertAll(peer => peer.Peer);
        prefixes.Sort(WiderFirst);
        var kept = new List<Peer>();
        foreach (var prefix in prefixes)
        {
            // Sorted by network and then length, a prefix that contains this one is the last that was kept.
            if (kept.Count == 0 || !kept[kept.Count - 1].Contains(prefix)) kept.Add(prefix);
        }

        return kept;
    }

    private static int WiderFirst(Peer left, Peer right)
    {
        var order = left.Scope.Addresses.First.CompareTo(right.Scope.Addresses.First);
        return order != 0 ? order : right.Scope.Addresses.Last.CompareTo(left.Scope.Addresses.Last);
    }

    private static bool IsAny(List<Peer> cover) => cover.Count == 1 && cover[0].Scope.Addresses.IsAny;

    private static ImmutableArray<string> Texts(List<Peer> cover) => [.. cover.Select(prefix => prefix.ToString())];

    private static ImmutableArray<Origin> Origins(IEnumerable<RulePeer> peers) =>
        Origin.Join(peers.Select(peer => peer.Origins));

    private static List<PropertyMap> Closed(List<AzureRuleDraft> drafts, bool allowProbes)
    {
        var rules = new List<PropertyMap>();
        foreach (var direction in (Direction[])[Direction.Inbound, Direction.Outbound])
        {
            var ofDirection = drafts
                .Where(draft => draft.Rule.Direction == direction)
                .OrderBy(draft => draft.Name, StringComparer.Ordinal)
                .ToList();
            var priorities = AzurePriorities.Assign(ofDirection.Select(draft => draft.Name));
            rules.AddRange(ofDirection.Select(draft => draft.ToProperties(priorities[draft.Name])));
        }

        if (allowProbes)
        {
            rules.Add(
                AzureRuleDraft.Closing(
                    ProbeRule, Direction.Inbound, ProbePriority, "AzureLoadBalancer", allow: true, "Health probes of the load balancer"));
        }
        rules.Add(AzureRuleDraft.Closing("in-deny-all", Direction.Inbound, DenyPriority, Everything, allow: false, "Closes what the "
            + "default rules let in, the virtual network among it"));
        rules.Add(AzureRuleDraft.Closing("out-deny-all", Direction.Outbound, DenyPriority, Everything, allow: false, "Closes what the "
            + "default rules let out, the Internet among it"));
        return rules;
    }

    private static ImmutableArray<Quota> Quotas(List<AzureRuleDraft> drafts, int rules) =>
    [
        new Quota("rules", rules, RulesPerGroup),
        new Quota("source addresses", Addresses(drafts, Direction.Inbound), AddressesPerSide),
        new Quota("destination addresses", Addresses(drafts, Direction.Outbound), AddressesPerSide),
    ];

    private static int Addresses(List<AzureRuleDraft> drafts, Direction direction)
    {
        var count = 0;
        foreach (var draft in drafts) count += draft.Rule.Direction == direction ? draft.Remotes.Length : 0;
        return count;
    }
}
