using Pulumi;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Vpc;
using Starface.Policy.Planning;

namespace Starface.Infra;

/// <summary>Planned properties as the typed inputs of Pulumi's AWS provider. Nothing is decided here.</summary>
internal static class AwsArgs
{
    /// <summary>A security group; the program's VPC has precedence over the plan's.</summary>
    public static SecurityGroupArgs SecurityGroup(PropertyMap properties, Input<string>? vpcId) => new()
    {
        Description = properties.Input("description"),
        VpcId = vpcId ?? properties.Input("vpcId"),
        Region = properties.Input("region"),
        RevokeRulesOnDelete = properties.Flag("revokeRulesOnDelete"),
        Tags = properties.Tags(),
    };

    /// <summary>A managed prefix list with its entries.</summary>
    public static ManagedPrefixListArgs PrefixList(PropertyMap properties) => new()
    {
        Region = properties.Input("region"),
        AddressFamily = properties.Require("addressFamily"),
        MaxEntries = properties.RequireNumber("maxEntries"),
        Entries = properties.Maps("entries")
            .Select(
                entry => new Pulumi.Aws.Ec2.Inputs.ManagedPrefixListEntryArgs
                {
                    Cidr = entry.Require("cidr"),
                    Description = entry.Input("description"),
                })
            .ToList(),
        Tags = properties.Tags(),
    };

    /// <summary>A group on a network interface.</summary>
    public static NetworkInterfaceSecurityGroupAttachmentArgs InterfaceAttachment(PropertyMap properties, PlannedIds ids) => new()
    {
        NetworkInterfaceId = ids.Require(properties, "networkInterfaceId"),
        SecurityGroupId = ids.Require(properties, "securityGroupId"),
        Region = properties.Input("region"),
    };

    /// <summary>A single tag of a group.</summary>
    public static TagArgs Tag(PropertyMap properties, PlannedIds ids) => new()
    {
        ResourceId = ids.Require(properties, "resourceId"),
        Region = properties.Input("region"),
        Key = properties.Require("key"),
        Value = properties.Require("value"),
    };

    /// <summary>The exclusive set of a group's rules. Both lists are sent, empty ones too: the provider requires them.</summary>
    public static VpcSecurityGroupRulesExclusiveArgs ExclusiveRules(PropertyMap properties, PlannedIds ids) => new()
    {
        SecurityGroupId = ids.Require(properties, "securityGroupId"),
        Region = properties.Input("region"),
        IngressRuleIds = ids.List(properties, "ingressRuleIds"),
        EgressRuleIds = ids.List(properties, "egressRuleIds"),
    };

    /// <summary>An ingress rule of a group.</summary>
    public static SecurityGroupIngressRuleArgs IngressRule(PropertyMap properties, PlannedIds ids) => new()
    {
        SecurityGroupId = ids.Require(properties, "securityGroupId"),
        Region = properties.Input("region"),
        Description = properties.Input("description"),
        IpProtocol = properties.Require("ipProtocol"),
        FromPort = properties.InputNumber("fromPort"),
        ToPort = properties.InputNumber("toPort"),
        CidrIpv4 = properties.Input("cidrIpv4"),
        CidrIpv6 = properties.Input("cidrIpv6"),
        PrefixListId = ids.Resolve(properties["prefixListId"]),
        ReferencedSecurityGroupId = ids.Resolve(properties["referencedSecurityGroupId"]),
        Tags = properties.Tags(),
    };

    /// <summary>An egress rule of a group.</summary>
    public static SecurityGroupEgressRuleArgs EgressRule(PropertyMap properties, PlannedIds ids) => new()
    {
        SecurityGroupId = ids.Require(properties, "securityGroupId"),
        Region = properties.Input("region"),
        Description = properties.Input("description"),
        IpProtocol = properties.Require("ipProtocol"),
        FromPort = properties.InputNumber("fromPort"),
        ToPort = properties.InputNumber("toPort"),
        CidrIpv4 = properties.Input("cidrIpv4"),
        CidrIpv6 = properties.Input("cidrIpv6"),
        PrefixListId = ids.Resolve(properties["prefixListId"]),
        ReferencedSecurityGroupId = ids.Resolve(properties["referencedSecurityGroupId"]),
        Tags = properties.Tags(),
    };
}
