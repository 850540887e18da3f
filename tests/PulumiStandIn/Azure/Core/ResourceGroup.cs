namespace Pulumi.Azure.Core;

/// <summary>An Azure resource group.</summary>
public partial class ResourceGroup : CustomResource
{
    public ResourceGroup(string name, ResourceGroupArgs? args = null, CustomResourceOptions? options = null)
        : base("azure:core/resourceGroup:ResourceGroup", name, args ?? new ResourceGroupArgs(), options)
    {
    }

    [Output("location")]
    public Output<string> Location { get; private set; } = null!;

    [Output("name")]
    public Output<string> Name { get; private set; } = null!;
}
