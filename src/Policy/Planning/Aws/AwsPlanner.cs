using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Planning.Aws;

/// <summary>
/// Plans a security group with one rule resource for each rule and remote side. Without an egress rule the group permits no egress:
/// the provider revokes the allow-all rule that AWS adds.
/// </summary>
/// <remarks>
/// A rule's logical name holds all that AWS takes for its identity (direction, protocol, ports, remote side). So a rule resource is
/// never replaced inside its group, two rules never collide in AWS, and no replacement order has to be forced.
/// </remarks>
public static class AwsPlanner
{
    /// <summary>The description of every group. Constant for ever: AWS cannot change it, so a change would replace the group.</summary>
    public const string GroupDescription = "Firewall policy of a STARFACE PBX, managed as code";

    /// <summary>Rules per direction and address family that a group takes by default (Amazon VPC quotas, L-0EA8095F).</summary>
    public const int RulesPerDirectionAndFamily = 60;

    /// <summary>The longest description of a rule.</summary>
    public const int DescriptionLength = 255;

    /// <summary>Makes the plan of an instance.</summary>
    /// <param name="request">The instance.</param>
    /// <exception cref="PolicyException">The policy's arguments do not fit, or the name cannot stand in resource names.</exception>
    public static Plan Plan(PlanRequest request)
    {
        var group = new PlannedResource(
            AwsTypes.SecurityGroup,
            InstanceName.Require(request.Name),
            new PropertyMap
            {
                { "description", GroupDescription },
                { "vpcId", request.VpcId },
                { "region", request.Region },
                { "revokeRulesOnDelete", true },
                { "tags", PlanTags.OfGroup(request) },
            },
            [.. request.Policy.Rules.SelectMany(rule => rule.Origins).Distinct().OrderBy(origin => origin)]);

        var rules = request.Policy.Rules
            .SelectMany(rule => rule.Peers.Select(peer => RuleResource(request, rule, peer)))
            .OrderBy(resource => resource.Name, StringComparer.Ordinal);
        ImmutableArray<PlannedResource> resources = [group, .. rules];

        PlanProof.Check(Cloud.Aws, request, AwsPlanReader.Flows(resources));

        var quotas = Quotas(request.Policy);
        const string Mend = "Name fewer or wider prefixes, or have the quota 'Inbound or outbound rules per security group' raised.";
        return new Plan(
            Cloud.Aws,
            request.Name,
            request.Policy,
            resources,
            quotas,
            [
                .. request.Policy.Findings,
                .. quotas.Select(quota => quota.ToFinding(Mend)).OfType<Finding>(),
                .. AwsUnfiltered.Findings(request.Policy.Rules),
            ]);
    }

    private static PlannedResource RuleResource(PlanRequest request, Rule rule, RulePeer peer)
    {
        var inbound = rule.Direction == Direction.Inbound;
        var (fromPort, toPort) = Ports(rule);
        var name = string.Join("-", new[] { request.Name, inbound ? "in" : "out", RuleText.Of(rule.Protocol), PortSlug(rule, fromPort, toPort), PeerSlug(peer.Peer) }.Where(part => part.Length > 0));
        return new PlannedResource(
            inbound ? AwsTypes.IngressRule : AwsTypes.EgressRule,
            name,
            new PropertyMap
            {
                { "securityGroupId", new PropertyReference(request.Name, "id") },
                { "region", request.Region },
                { "description", CloudText.Description(peer.Origins, DescriptionLength) },
                { "ipProtocol", ProtocolText(rule.Protocol) },
                { "fromPort", fromPort },
                { "toPort", toPort },
                { PeerProperty(peer.Peer.Scope), peer.Peer.ToString() },
                { "tags", PlanTags.OfRule(peer.Origins) },
            },
            peer.Origins);
    }

    /// <summary>The ports as AWS takes them: none for "-1" (the provider shows an endless difference otherwise), type and code for ICMP.</summary>
    private static (PropertyValue? From, PropertyValue? To) Ports(Rule rule)
    {
        if (RuleText.HasPorts(rule.Protocol)) return (rule.Ports.From, rule.Ports.To);
        if (!RuleText.HasIcmpTypes(rule.Protocol)) return (null, null);
        return rule.Ports.TryGetIcmp(out var type, out var code)
            ? (type, code)
            : throw new PolicyException($"AWS has no rule for several ICMP types at once ({rule.Ports}): declare one requirement for each type.");
    }

    /// <summary>Names where AWS has them, else numbers; "-1" is every protocol.</summary>
    private static string ProtocolText(Protocol protocol) =>
        RuleText.HasPorts(protocol) || RuleText.HasIcmpTypes(protocol) ? RuleText.Of(protocol) : Number((int)protocol);

    private static string PortSlug(Rule rule, PropertyValue? fromPort, PropertyValue? toPort)
    {
        if (fromPort is not PropertyNumber { Value: var from } || toPort is not PropertyNumber { Value: var to }) return "";
        if (RuleText.HasIcmpTypes(rule.Protocol))
            return from < 0 ? "" : to < 0 ? $"type{Number(from)}" : $"type{Number(from)}-code{Number(to)}";
        return from == to ? Number(from) : $"{Number(from)}-{Number(to)}";
    }

    private static string PeerSlug(Peer peer) => peer.ToString().Replace(':', '-').Replace('/', '-');

    private static string PeerProperty(RemoteScope scope)
    {
        if (!scope.IsGroup) return scope.Addresses.Family == AddressFamily.IPv4 ? "cidrIpv4" : "cidrIpv6";
        return scope.Group!.StartsWith("pl-", StringComparison.Ordinal) ? "prefixListId" : "referencedSecurityGroupId";
    }

    private static ImmutableArray<Quota> Quotas(FirewallPolicy policy) =>
    [
        .. from direction in new[] { Direction.Inbound, Direction.Outbound }
           from family in new[] { AddressFamily.IPv4, AddressFamily.IPv6 }
           select new Quota(
               $"{RuleText.Of(direction)} {family} rules",
               policy.Rules.Where(rule => rule.Direction == direction).Sum(rule => rule.Peers.Count(peer => CountsAgainst(peer.Peer.Scope, family))),
               RulesPerDirectionAndFamily),
    ];

    /// <summary>AWS does not document against which family a reference counts, so it counts against both.</summary>
    private static bool CountsAgainst(RemoteScope scope, AddressFamily family) => scope.IsGroup || scope.Addresses.Family == family;

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
