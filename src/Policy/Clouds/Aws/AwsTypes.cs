namespace Starface.Policy.Clouds.Aws;

/// <summary>The type tokens of Pulumi's AWS provider that plans use.</summary>
internal static class AwsTypes
{
    /// <summary>A security group.</summary>
    public const string SecurityGroup = "aws:ec2/securityGroup:SecurityGroup";

    /// <summary>One ingress rule with one remote side.</summary>
    public const string IngressRule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

    /// <summary>One egress rule with one remote side.</summary>
    public const string EgressRule = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

    /// <summary>A prefix list of the customer's own.</summary>
    public const string PrefixList = "aws:ec2/managedPrefixList:ManagedPrefixList";

    /// <summary>A group on a network interface.</summary>
    public const string InterfaceAttachment = "aws:ec2/networkInterfaceSecurityGroupAttachment:NetworkInterfaceSecurityGroupAttachment";

    /// <summary>A single tag of a resource.</summary>
    public const string Tag = "aws:ec2/tag:Tag";

    /// <summary>The exclusive set of a group's rules: the provider removes every other one.</summary>
    public const string ExclusiveRules = "aws:ec2/vpcSecurityGroupRulesExclusive:VpcSecurityGroupRulesExclusive";
}
