namespace Pulumi.Aws.Ec2;

/// <summary>What a VpcSecurityGroupRulesExclusive is created from.</summary>
public sealed class VpcSecurityGroupRulesExclusiveArgs : ResourceArgs
{
    public static new VpcSecurityGroupRulesExclusiveArgs Empty => new();

    [Input("egressRuleIds", required: true)]
    private InputList<string>? _egressRuleIds;

    public InputList<string> EgressRuleIds
    {
        get => _egressRuleIds ??= [];
        set => _egressRuleIds = value;
    }

    [Input("ingressRuleIds", required: true)]
    private InputList<string>? _ingressRuleIds;

    public InputList<string> IngressRuleIds
    {
        get => _ingressRuleIds ??= [];
        set => _ingressRuleIds = value;
    }

    [Input("region")]
    public Input<string>? Region { get; set; }

    [Input("securityGroupId", required: true)]
    public Input<string> SecurityGroupId { get; set; } = null!;
}
