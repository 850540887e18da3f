using System.Collections.Frozen;
using System.Collections.Immutable;
using Starface.Policy.Changes;

namespace Starface.Drift.Aws;

/// <summary>The elements that an element of EC2's answers may hold. One that holds none is a text.</summary>
/// <remarks>The client of AWS takes what it knows and drops the rest without a word, so that a rule with a new kind of restriction or remote side would read as one without.</remarks>
internal sealed class AwsAnswerShape
{
    private static readonly AwsAnswerShape Text = new([]);

    private static readonly AwsAnswerShape Tags = ListOf(Of("key", "value"));

    private static readonly AwsAnswerShape Permissions = ListOf(
        Of("ipProtocol", "fromPort", "toPort")
            .With("ipRanges", ListOf(Of("cidrIp", "description")))
            .With("ipv6Ranges", ListOf(Of("cidrIpv6", "description")))
            .With("prefixListIds", ListOf(Of("prefixListId", "description")))
            .With("groups", ListOf(Of("groupId", "groupName", "userId", "vpcId", "vpcPeeringConnectionId", "peeringStatus", "description"))));

    private static readonly AwsAnswerShape Groups = ListOf(
        Of("ownerId", "groupId", "groupName", "groupDescription", "vpcId", "securityGroupArn")
            .With("tagSet", Tags).With("ipPermissions", Permissions).With("ipPermissionsEgress", Permissions));

    private static readonly AwsAnswerShape Rules = ListOf(
        Of("securityGroupRuleId", "securityGroupRuleArn", "groupId", "groupOwnerId", "isEgress", "ipProtocol", "fromPort", "toPort", "cidrIpv4", "cidrIpv6", "prefixListId", "description")
            .With("referencedGroupInfo", Of("groupId", "userId", "vpcId", "peeringStatus", "vpcPeeringConnectionId")).With("tagSet", Tags));

    private static readonly AwsAnswerShape Entries = ListOf(Of("cidr", "description"));

    private readonly ImmutableArray<KeyValuePair<string, AwsAnswerShape>> _ordered;
    private readonly FrozenDictionary<string, (int Number, AwsAnswerShape Shape)> _members;

    private AwsAnswerShape(ImmutableArray<KeyValuePair<string, AwsAnswerShape>> members)
    {
        _ordered = members;
        _members = members.Select((member, i) => (member.Key, Value: (i, member.Value))).ToFrozenDictionary(member => member.Key, member => member.Value, StringComparer.Ordinal);
    }

    /// <summary>The answers this program reads.</summary>
    public static AwsAnswerShape Document { get; } = new(
    [
        Answer("DescribeSecurityGroupsResponse", "securityGroupInfo", Groups),
        Answer("DescribeSecurityGroupRulesResponse", "securityGroupRuleSet", Rules),
        Answer("GetManagedPrefixListEntriesResponse", "entrySet", Entries),
    ]);

    /// <summary>What stands for an element that is not known: nothing of it is.</summary>
    public static AwsAnswerShape Unknown { get; } = new([]);

    /// <summary>Whether it may repeat what it holds.</summary>
    public bool IsList { get; private init; }

    /// <summary>The shape of an element in this one and its number among those that it may hold (fewer than 32), or null when it is not known.</summary>
    public (int Number, AwsAnswerShape Shape)? Find(string name) => _members.TryGetValue(name, out var member) ? member : null;

    private static AwsAnswerShape Of(params string[] texts) => new([.. texts.Select(text => new KeyValuePair<string, AwsAnswerShape>(text, Text))]);

    private static AwsAnswerShape ListOf(AwsAnswerShape item) => new([new("item", item)]) { IsList = true };

    private static KeyValuePair<string, AwsAnswerShape> Answer(string name, string list, AwsAnswerShape shape) => new(name, Of("requestId", "nextToken").With(list, shape));

    private AwsAnswerShape With(string name, AwsAnswerShape shape) => new([.. _ordered, new(name, shape)]);
}
