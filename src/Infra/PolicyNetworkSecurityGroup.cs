using Pulumi;
using Pulumi.Azure.Network;
using Starface.Policy.Planning;

namespace Starface.Infra;

/// <summary>A policy as an Azure network security group with inline rules: one atomic write, and rules added by hand are seen.</summary>
public sealed class PolicyNetworkSecurityGroup : ComponentResource
{
    /// <summary>Registers the group.</summary>
    /// <param name="name">The instance's name.</param>
    /// <param name="args">The policy and where it applies.</param>
    /// <param name="options">Pulumi's options for components.</param>
    /// <exception cref="RunException">The plan cannot be applied; the message says why, and nothing was registered below the component.</exception>
    public PolicyNetworkSecurityGroup(string name, PolicyNetworkSecurityGroupArgs args, ComponentResourceOptions? options = null)
        : base("starface:index:PolicyNetworkSecurityGroup", name, options)
    {
        var plan = PlanErrors.Plan(
            Cloud.Azure,
            new PlanRequest(name, args.Policy) { AllowLoadBalancerProbes = args.AllowLoadBalancerProbes, Today = args.Today, Tags = args.Tags });
        var ids = PlannedIds.Of(plan, args.Groups);
        PlanErrors.LogWarnings(plan, this);

        var group = new NetworkSecurityGroup(
            plan.Resources[0].Name,
            AzureArgs.NetworkSecurityGroup(plan.Resources[0].Properties, ids, args.ResourceGroupName, args.Location),
            new CustomResourceOptions { Parent = this });

        foreach (var (key, subnetId) in args.SubnetIds)
        {
            _ = new SubnetNetworkSecurityGroupAssociation(
                $"{name}-subnet-{key}",
                new SubnetNetworkSecurityGroupAssociationArgs { SubnetId = subnetId, NetworkSecurityGroupId = group.Id },
                new CustomResourceOptions { Parent = this });
        }

        foreach (var (key, interfaceId) in args.NetworkInterfaceIds)
        {
            _ = new NetworkInterfaceSecurityGroupAssociation(
                $"{name}-interface-{key}",
                new NetworkInterfaceSecurityGroupAssociationArgs { NetworkInterfaceId = interfaceId, NetworkSecurityGroupId = group.Id },
                new CustomResourceOptions { Parent = this });
        }

        GroupId = group.Id;
        Digest = Output.Create(plan.Digest);
        RegisterOutputs();
    }

    /// <summary>The id of the network security group.</summary>
    [Output("groupId")]
    public Output<string> GroupId { get; private set; }

    /// <summary>The digest of the flows the group permits.</summary>
    [Output("digest")]
    public Output<string> Digest { get; private set; }
}
