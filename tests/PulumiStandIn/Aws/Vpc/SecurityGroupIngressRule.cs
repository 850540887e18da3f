using System.Collections.Immutable;

namespace Pulumi.Aws.Vpc;

/// <summary>One ingress rule of an AWS security group, for one peer.</summary>
public partial class SecurityGroupIngressRule : CustomResource
{
    private const string Token = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

    public SecurityGroupIngressRule(string name, SecurityGroupIngressRuleArgs args, CustomResourceOptions? options = null)
        : base(Token, name, args ?? new SecurityGroupIngressRuleArgs(), options)
    {
    }

    private SecurityGroupIngressRule(string name, Input<string> id, SecurityGroupIngressRuleState? state, CustomResourceOptions? options)
        : base(Token, name, state, CustomResourceOptions.Merge(options, new CustomResourceOptions { Id = id }))
    {
    }

    [Output("arn")]
    public Output<string> Arn { get; private set; } = null!;

    [Output("cidrIpv4")]
    public Output<string?> CidrIpv4 { get; private set; } = null!;

    [Output("cidrIpv6")]
    public Output<string?> CidrIpv6 { get; private set; } = null!;

    [Output("description")]
    public Output<string?> Description { get; private set; } = null!;

    [Output("fromPort")]
    public Output<int?> FromPort { get; private set; } = null!;

    [Output("ipProtocol")]
    public Output<string> IpProtocol { get; private set; } = null!;

    [Output("prefixListId")]
    public Output<string?> PrefixListId { get; private set; } = null!;

    [Output("referencedSecurityGroupId")]
    public Output<string?> ReferencedSecurityGroupId { get; private set; } = null!;

    [Output("region")]
    public Output<string> Region { get; private set; } = null!;

    [Output("securityGroupId")]
    public Output<string> SecurityGroupId { get; private set; } = null!;

    [Output("securityGroupRuleId")]
    public Output<string> SecurityGroupRuleId { get; private set; } = null!;

    [Output("tags")]
    public Output<ImmutableDictionary<string, string>?> Tags { get; private set; } = null!;

    [Output("tagsAll")]
    public Output<ImmutableDictionary<string, string>> TagsAll { get; private set; } = null!;

    [Output("toPort")]
    public Output<int?> ToPort { get; private set; } = null!;

    public static SecurityGroupIngressRule Get(
        string name, Input<string> id, SecurityGroupIngressRuleState? state = null, CustomResourceOptions? options = null)
        => new(name, id, state, options);
}
