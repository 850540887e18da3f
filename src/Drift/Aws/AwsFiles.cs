using System.Collections.Immutable;
using System.Text.Json;
using Starface.Drift.Json;
using Starface.Drift.Live;
using Starface.Drift.Output;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;

namespace Starface.Drift.Aws;

/// <summary>The files that the AWS command line prints.</summary>
internal sealed class AwsFiles : ICloudFiles
{
    private const string Groups = "aws ec2 describe-security-groups";

    /// <summary>What is wrong with a page that is not the last one.</summary>
    public const string HasFurtherPages = "ends with a NextToken: further pages are missing";

    /// <summary>How to get all pages.</summary>
    public const string ExportAll = "export without --max-items or --no-paginate";

    /// <summary>An item of a list has one of these, by which the call is known.</summary>
    private static readonly ImmutableArray<(string Member, string Call)> SliceMembers =
    [
        ("IpPermissions", "describe-security-groups"),
        ("SecurityGroupRuleId", "describe-security-group-rules"),
        ("NetworkInterfaceId", "describe-network-interfaces"),
        ("NetworkAclId", "describe-network-acls"),
        ("SubnetId", "describe-subnets"),
        ("ExclusionId", "describe-vpc-block-public-access-exclusions"),
        ("InternetGatewayBlockMode", "describe-vpc-block-public-access-options"),
        ("GroupId", "describe-security-groups"),
    ];

    /// <summary>What other calls and other tools print about security groups, and what to give in its place.</summary>
    private static readonly ImmutableArray<(string Member, string Name, string Command)> OtherForms =
    [
        ("configurationItemStatus", "an item of AWS Config, which is as old as its last record", Groups),
        ("configurationItems", "a history of AWS Config", Groups),
        ("baseConfigurationItems", "a list of items of AWS Config, which are as old as their last records", Groups),
        ("QueryInfo", "the result of a query of AWS Config, whose items are as old as their last records", Groups),
        ("security_groups", "what Ansible's ec2_security_group_info prints", Groups),
        ("network_interfaces", "what Ansible's ec2_eni_info prints", "aws ec2 describe-network-interfaces"),
        ("nacls", "what Ansible's ec2_vpc_nacl_info prints", "aws ec2 describe-network-acls"),
        ("SecurityGroupForVpcs", "what 'aws ec2 get-security-groups-for-vpc' prints, which tells no rules", Groups),
        ("StaleSecurityGroupSet", "what 'aws ec2 describe-stale-security-groups' prints, which tells stale rules only", Groups),
        (
            "PrefixListAssociations", "what 'aws ec2 get-managed-prefix-list-associations' prints",
            "aws ec2 get-managed-prefix-list-entries"
        ),
    ];

    /// <inheritdoc/>
    public ImmutableArray<string> Commands { get; } =
    [
        "aws ec2 describe-security-groups", "aws ec2 describe-security-group-rules", "get-managed-prefix-list-entries",
        "describe-network-interfaces", "describe-subnets", "describe-network-acls", "describe-vpc-block-public-access-options",
        "describe-vpc-block-public-access-exclusions",
    ];

    /// <summary>The error of a document that is a page and not the last one.</summary>
    public static LiveFormatException FurtherPages(JsonCursor root) => root.IncompleteError(HasFurtherPages, ExportAll);

    /// <inheritdoc/>
    public LiveSurvey? Read(JsonCursor root, string display)
    {
        if (FindCallOfSlice(root) is { } call)
        {
            throw root.IncompleteError(
                $"is a part of what 'aws ec2 {call}' prints, which does not tell whether there is more",
                "give the whole output, without --query");
        }

        if (root.Element.ValueKind != JsonValueKind.Object) return null;
        if (OtherForms.FirstOrDefault(form => root.Find(form.Member) is not null) is { Name: { } name } other)
            throw root.Error($"is {name}", $"give the output of '{CommandFor(root, other.Command)}'");
        return AwsJsonReader.CanRead(root) ? AwsJsonReader.Read(root, display)
            : AwsSurroundingsReader.CanRead(root) ? AwsSurroundingsReader.Read(root, display)
            : PrefixListReader.CanRead(root) ? PrefixListReader.Read(root, display)
            : null;
    }

    /// <inheritdoc/>
    public LiveSurvey? ReadLarge(Stream stream, string display) =>
        JsonArrayStream.BeginsWith(stream, AwsJsonReader.Lists) ? AwsJsonReader.Read(stream, display) : null;

    /// <summary>The call for rules tells their ids and tags, the call for groups everything else.</summary>
    public LiveGroup Join(IReadOnlyList<LiveGroup> parts)
    {
        var (byRule, byGroup) = (parts.Where(part => part.Tags is null).ToList(), parts.Where(part => part.Tags is not null).ToList());
        if (byRule.Count == 0 || byGroup.Count == 0) return RepeatedReads.Join(parts);
        var rules = RepeatedReads.Join(byRule);
        return AwsRules.Join(RepeatedReads.Join(byGroup), rules.Rules, rules.Problems);
    }

    /// <summary>The command, for the one group that a document is about where it tells that.</summary>
    private static string CommandFor(JsonCursor root, string command) =>
        root.Find("resourceType") is { } type && type.AsText() == "AWS::EC2::SecurityGroup" && root.Text("resourceId") is { } id
            ? $"{command} {(MediumText<Shell>)$"--group-ids {id}"}"
            : command;

    /// <summary>The call that prints the items of a document that is one of them or a list of them, as with <c>--query</c>.</summary>
    private static string? FindCallOfSlice(JsonCursor root)
    {
        var first = root.Element.ValueKind == JsonValueKind.Array ? root.Items().FirstOrDefault() : root;
        if (first is not { Element.ValueKind: JsonValueKind.Object }) return null;
        return SliceMembers.FirstOrDefault(slice => first.Find(slice.Member) is not null).Call;
    }
}
