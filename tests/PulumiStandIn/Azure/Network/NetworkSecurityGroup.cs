using System.Collections.Immutable;

namespace Pulumi.Azure.Network;

/// <summary>An Azure network security group.</summary>
public partial class NetworkSecurityGroup : CustomResource
{
    private const string Token = "azure:network/networkSecurityGroup:NetworkSecurityGroup";

    public NetworkSecurityGroup(string name, NetworkSecurityGroupArgs args, CustomResourceOptions? options = null)
        : base(Token, name, args ?? new NetworkSecurityGroupArgs(), options)
    {
    }

    private NetworkSecurityGroup(string name, Input<string> id, NetworkSecurityGroupState? state, CustomResourceOptions? options)
        : base(Token, name, state, CustomResourceOptions.Merge(options, new CustomResourceOptions { Id = id }))
    {
    }

    [Output("location")]
    public Output<string> Location { get; private set; } = null!;

    [Output("name")]
    public Output<string> Name { get; private set; } = null!;

    [Output("resourceGroupName")]
    public Output<string> ResourceGroupName { get; private set; } = null!;

    [Output("securityRules")]
    public Output<ImmutableArray<Outputs.NetworkSecurityGroupSecurityRule>> SecurityRules { get; private set; } = null!;

    [Output("tags")]
    public Output<ImmutableDictionary<string, string>?> Tags { get; private set; } = null!;

    public static NetworkSecurityGroup Get(
        string name, Input<string> id, NetworkSecurityGroupState? state = null, CustomResourceOptions? options = null)
        => new(name, id, state, options);
}
