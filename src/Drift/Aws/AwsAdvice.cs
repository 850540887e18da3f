using Starface.Drift.Live;
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
    public string DescribeRemoval(string groupId, LiveGroup? group, LiveRule rule, string? region)
    {
        var reach = DescribeAccess(group?.Access, region);
        var id = ShellText.Quote(groupId);
        var direction = rule.Direction == Direction.Inbound ? "ingress" : "egress";
        if (NameRule(rule) is { } named) return $"aws ec2 revoke-security-group-{direction} --group-id {id} {named}{reach}";
        var find = $"aws ec2 describe-security-group-rules --filters Name=group-id,Values={id}{reach}";
        return $"# The source does not tell the rule's id. Find it: {find}";
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
    private static string? NameRule(LiveRule rule) =>
        rule.Id.StartsWith("sgr-", StringComparison.Ordinal) ? $"--security-group-rule-ids {ShellText.Quote(rule.Id)}"
        : AwsPermissionText.CanName(rule) ? $"--ip-permissions {ShellText.Quote(AwsPermissionText.From(rule))}"
        : null;

    /// <summary>The options without which a command would change a group of another region or account, or none.</summary>
    private static string DescribeAccess(LiveAccess? access, string? region)
    {
        var options = new[]
        {
            ("--region", access?.Region is { Length: > 0 } own ? own : region),
            ("--profile", access?.Profile),
            ("--endpoint-url", access?.Endpoint),
        };
        var given = options.Where(option => option.Item2 is not null);
        return string.Concat(given.Select(option => $" {option.Item1} {ShellText.Quote(option.Item2!)}"));
    }
}
