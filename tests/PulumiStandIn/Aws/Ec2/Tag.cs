namespace Pulumi.Aws.Ec2;

/// <summary>A single tag of an EC2 resource.</summary>
public partial class Tag : CustomResource
{
    private const string Token = "aws:ec2/tag:Tag";

    public Tag(string name, TagArgs args, CustomResourceOptions? options = null)
        : base(Token, name, args ?? new TagArgs(), options)
    {
    }

    private Tag(string name, Input<string> id, TagState? state, CustomResourceOptions? options)
        : base(Token, name, state, CustomResourceOptions.Merge(options, new CustomResourceOptions { Id = id }))
    {
    }

    [Output("key")]
    public Output<string> Key { get; private set; } = null!;

    [Output("region")]
    public Output<string> Region { get; private set; } = null!;

    [Output("resourceId")]
    public Output<string> ResourceId { get; private set; } = null!;

    [Output("value")]
    public Output<string> Value { get; private set; } = null!;

    public static Tag Get(string name, Input<string> id, TagState? state = null, CustomResourceOptions? options = null)
        => new(name, id, state, options);
}
