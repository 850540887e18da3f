using System.Collections.Immutable;
using Starface.Policy.Planning;
using Starface.Policy.Problems;

namespace Starface.Policy.Clouds.Aws;

/// <summary>A rule resource before it has its group.</summary>
/// <param name="Name">The logical name. It has everything that identifies a rule in AWS, so it is unique and never changes.</param>
/// <param name="Rule">The permission it implements.</param>
/// <param name="Remote">The remote side.</param>
/// <param name="Origins">The services and rows it serves.</param>
internal sealed record AwsRuleDraft(string Name, Rule Rule, AwsRemote Remote, ImmutableArray<Origin> Origins)
{
    public Direction Direction => Rule.Direction;

    /// <summary>The rule's resource in a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="region">The region, or null for the provider's.</param>
    /// <param name="words">What rules say of their origins.</param>
    public PlannedResource ToResource(PropertyReference group, string? region, AwsRuleWords words)
    {
        var said = words.For(Origins);
        var (fromPort, toPort) = Ports(Rule);
        return new PlannedResource(
            Direction == Direction.Inbound ? AwsTypes.IngressRule : AwsTypes.EgressRule,
            Name,
            new PropertyMap(capacity: 8)
            {
                { "securityGroupId", group },
                { "region", region },
                { "description", said.Description },
                { "ipProtocol", ProtocolText(Rule.Protocol) },
                { "fromPort", fromPort },
                { "toPort", toPort },
                { Remote.Property, Remote.Value },
                { "tags", said.Tags },
            },
            Origins);
    }

    /// <summary>The draft of a permission for one remote side.</summary>
    public static AwsRuleDraft For(string instance, Rule rule, AwsRemote remote, ImmutableArray<Origin> origins)
    {
        var service = $"{instance}-{(rule.Direction == Direction.Inbound ? "in" : "out")}-{RuleText.Describe(rule.Protocol)}";
        var ports = PortSlug(rule);
        return new AwsRuleDraft(ports.Length == 0 ? $"{service}-{remote.Slug}" : $"{service}-{ports}-{remote.Slug}", rule, remote, origins);
    }

    /// <summary>
    /// The ports in AWS: none for "-1" (the provider shows an endless difference otherwise), type and code for ICMP.
    /// </summary>
    private static (PropertyValue? From, PropertyValue? To) Ports(Rule rule)
    {
        if (RuleText.HasPorts(rule.Protocol)) return (rule.Ports.From, rule.Ports.To);
        if (!RuleText.HasIcmpTypes(rule.Protocol)) return (null, null);
        return rule.Ports.TryGetIcmp(out var type, out var code)
            ? (type, code)
            : throw new PolicyException(Problem.Error(
                ProblemIds.NotExpressible,
                $"AWS has no rule for several ICMP types at once ({rule.Ports})",
                "declare one requirement for each type"));
    }

    private static string PortSlug(Rule rule)
    {
        if (RuleText.HasPorts(rule.Protocol)) return rule.Ports.ToString();
        var text = RuleText.HasIcmpTypes(rule.Protocol) ? RuleText.Ports(rule.Protocol, rule.Ports) : "all";
        return text == "all" ? "" : text.Replace(" ", "");
    }

    /// <summary>Names where AWS has them, else numbers; "-1" is every protocol.</summary>
    private static string ProtocolText(Protocol protocol) =>
        RuleText.HasPorts(protocol) || RuleText.HasIcmpTypes(protocol)
            ? RuleText.Describe(protocol)
            : ((int)protocol).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
