using System.Collections.Immutable;
using System.Text.Json;
using Starface.Drift.Json;
using Starface.Drift.Live;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;

namespace Starface.Drift.Aws;

/// <summary>The files that the AWS command line prints.</summary>
internal sealed class AwsFiles : ICloudFiles
{
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

        return root.Element.ValueKind != JsonValueKind.Object ? null
            : AwsJsonReader.CanRead(root) ? AwsJsonReader.Read(root, display)
            : AwsSurroundingsReader.CanRead(root) ? AwsSurroundingsReader.Read(root, display)
            : PrefixListReader.CanRead(root) ? PrefixListReader.Read(root, display)
            : null;
    }

    /// <inheritdoc/>
    public LiveSurvey? ReadLarge(Stream stream, string display) =>
        JsonArrayStream.BeginsWith(stream, AwsJsonReader.Lists) ? AwsJsonReader.Read(stream, display) : null;

    /// <summary>The call for rules tells their ids and tags, the call for groups everything else.</summary>
    public LiveGroup? Join(IReadOnlyList<LiveGroup> parts)
    {
        if (parts.Count != 2) return null;
        var byRule = parts.FirstOrDefault(part => part.Tags is null);
        var byGroup = parts.FirstOrDefault(part => part.Tags is not null);
        return byRule is null || byGroup is null ? null : AwsRules.Join(byGroup, byRule.Rules, byRule.Problems);
    }

    /// <summary>The call that prints the items of a document that is one of them or a list of them, as with <c>--query</c>.</summary>
    private static string? FindCallOfSlice(JsonCursor root)
    {
        var first = root.Element.ValueKind == JsonValueKind.Array ? root.Items().FirstOrDefault() : root;
        if (first is not { Element.ValueKind: JsonValueKind.Object }) return null;
        return SliceMembers.FirstOrDefault(slice => first.Find(slice.Member) is not null).Call;
    }
}
