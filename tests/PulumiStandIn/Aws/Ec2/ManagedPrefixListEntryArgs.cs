namespace Pulumi.Aws.Ec2;

/// <summary>What a ManagedPrefixListEntry is created from.</summary>
public sealed class ManagedPrefixListEntryArgs : ResourceArgs
{
    public static new ManagedPrefixListEntryArgs Empty => new();

    [Input("cidr", required: true)]
    public Input<string> Cidr { get; set; } = null!;

    [Input("description")]
    public Input<string>? Description { get; set; }

    [Input("prefixListId", required: true)]
    public Input<string> PrefixListId { get; set; } = null!;

    [Input("region")]
    public Input<string>? Region { get; set; }
}
