using System.Collections.Immutable;
using Pulumi;
using Pulumi.Azure.Network;
using Pulumi.Azure.Network.Outputs;
using Pulumi.Utilities;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Flows;
using Starface.Policy.Planning;

namespace Starface.Infra;

/// <summary>
/// The flows that a network security group permits after an update, from the inline rules that the engine returned and not from the plan.
/// </summary>
internal static class AzureReturnedFlows
{
    /// <summary>The flows; those of the plan in a preview, which changes nothing.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="group">The group.</param>
    /// <param name="ids">The ids that its rules refer to.</param>
    /// <param name="ignoreProbes">Whether the load balancer's health probes are left out.</param>
    public static Output<FlowSet> From(Plan plan, NetworkSecurityGroup group, PlannedIds ids, bool ignoreProbes) =>
        Deployment.Instance.IsDryRun
            ? Output.Create(plan.Flows)
            : group.Urn.Apply(_ => ReadAsync(plan, group, ids, ignoreProbes));

    private static async Task<FlowSet> ReadAsync(Plan plan, NetworkSecurityGroup group, PlannedIds ids, bool ignoreProbes)
    {
        if (!await ReturnedValues.ExistsAsync(group).ConfigureAwait(false)) return FlowSet.Empty;
        if (!await OutputUtilities.GetIsKnownAsync(group.SecurityRules).ConfigureAwait(false)) return plan.Flows;
        var planned = plan.Resources[0];
        var byName = planned.Properties.Maps("securityRules").ToDictionary(rule => rule.Require("name"), StringComparer.OrdinalIgnoreCase);
        var rules = new List<PropertyValue>();
        foreach (var rule in await OutputUtilities.GetValueAsync(group.SecurityRules).ConfigureAwait(false))
            rules.Add(await RuleAsync(byName.GetValueOrDefault(rule.Name), rule, ids).ConfigureAwait(false));
        try
        {
            var returned = new PropertyMap { { "securityRules", new PropertyList([.. rules]) } };
            return AzurePlanReader.Flows([new PlannedResource(planned.Type, planned.Name, returned, [])], ignoreProbes);
        }
        catch (FormatException exception)
        {
            ProgramMessage.Warn(
                $"The outputs count the rules of '{planned.Name}' as planned, since what the provider returned cannot be read: "
                + exception.Message);
            return plan.Flows;
        }
    }

    private static async Task<PropertyMap> RuleAsync(PropertyMap? planned, NetworkSecurityGroupSecurityRule rule, PlannedIds ids) => new()
    {
        { "name", rule.Name },
        { "direction", rule.Direction },
        { "access", rule.Access },
        { "priority", rule.Priority },
        { "protocol", rule.Protocol },
        { "sourcePortRange", ReturnedValues.Text(rule.SourcePortRange) },
        { "destinationPortRange", ReturnedValues.Text(rule.DestinationPortRange) },
        { "sourceAddressPrefix", ReturnedValues.Text(rule.SourceAddressPrefix) },
        { "sourceAddressPrefixes", List(rule.SourceAddressPrefixes) },
        { "destinationAddressPrefix", ReturnedValues.Text(rule.DestinationAddressPrefix) },
        { "destinationAddressPrefixes", List(rule.DestinationAddressPrefixes) },
        {
            "sourceApplicationSecurityGroupIds",
            await GroupsAsync(planned?["sourceApplicationSecurityGroupIds"], rule.SourceApplicationSecurityGroupIds, ids)
                .ConfigureAwait(false)
        },
        {
            "destinationApplicationSecurityGroupIds",
            await GroupsAsync(planned?["destinationApplicationSecurityGroupIds"], rule.DestinationApplicationSecurityGroupIds, ids)
                .ConfigureAwait(false)
        },
    };

    private static PropertyList? List(ImmutableArray<string> returned) => returned.IsDefaultOrEmpty ? null : PropertyList.From(returned);

    /// <summary>The groups under the plan's names for them; Azure returns ids in any letter case.</summary>
    private static async Task<PropertyValue?> GroupsAsync(PropertyValue? planned, ImmutableArray<string> returned, PlannedIds ids)
    {
        if (List(returned) is not { Items: [var only] } list) return List(returned);
        if (planned is not PropertyList { Items: [var name] }) return list;
        var named = await ReturnedValues.NamedAsync(only, name, ids, StringComparison.OrdinalIgnoreCase).ConfigureAwait(false);
        return new PropertyList([named!]);
    }
}
