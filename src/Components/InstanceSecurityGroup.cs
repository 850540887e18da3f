using Pulumi;
using Starface.Infra;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;

namespace Starface.Components;

/// <summary>A policy of the catalog as AWS security groups, for programs in any language.</summary>
public sealed class InstanceSecurityGroup : ComponentResource
{
    /// <summary>Registers the groups and their rules.</summary>
    /// <param name="name">The instance's name; it prefixes the names of all resources.</param>
    /// <param name="args">The policy's id and what the instance adds.</param>
    /// <param name="options">Pulumi's options for components.</param>
    /// <exception cref="RunException">
    /// The arguments have errors; the message lists all of them, and nothing was registered below the component.
    /// </exception>
    public InstanceSecurityGroup(string name, InstanceSecurityGroupArgs args, ComponentResourceOptions? options = null)
        : base(ProgramIdentity.PackagedFor(AwsTarget.Instance), name, options)
    {
        var request = InstanceArguments.Bind(name, args.ToEntries());
        var inner = PolicySecurityGroupArgs.From(request, args.VpcId);
        foreach (var (key, id) in args.NetworkInterfaceIds ?? []) inner.NetworkInterfaceIds.Add(key, id);
        var group = new PolicySecurityGroup(name, inner, new ComponentResourceOptions { Parent = this });

        GroupId = group.GroupId;
        GroupIds = group.GroupIds.Apply(ids => ids.ToArray());
        Digest = group.Digest;
        RegisterOutputs();
    }

    /// <summary>The id of the first security group; the only one unless the quota of rules asks for more.</summary>
    [Output("groupId")]
    public Output<string> GroupId { get; private set; }

    /// <summary>The ids of all security groups; an interface permits their union.</summary>
    [Output("groupIds")]
    public Output<string[]> GroupIds { get; private set; }

    /// <summary>The digest of the flows the groups permit.</summary>
    [Output("digest")]
    public Output<string> Digest { get; private set; }
}
