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
    /// <summary>A group or rule has one of these.</summary>
    private static readonly string[] SliceMembers = ["IpPermissions", "SecurityGroupRuleId", "GroupId"];

    /// <inheritdoc/>
    public ImmutableArray<string> Commands { get; } =
        ["aws ec2 describe-security-groups", "aws ec2 describe-security-group-rules", "get-managed-prefix-list-entries"];

    /// <inheritdoc/>
    public LiveSurvey? Read(JsonCursor root, string display)
    {
        if (IsSlice(root))
        {
            throw root.IncompleteError(
                "is a part of what 'aws ec2 describe-security-groups' or 'describe-security-group-rules' prints, "
                    + "which does not tell whether there is more",
                "give the whole output, without --query");
        }

        return root.Element.ValueKind != JsonValueKind.Object ? null
            : AwsJsonReader.CanRead(root) ? AwsJsonReader.Read(root, display)
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

    /// <summary>Whether a document is one group or rule, or a list of them, as <c>--query</c> cuts them out.</summary>
    private static bool IsSlice(JsonCursor root)
    {
        var first = root.Element.ValueKind == JsonValueKind.Array ? root.Items().FirstOrDefault() : root;
        return first is { Element.ValueKind: JsonValueKind.Object } && SliceMembers.Any(member => first.Find(member) is not null);
    }
}
