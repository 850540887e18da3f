namespace Pulumi.Aws.Ec2.Inputs;

/// <summary>An inline entry of a managed prefix list.</summary>
public sealed class ManagedPrefixListEntryArgs : ResourceArgs
{
    public static new ManagedPrefixListEntryArgs Empty => new();

    [Input("cidr", required: true)]
    public Input<string> Cidr { get; set; } = null!;

    [Input("description")]
    public Input<string>? Description { get; set; }
}
