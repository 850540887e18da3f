using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Problems;

namespace Starface.Policy.Clouds.Azure;

/// <summary>A rule of a network security group before it has its priority.</summary>
/// <param name="rule">The permission it implements.</param>
/// <param name="suffix">What distinguishes it from the permission's other rules: the family or the symbolic group.</param>
/// <param name="remotes">The remote prefixes of one family without overlaps, or the one service tag, or "*".</param>
/// <param name="origins">The services and rows it serves.</param>
internal sealed class AzureRuleDraft(Rule rule, string suffix, ImmutableArray<string> remotes, ImmutableArray<Origin> origins)
{
    private const string Everything = "*";

    /// <summary>The rule's name: at most 80 letters, digits, hyphens, dots and underscores.</summary>
    public string Name { get; } = string.Join("-", NameParts(rule, suffix).Where(part => part.Length > 0));

    /// <summary>The permission it implements.</summary>
    public Rule Rule { get; } = rule;

    /// <summary>The remote prefixes of one family without overlaps, or the one service tag, or "*".</summary>
    public ImmutableArray<string> Remotes { get; } = remotes;

    /// <summary>The services and rows it serves.</summary>
    public ImmutableArray<Origin> Origins { get; } = origins;

    /// <summary>The application security group in place of <see cref="Remotes"/>, or null.</summary>
    public PropertyValue? Group { get; private init; }

    /// <summary>The rule of one group that only Azure knows.</summary>
    public static AzureRuleDraft ForGroup(Rule rule, RulePeer peer)
    {
        if (peer.Peer.Kind == PeerKind.ServiceTag)
            return new AzureRuleDraft(rule, "tag-" + peer.Peer, [peer.Peer.ToString()], peer.Origins);
        var id = peer.Peer.InputName ?? peer.Peer.Group!;
        var name = id.Substring(id.LastIndexOf('/') + 1);

        // The last segment is what people call the group; the hash of the whole id tells apart groups of one name.
        const int LongestName = 40;
        var slug = $"asg-{(name.Length > LongestName ? name.Substring(0, LongestName) : name)}-{AzurePriorities.Hash(id)}";
        return new AzureRuleDraft(rule, slug, [], peer.Origins)
        {
            Group = peer.Peer.InputName is { } input ? new PropertyInput(input) : peer.Peer.Group,
        };
    }

    /// <summary>
    /// The rule as an inline rule of the provider. Lists stand only in the plural fields, "*" and service tags only in the singular ones.
    /// </summary>
    public PropertyMap ToProperties(int priority) => Properties(
        Name, Rule.Direction, priority, allow: true, ProtocolText(Rule.Protocol), PortText(Rule), Remotes, Group, CloudText.Description(
            Origins, AzurePlanner.DescriptionLength));

    /// <summary>A rule that ends a direction.</summary>
    public static PropertyMap Closing(string name, Direction direction, int priority, string remote, bool allow, string description) =>
        Properties(name, direction, priority, allow, Everything, Everything, [remote], null, description);

    private static PropertyMap Properties(
        string name,
        Direction direction,
        int priority,
        bool allow,
        string protocol,
        string ports,
        ImmutableArray<string> remotes,
        PropertyValue? group,
        string description)
    {
        var (remoteSide, ownSide) = direction == Direction.Inbound ? ("source", "destination") : ("destination", "source");
        return new PropertyMap
        {
            { "name", name },
            { "description", description },
            { "direction", direction == Direction.Inbound ? "Inbound" : "Outbound" },
            { "access", allow ? "Allow" : "Deny" },
            { "priority", priority },
            { "protocol", protocol },
            { "sourcePortRange", Everything },
            { "destinationPortRange", ports },
            { $"{remoteSide}AddressPrefix", remotes.Length == 1 ? remotes[0] : null },
            { $"{remoteSide}AddressPrefixes", remotes.Length > 1 ? PropertyList.From(remotes) : null },
            { $"{remoteSide}ApplicationSecurityGroupIds", group is null ? null : new PropertyList([group]) },
            { $"{ownSide}AddressPrefix", Everything },
        };
    }

    /// <summary>The provider accepts exactly these spellings.</summary>
    private static string ProtocolText(Protocol protocol) => protocol switch
    {
        Protocol.Tcp => "Tcp",
        Protocol.Udp => "Udp",
        Protocol.Icmp => "Icmp",
        Protocol.Esp => "Esp",
        Protocol.Ah => "Ah",
        Protocol.Any => "*",
        _ => throw new PolicyException(
            Problem.Error(ProblemIds.NotExpressible, $"Azure has no rule for the protocol {RuleText.Describe(protocol)}")),
    };

    private static string[] NameParts(Rule rule, string suffix) =>
    [
        rule.Direction == Direction.Inbound ? "in" : "out",
        RuleText.Describe(rule.Protocol),
        PortText(rule) is var ports and not Everything ? ports : "",
        suffix,
    ];

    private static string PortText(Rule rule) =>
        RuleText.HasPorts(rule.Protocol) && rule.Ports != PortRange.All ? rule.Ports.ToString() : Everything;
}
