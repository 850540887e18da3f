using Pulumi;
using Starface.Infra;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Azure;

namespace Starface.Components;

/// <summary>A policy of the catalog as an Azure network security group, for programs in any language.</summary>
public sealed class InstanceNetworkSecurityGroup : ComponentResource
{
    /// <summary>Registers the group and its associations.</summary>
    /// <param name="name">The instance's name.</param>
    /// <param name="args">The policy's id and what the instance adds.</param>
    /// <param name="options">Pulumi's options for components.</param>
    /// <exception cref="RunException">
    /// The arguments have errors; the message lists all of them, and nothing was registered below the component.
    /// </exception>
    public InstanceNetworkSecurityGroup(string name, InstanceNetworkSecurityGroupArgs args, ComponentResourceOptions? options = null)
        : base(ProgramIdentity.PackagedFor(AzureTarget.Instance), name, options)
    {
        var request = InstanceArguments.Bind(name, args.ToEntries());
        var inner = PolicyNetworkSecurityGroupArgs.From(request, args.ResourceGroupName, args.Location);
        foreach (var (key, id) in args.SubnetIds ?? []) inner.SubnetIds.Add(key, id);
        foreach (var (key, id) in args.NetworkInterfaceIds ?? []) inner.NetworkInterfaceIds.Add(key, id);
        var group = new PolicyNetworkSecurityGroup(name, inner, new ComponentResourceOptions { Parent = this });

        GroupId = group.GroupId;
        Digest = group.Digest;
        RegisterOutputs();
    }

    /// <summary>The id of the network security group.</summary>
    [Output("groupId")]
    public Output<string> GroupId { get; private set; }

    /// <summary>The digest of the flows the group permits.</summary>
    [Output("digest")]
    public Output<string> Digest { get; private set; }
}
