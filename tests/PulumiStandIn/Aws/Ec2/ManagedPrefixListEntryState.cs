namespace Pulumi.Aws.Ec2;

/// <summary>What narrows the look-up of an existing ManagedPrefixListEntry.</summary>
public sealed class ManagedPrefixListEntryState : ResourceArgs
{
    public static new ManagedPrefixListEntryState Empty => new();

    [Input("cidr")]
    public Input<string>? Cidr { get; set; }

    [Input("description")]
    public Input<string>? Description { get; set; }

    [Input("prefixListId")]
    public Input<string>? PrefixListId { get; set; }

    [Input("region")]
    public Input<string>? Region { get; set; }
}
