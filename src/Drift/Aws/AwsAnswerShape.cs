using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Starface.Drift.Aws;

/// <summary>The elements that an element of an EC2 answer may contain. One without any is a text.</summary>
internal sealed class AwsAnswerShape
{
    private static readonly AwsAnswerShape Text = new([]);

    private static readonly AwsAnswerShape Tags = ListOf(With("key", "value"));

    private static readonly AwsAnswerShape Permissions = ListOf(
        With("ipProtocol", "fromPort", "toPort")
            .And("ipRanges", ListOf(With("cidrIp", "description")))
            .And("ipv6Ranges", ListOf(With("cidrIpv6", "description")))
            .And("prefixListIds", ListOf(With("prefixListId", "description")))
            .And("groups", ListOf(
                With("groupId", "groupName", "userId", "vpcId", "vpcPeeringConnectionId", "peeringStatus", "description"))));

    private static readonly AwsAnswerShape Groups = ListOf(
        With("ownerId", "groupId", "groupName", "groupDescription", "vpcId", "securityGroupArn")
            .And("tagSet", Tags)
            .And("ipPermissions", Permissions)
            .And("ipPermissionsEgress", Permissions));

    private static readonly AwsAnswerShape Rules = ListOf(
        With(
            "securityGroupRuleId", "securityGroupRuleArn", "groupId", "groupOwnerId", "isEgress", "ipProtocol", "fromPort", "toPort",
            "cidrIpv4", "cidrIpv6", "prefixListId", "description")
            .And("referencedGroupInfo", With("groupId", "userId", "vpcId", "peeringStatus", "vpcPeeringConnectionId"))
            .And("tagSet", Tags));

    private static readonly AwsAnswerShape Entries = ListOf(With("cidr", "description"));

    private readonly ImmutableArray<KeyValuePair<string, AwsAnswerShape>> _ordered;
    private readonly FrozenDictionary<string, (int Number, AwsAnswerShape Shape)> _members;

    private AwsAnswerShape(ImmutableArray<KeyValuePair<string, AwsAnswerShape>> members)
    {
        _ordered = members;
        _members = members
            .Select((member, number) => (member.Key, Value: (number, member.Value)))
            .ToFrozenDictionary(member => member.Key, member => member.Value, StringComparer.Ordinal);
    }

    /// <summary>The answers this program reads.</summary>
    public static AwsAnswerShape Document { get; } = new(
    [
        Answer("DescribeSecurityGroupsResponse", "securityGroupInfo", Groups),
        Answer("DescribeSecurityGroupRulesResponse", "securityGroupRuleSet", Rules),
        Answer("GetManagedPrefixListEntriesResponse", "entrySet", Entries),
    ]);

    /// <summary>The shape of an unknown element: nothing within it is known.</summary>
    public static AwsAnswerShape Unknown { get; } = new([]);

    /// <summary>Whether its elements may repeat.</summary>
    public bool IsList { get; private init; }

    /// <summary>
    /// The shape of an element in this one and its number among those that it may hold (fewer than 32), or null when it is not known.
    /// </summary>
    public (int Number, AwsAnswerShape Shape)? Find(string name) => _members.TryGetValue(name, out var member) ? member : null;

    private static AwsAnswerShape With(params string[] texts) =>
        new([.. texts.Select(text => new KeyValuePair<string, AwsAnswerShape>(text, Text))]);

    private static AwsAnswerShape ListOf(AwsAnswerShape item) => new([new("item", item)]) { IsList = true };

    private static KeyValuePair<string, AwsAnswerShape> Answer(string name, string list, AwsAnswerShape shape) =>
        new(name, With("requestId", "nextToken").And(list, shape));

    private AwsAnswerShape And(string name, AwsAnswerShape shape) => new([.. _ordered, new(name, shape)]);
}
