using Starface.Drift.Live;
using Starface.Drift.Output;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;

namespace Starface.Drift.Azure;

/// <summary>What reports advise for Azure.</summary>
internal sealed class AzureAdvice : ICloudAdvice
{
    /// <inheritdoc/>
    public string PermissionsTitle => "a custom role, with the subscription's id in AssignableScopes,";

    /// <inheritdoc/>
    public string DescribePermissions(bool withInterfaces)
    {
        const string Groups = "Microsoft.Network/networkSecurityGroups/read";
        string[] actions = withInterfaces ? [Groups, .. AzureSurroundingsCalls.Permissions] : [Groups];
        return $$"""
            {
              "Name": "Starface policy drift reader",
              "IsCustom": true,
              "Description": "Reads network security groups{{(withInterfaces ? " and what lies around them" : "")}} for drift detection.",
              "Actions": [
                {{string.Join(",\n    ", actions.Select(action => $"\"{action}\""))}}
              ],
              "NotActions": [],
              "AssignableScopes": [
                "/subscriptions/00000000-0000-0000-0000-000000000000"
              ]
            }
            """;
    }

    /// <inheritdoc/>
    public MediumText<Shell> DescribeRemoval(string groupId, LiveGroup? group, LiveRule rule, string? region) =>
        $"az network nsg rule delete --ids {groupId + "/securityRules/" + rule.Id}";

    /// <inheritdoc/>
    public string DescribeCalls(ExtraFlows extra, bool carriesMedia) =>
        "flows that exist go on, since Azure keeps their records; new ones are refused.";

    /// <inheritdoc/>
    public string DescribePeer(string group) =>
        group.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase) ? group : $"tag:{group}";
}
