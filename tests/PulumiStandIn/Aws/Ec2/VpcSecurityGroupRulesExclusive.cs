using System.Collections.Immutable;

namespace Pulumi.Aws.Ec2;

/// <summary>The complete set of rules of an AWS security group: rules that it does not name are removed.</summary>
public partial class VpcSecurityGroupRulesExclusive : CustomResource
{
    private const string Token = "aws:ec2/vpcSecurityGroupRulesExclusive:VpcSecurityGroupRulesExclusive";

    public VpcSecurityGroupRulesExclusive(string name, VpcSecurityGroupRulesExclusiveArgs args, CustomResourceOptions? options = null)
        : base(Token, name, args ?? new VpcSecurityGroupRulesExclusiveArgs(), options)
    {
    }

    private VpcSecurityGroupRulesExclusive(
        string name, Input<string> id, VpcSecurityGroupRulesExclusiveState? state, CustomResourceOptions? options)
        : base(Token, name, state, CustomResourceOptions.Merge(options, new CustomResourceOptions { Id = id }))
    {
    }

    [Output("egressRuleIds")]
    public Output<ImmutableArray<string>> EgressRuleIds { get; private set; } = null!;

    [Output("ingressRuleIds")]
    public Output<ImmutableArray<string>> IngressRuleIds { get; private set; } = null!;

    [Output("region")]
    public Output<string> Region { get; private set; } = null!;

    [Output("securityGroupId")]
    public Output<string> SecurityGroupId { get; private set; } = null!;

    public static VpcSecurityGroupRulesExclusive Get(
        string name, Input<string> id, VpcSecurityGroupRulesExclusiveState? state = null, CustomResourceOptions? options = null)
        => new(name, id, state, options);
}
