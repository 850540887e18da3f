using Pulumi;
using Pulumi.Azure.Network;
using Pulumi.Azure.Network.Inputs;
using Starface.Policy.Planning;

namespace Starface.Infra;

/// <summary>Planned properties as the typed inputs of Pulumi's Azure provider. Nothing is decided here.</summary>
internal static class AzureArgs
{
    /// <summary>A network security group with its inline rules.</summary>
    public static NetworkSecurityGroupArgs NetworkSecurityGroup(
        PropertyMap properties, PlannedIds ids, Input<string> resourceGroupName, Input<string>? location) => new()
        {
            ResourceGroupName = resourceGroupName,
            Location = location ?? properties.Input("location"),
            SecurityRules = properties.Maps("securityRules").Select(rule => Rule(rule, ids)).ToList(),
            Tags = properties.Tags(),
        };

    /// <summary>A subnet's group.</summary>
    public static SubnetNetworkSecurityGroupAssociationArgs SubnetAssociation(PropertyMap properties, PlannedIds ids) => new()
    {
        SubnetId = ids.Require(properties, "subnetId"),
        NetworkSecurityGroupId = ids.Require(properties, "networkSecurityGroupId"),
    };

    /// <summary>A network interface's group.</summary>
    public static NetworkInterfaceSecurityGroupAssociationArgs InterfaceAssociation(PropertyMap properties, PlannedIds ids) => new()
    {
        NetworkInterfaceId = ids.Require(properties, "networkInterfaceId"),
        NetworkSecurityGroupId = ids.Require(properties, "networkSecurityGroupId"),
    };

    private static NetworkSecurityGroupSecurityRuleArgs Rule(PropertyMap properties, PlannedIds ids)
    {
        var rule = new NetworkSecurityGroupSecurityRuleArgs
        {
            Name = properties.Require("name"),
            Description = properties.Input("description"),
            Direction = properties.Require("direction"),
            Access = properties.Require("access"),
            Priority = properties.RequireNumber("priority"),
            Protocol = properties.Require("protocol"),
            SourcePortRange = properties.Input("sourcePortRange"),
            DestinationPortRange = properties.Input("destinationPortRange"),
            SourceAddressPrefix = properties.Input("sourceAddressPrefix"),
            DestinationAddressPrefix = properties.Input("destinationAddressPrefix"),
        };

        // A list that is set is sent even when it is empty, so the ones that do not apply stay unset.
        if (properties["sourceAddressPrefixes"] is not null) rule.SourceAddressPrefixes = properties.Texts("sourceAddressPrefixes");
        if (properties["destinationAddressPrefixes"] is not null)
            rule.DestinationAddressPrefixes = properties.Texts("destinationAddressPrefixes");
        if (properties["sourceApplicationSecurityGroupIds"] is not null)
            rule.SourceApplicationSecurityGroupIds = ids.List(properties, "sourceApplicationSecurityGroupIds");
        if (properties["destinationApplicationSecurityGroupIds"] is not null)
            rule.DestinationApplicationSecurityGroupIds = ids.List(properties, "destinationApplicationSecurityGroupIds");
        return rule;
    }
}
