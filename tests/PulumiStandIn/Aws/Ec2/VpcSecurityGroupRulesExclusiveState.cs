namespace Pulumi.Aws.Ec2;

/// <summary>What narrows the look-up of an existing VpcSecurityGroupRulesExclusive.</summary>
public sealed class VpcSecurityGroupRulesExclusiveState : ResourceArgs
{
    public static new VpcSecurityGroupRulesExclusiveState Empty => new();

    [Input("egressRuleIds")]
    private InputList<string>? _egressRuleIds;

    public InputList<string> EgressRuleIds
    {
        get => _egressRuleIds ??= [];
        set => _egressRuleIds = value;
    }

    [Input("ingressRuleIds")]
    private InputList<string>? _ingressRuleIds;

    public InputList<string> IngressRuleIds
    {
        get => _ingressRuleIds ??= [];
        set => _ingressRuleIds = value;
    }

    [Input("region")]
    public Input<string>? Region { get; set; }

    [Input("securityGroupId")]
    public Input<string>? SecurityGroupId { get; set; }
}
