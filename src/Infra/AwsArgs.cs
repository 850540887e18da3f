using Pulumi;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Vpc;
using Starface.Policy.Planning;

namespace Starface.Infra;

/// <summary>Planned properties as the typed inputs of Pulumi's AWS provider. Nothing is decided here.</summary>
internal static class AwsArgs
{
    /// <summary>A security group; the program's VPC goes before the plan's.</summary>
    public static SecurityGroupArgs SecurityGroup(PropertyMap properties, Input<string>? vpcId) => new()
    {
        Description = properties.Input("description"),
        VpcId = vpcId ?? properties.Input("vpcId"),
        Region = properties.Input("region"),
        RevokeRulesOnDelete = properties.Flag("revokeRulesOnDelete"),
        Tags = properties.Tags(),
    };

    /// <summary>An ingress rule of a group.</summary>
    public static SecurityGroupIngressRuleArgs IngressRule(PropertyMap properties, Input<string> groupId) => new()
    {
        SecurityGroupId = groupId,
        Region = properties.Input("region"),
        Description = properties.Input("description"),
        IpProtocol = properties.Require("ipProtocol"),
        FromPort = properties.InputNumber("fromPort"),
        ToPort = properties.InputNumber("toPort"),
        CidrIpv4 = properties.Input("cidrIpv4"),
        CidrIpv6 = properties.Input("cidrIpv6"),
        PrefixListId = properties.Input("prefixListId"),
        ReferencedSecurityGroupId = properties.Input("referencedSecurityGroupId"),
        Tags = properties.Tags(),
    };

    /// <summary>An egress rule of a group.</summary>
    public static SecurityGroupEgressRuleArgs EgressRule(PropertyMap properties, Input<string> groupId) => new()
    {
        SecurityGroupId = groupId,
        Region = properties.Input("region"),
        Description = properties.Input("description"),
        IpProtocol = properties.Require("ipProtocol"),
        FromPort = properties.InputNumber("fromPort"),
        ToPort = properties.InputNumber("toPort"),
        CidrIpv4 = properties.Input("cidrIpv4"),
        CidrIpv6 = properties.Input("cidrIpv6"),
        PrefixListId = properties.Input("prefixListId"),
        ReferencedSecurityGroupId = properties.Input("referencedSecurityGroupId"),
        Tags = properties.Tags(),
    };
}
