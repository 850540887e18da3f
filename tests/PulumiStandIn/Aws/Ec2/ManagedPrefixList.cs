using System.Collections.Immutable;

namespace Pulumi.Aws.Ec2;

/// <summary>A prefix list that the account manages itself.</summary>
public partial class ManagedPrefixList : CustomResource
{
    private const string Token = "aws:ec2/managedPrefixList:ManagedPrefixList";

    public ManagedPrefixList(string name, ManagedPrefixListArgs args, CustomResourceOptions? options = null)
        : base(Token, name, args ?? new ManagedPrefixListArgs(), options)
    {
    }

    private ManagedPrefixList(string name, Input<string> id, ManagedPrefixListState? state, CustomResourceOptions? options)
        : base(Token, name, state, CustomResourceOptions.Merge(options, new CustomResourceOptions { Id = id }))
    {
    }

    [Output("addressFamily")]
    public Output<string> AddressFamily { get; private set; } = null!;

    [Output("arn")]
    public Output<string> Arn { get; private set; } = null!;

    [Output("entries")]
    public Output<ImmutableArray<Outputs.ManagedPrefixListEntry>> Entries { get; private set; } = null!;

    [Output("maxEntries")]
    public Output<int> MaxEntries { get; private set; } = null!;

    [Output("name")]
    public Output<string> Name { get; private set; } = null!;

    [Output("ownerId")]
    public Output<string> OwnerId { get; private set; } = null!;

    [Output("region")]
    public Output<string> Region { get; private set; } = null!;

    [Output("tags")]
    public Output<ImmutableDictionary<string, string>?> Tags { get; private set; } = null!;

    [Output("tagsAll")]
    public Output<ImmutableDictionary<string, string>> TagsAll { get; private set; } = null!;

    [Output("version")]
    public Output<int> Version { get; private set; } = null!;

    public static ManagedPrefixList Get(
        string name, Input<string> id, ManagedPrefixListState? state = null, CustomResourceOptions? options = null)
        => new(name, id, state, options);
}
