using Pulumi;
using Pulumi.Azure.Network;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Flows;
using Starface.Policy.Rules;

namespace Starface.Infra;

/// <summary>
/// A policy as an Azure network security group with inline rules: written in one operation, and rules added by hand are detected.
/// </summary>
public sealed class PolicyNetworkSecurityGroup : ComponentResource
{
    /// <summary>Registers the group.</summary>
    /// <param name="name">The instance's name.</param>
    /// <param name="args">The policy and where it applies.</param>
    /// <param name="options">Pulumi's options for components.</param>
    /// <exception cref="RunException">
    /// The plan cannot be applied; the message says why, and nothing was registered below the component.
    /// </exception>
    public PolicyNetworkSecurityGroup(string name, PolicyNetworkSecurityGroupArgs args, ComponentResourceOptions? options = null)
        : base(ProgramIdentity.ComponentFor(AzureTarget.Instance), name, options)
    {
        var plan = PlanErrors.Plan(AzureTarget.Instance, args.ToRequest(name));
        var ids = PlannedIds.For(plan, args.Inputs());
        PlanErrors.LogWarnings(plan, this);

        NetworkSecurityGroup? group = null;
        var aliases = new ProgramAliases(AzureTarget.Instance, options?.Parent, args.IsOnlyProgram);
        foreach (var resource in plan.Resources)
        {
            // Pulumi hands the component's own protection down to every child, and a protected association could not be moved.
            var isGroup = resource.Type == AzureTypes.NetworkSecurityGroup;
            var child = new CustomResourceOptions
            {
                Parent = this,
                Aliases = aliases.For(resource.Type, resource.Name),
                Protect = isGroup && !resource.Protect ? null : resource.Protect,
            };
            CustomResource registered = resource.Type switch
            {
                AzureTypes.NetworkSecurityGroup =>
                    new NetworkSecurityGroup(
                        resource.Name,
                        AzureArgs.NetworkSecurityGroup(resource.Properties, ids, args.ResourceGroupName, args.Location),
                        child),
                AzureTypes.SubnetAssociation =>
                    new SubnetNetworkSecurityGroupAssociation(resource.Name, AzureArgs.SubnetAssociation(resource.Properties, ids), child),
                AzureTypes.InterfaceAssociation => new NetworkInterfaceSecurityGroupAssociation(
                    resource.Name, AzureArgs.InterfaceAssociation(resource.Properties, ids), child),
                _ => throw new InvalidOperationException(
                    $"The plan has a resource of type '{resource.Type}', which this component does not know. This is a defect."),
            };
            ids.Add(resource.Name, registered);
            group ??= registered as NetworkSecurityGroup;
        }

        GroupId = group!.Id;
        Permitted = AzureReturnedFlows.From(plan, group, ids, args.AllowLoadBalancerProbes);
        Digest = Permitted.Apply(FlowDigest.From);
        RegisterOutputs();
    }

    /// <summary>The id of the network security group.</summary>
    [Output("groupId")]
    public Output<string> GroupId { get; private set; }

    /// <summary>The digest of the flows the group permits: after an update those of the rules that the engine returned.</summary>
    [Output("digest")]
    public Output<string> Digest { get; private set; }

    /// <summary>The flows the group permits, as the engine returned its rules.</summary>
    internal Output<FlowSet> Permitted { get; }
}
