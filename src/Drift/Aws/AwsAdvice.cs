using Starface.Drift.Live;
using Starface.Drift.Output;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;
using Starface.Policy.Flows;

namespace Starface.Drift.Aws;

/// <summary>What reports advise for AWS.</summary>
internal sealed class AwsAdvice : ICloudAdvice
{
    /// <inheritdoc/>
    public string PermissionsTitle => "an IAM policy";

    /// <inheritdoc/>
    public string DescribePermissions(bool withInterfaces)
    {
        string[] actions =
        [
            "ec2:DescribeSecurityGroups",
            "ec2:DescribeSecurityGroupRules",
            "ec2:GetManagedPrefixListEntries",
            .. withInterfaces
                ?
                [
                    "ec2:DescribeNetworkInterfaces",
                    "ec2:DescribeSubnets",
                    "ec2:DescribeNetworkAcls",
                    "ec2:DescribeVpcBlockPublicAccessOptions",
                    "ec2:DescribeVpcBlockPublicAccessExclusions",
                ]
                : Array.Empty<string>(),
        ];
        return $$"""
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Sid": "StarfacePolicyDriftReads",
                  "Effect": "Allow",
                  "Action": [
                    {{string.Join(",\n        ", actions.Select(action => $"\"{action}\""))}}
                  ],
                  "Resource": "*"
                }
              ]
            }
            """;
    }

    /// <inheritdoc/>
    public MediumText<Shell> DescribeRemoval(string groupId, LiveGroup? group, LiveRule rule, string? region)
    {
        var reach = DescribeAccess(group?.Access, region);
        var direction = rule.Direction == Direction.Inbound ? "ingress" : "egress";
        if (NameRule(rule) is { } named) return $"aws ec2 revoke-security-group-{direction} --group-id {groupId} {named}{reach}";
        return DescribeSearch(groupId, group, region);
    }

    /// <inheritdoc/>
    public string? FindImportId(LiveRule rule) => rule.Id.StartsWith("sgr-", StringComparison.Ordinal) ? rule.Id : null;

    /// <inheritdoc/>
    public MediumText<Shell> DescribeSearch(string groupId, LiveGroup? group, string? region)
    {
        var reach = DescribeAccess(group?.Access, region);
        MediumText<Shell> find = $"aws ec2 describe-security-group-rules --filters Name=group-id,Values={groupId}{reach}";
        return Shell.Comment($"The source does not tell the rule's id. Find it: {find}");
    }

    /// <inheritdoc/>
    public string DescribeCalls(ExtraFlows extra, bool carriesMedia)
    {
        if (extra.Ranges.Any(range => range.Remote == Prefix.Any(AddressFamily.IPv4) || range.Remote == Prefix.Any(AddressFamily.IPv6)))
        {
            var audio = carriesMedia ? ", audio of running calls among them" : "";
            return $"flows open to everyone may be untracked and then end at once{audio}; tracked ones go on.";
        }

        var pause = carriesMedia ? "; audio that pauses for more than 180 seconds does not come back" : "";
        return $"tracked flows go on until they pause{pause}; new ones are refused.";
    }

    /// <inheritdoc/>
    public string DescribePeer(string group) =>
        group.StartsWith("sg-", StringComparison.Ordinal) ? group
        : group.StartsWith("pl-", StringComparison.Ordinal) ? $"{group}:WEIGHT"
        : $"tag:{group}";

    /// <summary>How a rule is named: by its id, else by what it permits, which a group has once; null where neither can be said.</summary>
    private static MediumText<Shell>? NameRule(LiveRule rule)
    {
        if (rule.Id.StartsWith("sgr-", StringComparison.Ordinal)) return $"--security-group-rule-ids {rule.Id}";
        return AwsPermissionText.CanName(rule) ? (MediumText<Shell>)$"--ip-permissions {AwsPermissionText.From(rule)}" : null;
    }

    /// <summary>The options without which a command would change a group of another region or account, or none.</summary>
    private static MediumText<Shell> DescribeAccess(LiveAccess? access, string? region)
    {
        MediumText<Shell> options = $"";
        if ((access?.Region is { Length: > 0 } own ? own : region) is { } place) options.Append($" --region {place}");
        if (access?.Profile is { } profile) options.Append($" --profile {profile}");
        if (access?.Endpoint is { } endpoint) options.Append($" --endpoint-url {endpoint}");
        return options;
    }
}
