namespace Pulumi.Aws.Ec2;

/// <summary>One entry of a managed prefix list.</summary>
public partial class ManagedPrefixListEntry : CustomResource
{
    private const string Token = "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry";

    public ManagedPrefixListEntry(string name, ManagedPrefixListEntryArgs args, CustomResourceOptions? options = null)
        : base(Token, name, args ?? new ManagedPrefixListEntryArgs(), options)
    {
    }

    private ManagedPrefixListEntry(string name, Input<string> id, ManagedPrefixListEntryState? state, CustomResourceOptions? options)
        : base(Token, name, state, CustomResourceOptions.Merge(options, new CustomResourceOptions { Id = id }))
    {
    }

    [Output("cidr")]
    public Output<string> Cidr { get; private set; } = null!;

    [Output("description")]
    public Output<string?> Description { get; private set; } = null!;

    [Output("prefixListId")]
    public Output<string> PrefixListId { get; private set; } = null!;

    [Output("region")]
    public Output<string> Region { get; private set; } = null!;

    public static ManagedPrefixListEntry Get(
        string name, Input<string> id, ManagedPrefixListEntryState? state = null, CustomResourceOptions? options = null)
        => new(name, id, state, options);
}
