using System.Collections.Immutable;

namespace Pulumi.Azure.Network;

/// <summary>A subnet of an Azure virtual network.</summary>
public partial class Subnet : CustomResource
{
    public Subnet(string name, SubnetArgs args, CustomResourceOptions? options = null)
        : base("azure:network/subnet:Subnet", name, args ?? new SubnetArgs(), options)
    {
    }

    [Output("addressPrefixes")]
    public Output<ImmutableArray<string>> AddressPrefixes { get; private set; } = null!;

    [Output("name")]
    public Output<string> Name { get; private set; } = null!;

    [Output("resourceGroupName")]
    public Output<string> ResourceGroupName { get; private set; } = null!;

    [Output("virtualNetworkName")]
    public Output<string> VirtualNetworkName { get; private set; } = null!;
}
