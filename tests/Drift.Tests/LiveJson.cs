using System.Text;
using System.Text.Json.Nodes;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Planning;

namespace Starface.Drift.Tests;

/// <summary>What the clouds' own tools print once a plan was applied.</summary>
internal static class LiveJson
{
    public const string SubscriptionId = "11111111-2222-3333-4444-555555555555";

    /// <summary>The output of <c>aws ec2 describe-security-groups</c>, one permission for each rule.</summary>
    public static JsonObject AwsGroups(params Plan[] plans) => new()
    {
        ["SecurityGroups"] = new JsonArray([.. plans.Select((plan, i) => (JsonNode)AwsGroup(plan, GroupId(i)))]),
    };

    public static string GroupId(int index) => FormattableString.Invariant($"sg-{index:x8}");

    public static JsonObject AwsGroup(Plan plan, string id) => new()
    {
        ["GroupId"] = id,
        ["GroupName"] = plan.Name,
        ["OwnerId"] = "123456789012",
        ["VpcId"] = "vpc-1",
        ["Description"] = AwsPlanner.GroupDescription,
        ["Tags"] = new JsonArray(
            [
                .. plan.GroupTags.Select(tag => (JsonNode)new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value }),
            ]),
        ["IpPermissions"] = new JsonArray([.. Rules(plan, AwsTypes.IngressRule).Select(rule => (JsonNode)AwsPermission(rule))]),
        ["IpPermissionsEgress"] = new JsonArray([.. Rules(plan, AwsTypes.EgressRule).Select(rule => (JsonNode)AwsPermission(rule))]),
    };

    /// <summary>The output of <c>aws ec2 describe-security-group-rules</c>.</summary>
    public static JsonObject AwsRules(Plan plan, string id) => new()
    {
        ["SecurityGroupRules"] = new JsonArray(
        [
            .. Rules(plan, AwsTypes.IngressRule).Concat(Rules(plan, AwsTypes.EgressRule))
                .Select((rule, i) => (JsonNode)AwsRule(rule, id, FormattableString.Invariant($"sgr-{i:x8}"))),
        ]),
    };

    /// <summary>A group as Azure Resource Manager returns it.</summary>
    public static JsonObject AzureGroup(Plan plan) => new()
    {
        ["name"] = plan.Name,
        ["id"] = AzureId(plan),
        ["etag"] = "W/\"1\"",
        ["type"] = "Microsoft.Network/networkSecurityGroups",
        ["location"] = "germanywestcentral",
        ["tags"] = new JsonObject(
            plan.GroupTags.Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value))),
        ["properties"] = new JsonObject
        {
            ["provisioningState"] = "Succeeded",
            ["securityRules"] = new JsonArray(
                [.. plan.Resources[0].Properties.Maps("securityRules").Select(rule => (JsonNode)AzureRule(rule, AzureId(plan)))]),
            ["defaultSecurityRules"] = new JsonArray([.. DefaultRules()]),
        },
    };

    public static string AzureId(Plan plan) =>
        $"/subscriptions/{SubscriptionId}/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/{plan.Name}";

    /// <summary>The same group as <c>az network nsg show</c> prints it: the fields beside the name.</summary>
    public static JsonObject AzFlattened(Plan plan)
    {
        var group = AzureGroup(plan);
        var properties = (JsonObject)group["properties"]!;
        group.Remove("properties");
        foreach (var member in properties.ToList())
        {
            properties.Remove(member.Key);
            group[member.Key] = member.Value is JsonArray rules
                ? new JsonArray([.. rules.Select(rule => (JsonNode)Flat((JsonObject)rule!))])
                : member.Value;
        }

        return group;
    }

    public static JsonObject CustomRule(
        string name, string direction, string access, int priority, string protocol, string remote, string ports) => new()
        {
            ["name"] = name,
            ["id"] = "/x/securityRules/" + name,
            ["properties"] = new JsonObject
            {
                ["provisioningState"] = "Succeeded",
                ["protocol"] = protocol,
                ["sourcePortRange"] = "*",
                ["destinationPortRange"] = ports,
                [direction == "Inbound" ? "sourceAddressPrefix" : "destinationAddressPrefix"] = remote,
                [direction == "Inbound" ? "destinationAddressPrefix" : "sourceAddressPrefix"] = "*",
                ["access"] = access,
                ["priority"] = priority,
                ["direction"] = direction,
                ["sourcePortRanges"] = new JsonArray(),
                ["destinationPortRanges"] = new JsonArray(),
                ["sourceAddressPrefixes"] = new JsonArray(),
                ["destinationAddressPrefixes"] = new JsonArray(),
            },
        };

    public static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString());

    public static IEnumerable<PlannedResource> Rules(Plan plan, string type) => plan.Resources.Where(resource => resource.Type == type);

    private static JsonObject AwsPermission(PlannedResource rule)
    {
        var properties = rule.Properties;
        var permission = new JsonObject
        {
            ["IpProtocol"] = properties.Text("ipProtocol"),
            ["IpRanges"] = new JsonArray(),
            ["Ipv6Ranges"] = new JsonArray(),
            ["PrefixListIds"] = new JsonArray(),
            ["UserIdGroupPairs"] = new JsonArray(),
        };
        if (properties.Number("fromPort") is { } from) permission["FromPort"] = from;
        if (properties.Number("toPort") is { } to) permission["ToPort"] = to;
        if (properties.Text("cidrIpv4") is { } v4)
            permission["IpRanges"] = new JsonArray(new JsonObject { ["CidrIp"] = v4, ["Description"] = properties.Text("description") });
        if (properties.Text("cidrIpv6") is { } v6)
            permission["Ipv6Ranges"] = new JsonArray(
                new JsonObject { ["CidrIpv6"] = v6, ["Description"] = properties.Text("description") });
        if (properties.Text("prefixListId") is { } list)
            permission["PrefixListIds"] = new JsonArray(new JsonObject { ["PrefixListId"] = list });
        if (properties.Text("referencedSecurityGroupId") is { } group)
            permission["UserIdGroupPairs"] = new JsonArray(new JsonObject { ["GroupId"] = group });
        return permission;
    }

    private static JsonObject AwsRule(PlannedResource rule, string groupId, string id)
    {
        var properties = rule.Properties;
        return new JsonObject
        {
            ["SecurityGroupRuleId"] = id,
            ["GroupId"] = groupId,
            ["GroupOwnerId"] = "123456789012",
            ["IsEgress"] = rule.Type == AwsTypes.EgressRule,
            ["IpProtocol"] = properties.Text("ipProtocol"),
            ["FromPort"] = properties.Number("fromPort") ?? -1,
            ["ToPort"] = properties.Number("toPort") ?? -1,
            [properties.Text("cidrIpv4") is null ? "CidrIpv6" : "CidrIpv4"] = properties.Text("cidrIpv4") ?? properties.Text("cidrIpv6"),
            ["Description"] = properties.Text("description"),
            ["Tags"] = new JsonArray(),
        };
    }

    private static JsonObject AzureRule(PropertyMap rule, string groupId)
    {
        var properties = new JsonObject { ["provisioningState"] = "Succeeded" };
        foreach (var entry in rule.Where(entry => entry.Key != "name"))
        {
            properties[entry.Key] = entry.Value switch
            {
                PropertyText text => text.Value,
                PropertyNumber number => number.Value,
                PropertyList list => new JsonArray([.. list.Items.Select(item => (JsonNode)((PropertyText)item).Value)]),
                _ => throw new InvalidOperationException($"{entry.Key} has no form in ARM."),
            };
        }

        return new JsonObject
        {
            ["name"] = rule.Text("name"),
            ["id"] = $"{groupId}/securityRules/{rule.Text("name")}",
            ["etag"] = "W/\"1\"",
            ["properties"] = properties,
        };
    }

    private static JsonObject Flat(JsonObject rule)
    {
        var flat = new JsonObject
        {
            ["name"] = rule["name"]!.GetValue<string>(),
            ["id"] = rule["id"]!.GetValue<string>(),
            ["resourceGroup"] = "rg",
        };
        foreach (var member in ((JsonObject)rule["properties"]!).ToList()) flat[member.Key] = member.Value?.DeepClone();
        return flat;
    }

    private static IEnumerable<JsonNode> DefaultRules()
    {
        yield return Default("AllowVnetInBound", "Inbound", "Allow", 65000, "VirtualNetwork", "VirtualNetwork");
        yield return Default("AllowAzureLoadBalancerInBound", "Inbound", "Allow", 65001, "AzureLoadBalancer", "*");
        yield return Default("DenyAllInBound", "Inbound", "Deny", 65500, "*", "*");
        yield return Default("AllowVnetOutBound", "Outbound", "Allow", 65000, "VirtualNetwork", "VirtualNetwork");
        yield return Default("AllowInternetOutBound", "Outbound", "Allow", 65001, "*", "Internet");
        yield return Default("DenyAllOutBound", "Outbound", "Deny", 65500, "*", "*");

        static JsonObject Default(string name, string direction, string access, int priority, string source, string destination)
        {
            var rule = CustomRule(name, direction, access, priority, "*", "*", "*");
            rule["properties"]!["sourceAddressPrefix"] = source;
            rule["properties"]!["destinationAddressPrefix"] = destination;
            return rule;
        }
    }
}
