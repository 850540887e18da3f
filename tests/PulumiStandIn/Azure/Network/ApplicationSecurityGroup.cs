using System.Collections.Immutable;

namespace Pulumi.Azure.Network;

/// <summary>An Azure application security group.</summary>
public partial class ApplicationSecurityGroup : CustomResource
{
    private const string Token = "azure:network/applicationSecurityGroup:ApplicationSecurityGroup";

    public ApplicationSecurityGroup(string name, ApplicationSecurityGroupArgs args, CustomResourceOptions? options = null)
        : base(Token, name, args ?? new ApplicationSecurityGroupArgs(), options)
    {
    }

    private ApplicationSecurityGroup(string name, Input<string> id, ApplicationSecurityGroupState? state, CustomResourceOptions? options)
        : base(Token, name, state, CustomResourceOptions.Merge(options, new CustomResourceOptions { Id = id }))
    {
    }

    [Output("location")]
    public Output<string> Location { get; private set; } = null!;

    [Output("name")]
    public Output<string> Name { get; private set; } = null!;

    [Output("resourceGroupName")]
    public Output<string> ResourceGroupName { get; private set; } = null!;

    [Output("tags")]
    public Output<ImmutableDictionary<string, string>?> Tags { get; private set; } = null!;

    public static ApplicationSecurityGroup Get(
        string name, Input<string> id, ApplicationSecurityGroupState? state = null, CustomResourceOptions? options = null)
        => new(name, id, state, options);
}
