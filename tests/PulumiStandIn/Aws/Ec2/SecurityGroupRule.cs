using System.Collections.Immutable;

namespace Pulumi.Aws.Ec2;

/// <summary>One rule of an AWS security group, in the older form with several peers.</summary>
public partial class SecurityGroupRule : CustomResource
{
    private const string Token = "aws:ec2/securityGroupRule:SecurityGroupRule";

    public SecurityGroupRule(string name, SecurityGroupRuleArgs args, CustomResourceOptions? options = null)
        : base(Token, name, args ?? new SecurityGroupRuleArgs(), options)
    {
    }

    private SecurityGroupRule(string name, Input<string> id, SecurityGroupRuleState? state, CustomResourceOptions? options)
        : base(Token, name, state, CustomResourceOptions.Merge(options, new CustomResourceOptions { Id = id }))
    {
    }

    [Output("cidrBlocks")]
    public Output<ImmutableArray<string>> CidrBlocks { get; private set; } = null!;

    [Output("description")]
    public Output<string?> Description { get; private set; } = null!;

    [Output("fromPort")]
    public Output<int> FromPort { get; private set; } = null!;

    [Output("ipv6CidrBlocks")]
    public Output<ImmutableArray<string>> Ipv6CidrBlocks { get; private set; } = null!;

    [Output("prefixListIds")]
    public Output<ImmutableArray<string>> PrefixListIds { get; private set; } = null!;

    [Output("protocol")]
    public Output<string> Protocol { get; private set; } = null!;

    [Output("region")]
    public Output<string> Region { get; private set; } = null!;

    [Output("securityGroupId")]
    public Output<string> SecurityGroupId { get; private set; } = null!;

    [Output("securityGroupRuleId")]
    public Output<string> SecurityGroupRuleId { get; private set; } = null!;

    [Output("self")]
    public Output<bool?> Self { get; private set; } = null!;

    [Output("sourceSecurityGroupId")]
    public Output<string> SourceSecurityGroupId { get; private set; } = null!;

    [Output("toPort")]
    public Output<int> ToPort { get; private set; } = null!;

    [Output("type")]
    public Output<string> Type { get; private set; } = null!;

    public static SecurityGroupRule Get(
        string name, Input<string> id, SecurityGroupRuleState? state = null, CustomResourceOptions? options = null)
        => new(name, id, state, options);
}
