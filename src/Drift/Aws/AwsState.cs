using System.Collections.Immutable;
using System.Globalization;
using Starface.Drift.Json;
using Starface.Drift.Live;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Flows;
using Starface.Policy.Problems;

namespace Starface.Drift.Aws;

/// <summary>Security groups and their rules in the state of a stack.</summary>
internal sealed class AwsState : ICloudState
{
    private const string GroupType = "aws:ec2/securityGroup:SecurityGroup";

    private const string TagType = "aws:ec2/tag:Tag";

    private static readonly string[] RuleTypes =
    [
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
        "aws:ec2/securityGroupRule:SecurityGroupRule",
    ];

    /// <summary>What a rule within a group has, and what one beside it has, of either kind of resource.</summary>
    private static readonly KnownMembers RuleMembers = new(
        "cidrBlocks", "description", "fromPort", "ipv6CidrBlocks", "prefixListIds", "protocol", "securityGroups", "self", "toPort",
        "cidrIpv4", "cidrIpv6", "ipProtocol", "prefixListId", "referencedSecurityGroupId", "securityGroupId", "securityGroupRuleId",
        "sourceSecurityGroupId", "arn", "id", "region", "tags", "tagsAll", "timeouts", "type", "__meta", "__defaults");

    /// <inheritdoc/>
    public StateResourceKind? KindOf(string type) =>
        type == GroupType ? StateResourceKind.Group
        : RuleTypes.Contains(type) ? StateResourceKind.Rule
        : type == TagType ? StateResourceKind.Tag
        : null;

    /// <inheritdoc/>
    public LiveGroup ReadGroup(LiveGroup group, JsonCursor outputs) => group with
    {
        Network = outputs.Text("vpcId"),
        Rules = [.. ReadListed(outputs, "ingress", Direction.Inbound), .. ReadListed(outputs, "egress", Direction.Outbound)],
        Unseen = StateOutputs.FindMissingList(outputs, "ingress", "egress"),
    };

    /// <inheritdoc/>
    public Predicate<StateResource> FindOwner(StateResource rule)
    {
        var id = StateOutputs.Plain(rule.Place.Get("outputs").Get("securityGroupId")).AsText();
        return group => string.Equals(id, group.Id, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public LiveRule ReadRule(StateResource resource, JsonCursor outputs)
    {
        outputs.RejectUnknown(RuleMembers);
        var direction = ReadDirection(resource.Type, outputs);
        var id = outputs.Text("securityGroupRuleId") is { Length: > 0 } known ? known : resource.Id ?? resource.LogicalName;
        return new LiveRule(id, direction, ReadMatches(outputs, direction, null))
        {
            Description = ReadDescription(outputs),
            Tags = LiveTags.FromMap(outputs.Find("tags")),
        };
    }

    /// <inheritdoc/>
    public (string Owner, string Key, string Value) ReadTag(JsonCursor outputs) =>
        (outputs.NeedText("resourceId"), outputs.NeedText("key"), outputs.NeedText("value"));

    /// <inheritdoc/>
    public bool IsListed(LiveRule rule, FlowSet permitted, LiveGroup group, Lazy<FlowSet> listed) => listed.Value.IsSupersetOf(permitted);

    /// <inheritdoc/>
    public bool Repeats(LiveRule listed, LiveRule rule, FlowSet permitted) =>
        listed.Id.EndsWith(']') && permitted.IsSupersetOf(FlowSet.From(listed.Matches));

    /// <inheritdoc/>
    public ImmutableSortedDictionary<string, ImmutableArray<Prefix>> ReadPrefixLists(JsonCursor deployment, List<Problem> problems) =>
        StatePrefixLists.Read(deployment, problems);

    private static Direction ReadDirection(string type, JsonCursor outputs)
    {
        if (type.EndsWith("IngressRule", StringComparison.Ordinal)) return Direction.Inbound;
        if (type.EndsWith("EgressRule", StringComparison.Ordinal)) return Direction.Outbound;
        return outputs.NeedText("type") switch
        {
            "ingress" => Direction.Inbound,
            "egress" => Direction.Outbound,
            var other => throw outputs.Error($"has the type '{other}', which is neither ingress nor egress"),
        };
    }

    /// <summary>The rules that a group lists itself. They have no ids; their place in the list names them.</summary>
    private static IEnumerable<LiveRule> ReadListed(JsonCursor outputs, string list, Direction direction)
    {
        var index = 0;
        foreach (var rule in outputs.List(list))
        {
            rule.RejectUnknown(RuleMembers);
            var matches = ReadMatches(rule, direction, outputs.Text("id"));
            var id = string.Create(CultureInfo.InvariantCulture, $"{list}[{index++}]");
            yield return new LiveRule(id, direction, matches) { Description = ReadDescription(rule) };
        }
    }

    private static string? ReadDescription(JsonCursor rule) => rule.Text("description") is { Length: > 0 } text ? text : null;

    private static ImmutableArray<FlowRange> ReadMatches(JsonCursor rule, Direction direction, string? ownId)
    {
        try
        {
            ImmutableArray<RemoteScope> remotes = [.. ReadRemotes(rule, ownId)];
            if (remotes.IsEmpty) throw rule.Error("names no remote side that this program knows");
            var protocol = rule.Text("ipProtocol") ?? rule.Text("protocol");
            var (from, to) = (rule.Number("fromPort"), rule.Number("toPort"));
            return [.. remotes.Select(remote => AwsRuleText.Match(direction, protocol, from, to, remote))];
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException)
        {
            throw rule.Error($"cannot be understood: {ForeignText.ToPhrase(problem)}");
        }
    }

    private static IEnumerable<RemoteScope> ReadRemotes(JsonCursor rule, string? ownId)
    {
        foreach (var text in rule.Texts("cidrBlocks")) yield return AwsRuleText.Prefix(text, AddressFamily.IPv4);
        foreach (var text in rule.Texts("ipv6CidrBlocks")) yield return AwsRuleText.Prefix(text, AddressFamily.IPv6);
        foreach (var text in rule.Texts("prefixListIds")) yield return RemoteScope.OfGroup(text);
        foreach (var text in rule.Texts("securityGroups")) yield return RemoteScope.OfGroup(text);
        if (rule.Text("cidrIpv4") is { Length: > 0 } v4) yield return AwsRuleText.Prefix(v4, AddressFamily.IPv4);
        if (rule.Text("cidrIpv6") is { Length: > 0 } v6) yield return AwsRuleText.Prefix(v6, AddressFamily.IPv6);
        if (rule.Text("prefixListId") is { Length: > 0 } prefixList) yield return RemoteScope.OfGroup(prefixList);
        if (rule.Text("referencedSecurityGroupId") is { Length: > 0 } referenced) yield return RemoteScope.OfGroup(referenced);
        var isSelf = rule.IsTrue("self");
        if (!isSelf && rule.Text("sourceSecurityGroupId") is { Length: > 0 } source) yield return RemoteScope.OfGroup(source);
        if (isSelf) yield return RemoteScope.OfGroup(ownId ?? rule.NeedText("securityGroupId"));
    }
}
