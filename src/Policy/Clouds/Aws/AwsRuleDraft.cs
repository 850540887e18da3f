using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Problems;

namespace Starface.Policy.Clouds.Aws;

/// <summary>A rule resource before it has its group.</summary>
/// <param name="Key">
/// Everything that identifies a rule in AWS (direction, protocol, ports, remote side): unique in its instance, and never changed. With the
/// instance's name before it, it is the resource's logical name.
/// </param>
/// <param name="Rule">The permission it implements.</param>
/// <param name="Remote">The remote side.</param>
/// <param name="Origins">The services and rows it serves.</param>
internal sealed record AwsRuleDraft(string Key, Rule Rule, AwsRemote Remote, ImmutableArray<Origin> Origins)
{
    public Direction Direction => Rule.Direction;

    /// <summary>Whether the rule must never be cut.</summary>
    public bool NeverCut => Origins.Any(origin => origin.NeverCut);

    /// <summary>The rule's resource in a group.</summary>
    /// <param name="name">The resource's logical name.</param>
    /// <param name="group">The group.</param>
    /// <param name="region">The region, or null for the provider's.</param>
    /// <param name="words">What rules say of their origins.</param>
    public PlannedResource ToResource(string name, PropertyReference group, string? region, AwsRuleWords words)
    {
        var said = words.For(Origins);
        var (fromPort, toPort) = Ports(Rule);
        return new PlannedResource(
            Direction == Direction.Inbound ? AwsTypes.IngressRule : AwsTypes.EgressRule,
            name,
            new PropertyMap(capacity: 8)
            {
                { "securityGroupId", group },
                { "region", region },
                { "description", said.Description },
                { "ipProtocol", ProtocolText(Rule.Protocol) },
                { "fromPort", fromPort },
                { "toPort", toPort },
                { Remote.Property, Remote.Value },
                { "tags", Remote.IsPrefixList ? PlanTags.WithWeight(said.Tags, Remote.Weight) : said.Tags },
            },
            Origins);
    }

    /// <summary>What the keys of a permission's drafts begin with: everything but the remote side.</summary>
    public static string KeyStartOf(Rule rule) =>
        KeyStartOf(rule.Direction, RuleText.Describe(rule.Protocol), PortSlug(rule.Protocol, rule.Ports));

    /// <summary>The key of the rule that permits some flows; that of no planned rule where plans do not use its protocol.</summary>
    /// <param name="range">The flows.</param>
    public static string KeyOf(FlowRange range)
    {
        var number = range.Protocols.IsAll ? (int)Protocol.Any : range.Protocols.First;
        var isKnown = Enum.IsDefined(typeof(Protocol), number);
        return KeyStartOf(
            range.Direction,
            isKnown ? RuleText.Describe((Protocol)number) : range.Protocols.ToString(),
            isKnown ? PortSlug((Protocol)number, range.Ports) : "") + AwsRemote.SlugOf(range.Remote);
    }

    private static string KeyStartOf(Direction direction, string protocol, string ports)
    {
        var way = direction == Direction.Inbound ? "in" : "out";
        return ports.Length == 0 ? $"{way}-{protocol}-" : $"{way}-{protocol}-{ports}-";
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

    private static string PortSlug(Protocol protocol, PortRange ports)
    {
        if (RuleText.HasPorts(protocol)) return ports.ToString();
        var text = RuleText.HasIcmpTypes(protocol) ? RuleText.Ports(protocol, ports) : "all";
        return text == "all" ? "" : text.Replace(" ", "");
    }

    /// <summary>Names where AWS has them, else numbers; "-1" is every protocol.</summary>
    private static string ProtocolText(Protocol protocol) =>
        RuleText.HasPorts(protocol) || RuleText.HasIcmpTypes(protocol)
            ? RuleText.Describe(protocol)
            : ((int)protocol).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
