using System.Collections.Immutable;

namespace Pulumi.Azure.Network;

/// <summary>An Azure virtual network.</summary>
public partial class VirtualNetwork : CustomResource
{
    public VirtualNetwork(string name, VirtualNetworkArgs args, CustomResourceOptions? options = null)
        : base("azure:network/virtualNetwork:VirtualNetwork", name, args ?? new VirtualNetworkArgs(), options)
    {
    }

    [Output("addressSpaces")]
    public Output<ImmutableArray<string>> AddressSpaces { get; private set; } = null!;

    [Output("location")]
    public Output<string> Location { get; private set; } = null!;

    [Output("name")]
    public Output<string> Name { get; private set; } = null!;

    [Output("resourceGroupName")]
    public Output<string> ResourceGroupName { get; private set; } = null!;
}
