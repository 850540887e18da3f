using System.Text.Json.Nodes;

namespace Starface.Drift.Tests;

/// <summary>What Azure says of the things around network security groups.</summary>
internal static class AzureAround
{
    public const string ResourceGroup = $"/subscriptions/{LiveJson.SubscriptionId}/resourceGroups/rg";
    public const string NetworkId = $"{ResourceGroup}/providers/Microsoft.Network/virtualNetworks/pbx-network";
    public const string SubnetId = $"{NetworkId}/subnets/pbx";
    public const string ScaleSetId = $"{ResourceGroup}/providers/Microsoft.Compute/virtualMachineScaleSets/edge";
    public const string ScaleSetInterfaceId = $"{ScaleSetId}/virtualMachines/0/networkInterfaces/nic";

    public static string InterfaceId(string name) => $"{ResourceGroup}/providers/Microsoft.Network/networkInterfaces/{name}";

    public static string GroupId(string name) => $"{ResourceGroup}/providers/Microsoft.Network/networkSecurityGroups/{name}";

    public static string AsgId(string name) => $"{ResourceGroup}/providers/Microsoft.Network/applicationSecurityGroups/{name}";

    /// <summary>A network interface as ARM returns it.</summary>
    public static JsonObject Interface(string id, string? groupId, string address = "10.0.0.4", params string[] asgs) => new()
    {
        ["name"] = id[(id.LastIndexOf('/') + 1)..],
        ["id"] = id,
        ["etag"] = "W/\"1\"",
        ["type"] = "Microsoft.Network/networkInterfaces",
        ["location"] = "germanywestcentral",
        ["kind"] = "Regular",
        ["properties"] = new JsonObject
        {
            ["provisioningState"] = "Succeeded",
            ["resourceGuid"] = "x",
            ["ipConfigurations"] = new JsonArray(
                new JsonObject
                {
                    ["name"] = "ipconfig1",
                    ["id"] = $"{id}/ipConfigurations/ipconfig1",
                    ["etag"] = "W/\"1\"",
                    ["type"] = "Microsoft.Network/networkInterfaces/ipConfigurations",
                    ["properties"] = new JsonObject
                    {
                        ["provisioningState"] = "Succeeded",
                        ["privateIPAddress"] = address,
                        ["privateIPAllocationMethod"] = "Dynamic",
                        ["publicIPAddress"] = Reference($"{ResourceGroup}/providers/Microsoft.Network/publicIPAddresses/pbx"),
                        ["subnet"] = Reference(SubnetId),
                        ["primary"] = true,
                        ["privateIPAddressVersion"] = "IPv4",
                        ["applicationSecurityGroups"] = new JsonArray([.. asgs.Select(asg => (JsonNode)Reference(AsgId(asg)))]),
                    },
                }),
            ["dnsSettings"] = new JsonObject { ["dnsServers"] = new JsonArray() },
            ["macAddress"] = "00-0D-3A-00-00-01",
            ["enableAcceleratedNetworking"] = false,
            ["enableIPForwarding"] = false,
            ["networkSecurityGroup"] = groupId is null ? null : Reference(groupId),
            ["primary"] = true,
            ["virtualMachine"] = Reference($"{ResourceGroup}/providers/Microsoft.Compute/virtualMachines/pbx"),
            ["nicType"] = "Standard",
        },
    };

    /// <summary>A virtual network with one subnet as ARM returns it.</summary>
    public static JsonObject Network(string? groupId, params string[] interfaceIds) => new()
    {
        ["name"] = "pbx-network",
        ["id"] = NetworkId,
        ["etag"] = "W/\"1\"",
        ["type"] = "Microsoft.Network/virtualNetworks",
        ["location"] = "germanywestcentral",
        ["properties"] = new JsonObject
        {
            ["provisioningState"] = "Succeeded",
            ["resourceGuid"] = "x",
            ["addressSpace"] = new JsonObject { ["addressPrefixes"] = new JsonArray("10.0.0.0/16", "fd00:1::/48") },
            ["encryption"] = new JsonObject { ["enabled"] = false, ["enforcement"] = "AllowUnencrypted" },
            ["subnets"] = new JsonArray(Subnet(groupId, interfaceIds)),
            ["virtualNetworkPeerings"] = new JsonArray(Peering("hub", "10.1.0.0/16"), Peering("gone", "10.2.0.0/16", "Disconnected")),
            ["enableDdosProtection"] = false,
        },
    };

    /// <summary>A subnet as ARM returns it.</summary>
    public static JsonObject Subnet(string? groupId, params string[] interfaceIds) => new()
    {
        ["name"] = "pbx",
        ["id"] = SubnetId,
        ["etag"] = "W/\"1\"",
        ["type"] = "Microsoft.Network/virtualNetworks/subnets",
        ["properties"] = new JsonObject
        {
            ["provisioningState"] = "Succeeded",
            ["addressPrefix"] = "10.0.0.0/24",
            ["networkSecurityGroup"] = groupId is null ? null : Reference(groupId),
            ["ipConfigurations"] = new JsonArray(
                [.. interfaceIds.Select(id => (JsonNode)Reference($"{id}/ipConfigurations/ipconfig1"))]),
            ["delegations"] = new JsonArray(),
            ["privateEndpointNetworkPolicies"] = "Disabled",
            ["privateLinkServiceNetworkPolicies"] = "Enabled",
        },
    };

    /// <summary>An effective security admin rule as ARM returns it.</summary>
    public static JsonObject AdminRule(string name, string access, string remote, string ports, int priority = 10) => new()
    {
        ["id"] = $"{ResourceGroup}/providers/Microsoft.Network/networkManagers/corporate/securityAdminConfigurations/baseline"
            + $"/ruleCollections/all/rules/{name}",
        ["configurationDescription"] = "",
        ["ruleCollectionDescription"] = "",
        ["ruleCollectionAppliesToGroups"] = new JsonArray(new JsonObject { ["networkGroupId"] = "/x" }),
        ["ruleGroups"] = new JsonArray(
            new JsonObject { ["id"] = "/x", ["properties"] = new JsonObject { ["provisioningState"] = "Succeeded" } }),
        ["kind"] = "Custom",
        ["properties"] = new JsonObject
        {
            ["description"] = "",
            ["protocol"] = "Tcp",
            ["sources"] = new JsonArray(Side(remote)),
            ["destinations"] = new JsonArray(Side("*")),
            ["sourcePortRanges"] = new JsonArray("0-65535"),
            ["destinationPortRanges"] = new JsonArray(ports),
            ["access"] = access,
            ["priority"] = priority,
            ["direction"] = "Inbound",
            ["provisioningState"] = "Succeeded",
            ["resourceGuid"] = "x",
        },
    };

    /// <summary>The same object as <c>az</c> prints it: the fields beside the name, in the objects of lists too.</summary>
    public static JsonNode Flat(JsonNode node)
    {
        switch (node)
        {
            case JsonArray list:
                return new JsonArray([.. list.Select(item => item is null ? null : Flat(item))]);
            case JsonObject item:
                var flat = new JsonObject();
                foreach (var (name, value) in item)
                {
                    if (name == "properties") continue;
                    flat[name] = value is null ? null : Flat(value);
                }

                foreach (var (name, value) in item["properties"] as JsonObject ?? [])
                    flat[name] = value is null ? null : Flat(value);
                if (flat["id"] is not null) flat["resourceGroup"] = "rg";
                return flat;
            default:
                return node.DeepClone();
        }
    }

    /// <summary>A reference to a resource.</summary>
    public static JsonObject Reference(string id) => new() { ["id"] = id };

    private static JsonObject Side(string text) => new()
    {
        ["addressPrefix"] = text,
        ["addressPrefixType"] = char.IsAsciiLetter(text[0]) ? "ServiceTag" : "IPPrefix",
    };

    private static JsonObject Peering(string name, string prefix, string state = "Connected") => new()
    {
        ["name"] = name,
        ["id"] = $"{NetworkId}/virtualNetworkPeerings/{name}",
        ["etag"] = "W/\"1\"",
        ["type"] = "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
        ["properties"] = new JsonObject
        {
            ["provisioningState"] = "Succeeded",
            ["peeringState"] = state,
            ["peeringSyncLevel"] = "FullyInSync",
            ["remoteVirtualNetwork"] = Reference($"{ResourceGroup}/providers/Microsoft.Network/virtualNetworks/{name}"),
            ["allowVirtualNetworkAccess"] = true,
            ["allowForwardedTraffic"] = false,
            ["remoteAddressSpace"] = new JsonObject { ["addressPrefixes"] = new JsonArray(prefix) },
            ["remoteVirtualNetworkAddressSpace"] = new JsonObject { ["addressPrefixes"] = new JsonArray(prefix) },
        },
    };
}
