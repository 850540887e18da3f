using System.Text;
using System.Text.Json.Nodes;
using Starface.Policy.Clouds.Azure;

namespace Starface.EndToEnd.Packets.Layers;

/// <summary>
/// Random interfaces of Azure: security admin rules, the network security group of the subnet, and that of the interface.
/// </summary>
internal static class AzureInterface
{
    private const string Provider = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.Network";
    private const string Id = $"{Provider}/networkInterfaces/pbx";
    private const string Network = $"{Provider}/virtualNetworks/pbx-network";
    private const string Subnet = $"{Network}/subnets/pbx";

    /// <summary>An interface. One of the two network security groups may be absent.</summary>
    public static CloudInterface Create(int seed)
    {
        var random = new RandomRules(new Random(seed));
        var (admin, subnet, own) = (random.AdminRules(), random.NetworkSecurityGroup(), random.NetworkSecurityGroup());
        var absent = random.Below(6);
        var groups = new (string Name, List<LayerRule> Rules)[] { ("subnet", subnet), ("nic", own) }
            .Where((_, i) => i != absent)
            .ToList();
        return new CloudInterface(
            AzureTarget.Instance,
            Id,
            [
                ("groups.json", new JsonArray([.. groups.Select(group => Group(group.Name, group.Rules, random))])),
                ("interfaces.json", new JsonArray(Interface(absent == 1))),
                ("networks.json", new JsonArray(NetworkNode(absent == 0))),
                (
                    "pbx-network.admin-rules.json",
                    new JsonObject { ["value"] = new JsonArray([.. random.Shuffle(admin.Select(AdminRule))]) }),
                ("tags.json", ServiceTags()),
            ],
            [.. admin, .. groups.SelectMany(group => group.Rules)],
            Ruleset(admin, groups));
    }

    private static string Ruleset(List<LayerRule> admin, List<(string Name, List<LayerRule> Rules)> groups)
    {
        var text = new StringBuilder("table inet proof {\n");
        foreach (var (isInbound, direction) in new[] { (true, "in"), (false, "out") })
        {
            text.Append(RuleScript.Chain($"admin_{direction}", admin, isInbound, AdminVerdict, "return"));
            foreach (var (name, rules) in groups) text.Append(RuleScript.Chain($"{name}_{direction}", rules, isInbound, Verdict, "drop"));
            // On the way in the subnet comes first, on the way out the interface.
            var layers = groups.Select(group => group.Name);
            text.Append($"  chain {direction}bound {{\n    jump admin_{direction}\n");
            foreach (var name in isInbound ? layers : layers.Reverse()) text.Append($"    jump {name}_{direction}\n");
            text.Append("    accept\n  }\n");
        }

        return text
            .Append($"  chain forward {{\n    type filter hook forward priority 0; policy drop;\n{RuleScript.Marker}")
            .Append("    ct state established accept\n")
            .Append($"    iifname \"{Router.Outside}\" goto inbound\n    iifname \"{Router.Inside}\" goto outbound\n")
            .Append("  }\n}\n")
            .ToString();
    }

    private static string Verdict(LayerAccess access) => access == LayerAccess.Allow ? "return" : "drop";

    private static string AdminVerdict(LayerAccess access) => access switch
    {
        LayerAccess.Allow => "return",
        LayerAccess.AlwaysAllow => "accept",
        _ => "drop",
    };

    private static JsonObject Reference(string id) => new() { ["id"] = id };

    private static string GroupId(string name) => $"{Provider}/networkSecurityGroups/{name}";

    private static JsonObject Group(string name, List<LayerRule> rules, RandomRules random) => new()
    {
        ["name"] = name,
        ["id"] = GroupId(name),
        ["type"] = "Microsoft.Network/networkSecurityGroups",
        ["location"] = "germanywestcentral",
        ["properties"] = new JsonObject
        {
            ["provisioningState"] = "Succeeded",
            ["securityRules"] = new JsonArray([.. random.Shuffle(rules.Select((rule, i) => Rule(name, rule, i)))]),
            ["defaultSecurityRules"] = new JsonArray([.. DefaultRules(name)]),
        },
    };

    private static JsonObject Rule(string group, LayerRule rule, int index) => Rule(
        $"{GroupId(group)}/securityRules/rule-{index}",
        rule.IsInbound,
        rule.Access,
        index == 0 ? 100 : 100 + (7 * index),
        Protocol(rule),
        rule.IsInbound ? (rule.Remote, rule.Local ?? "*") : (rule.Local ?? "*", rule.Remote),
        (rule.ClientPorts is { } client ? $"{client}" : "*", Ports(rule)));

    private static JsonObject Rule(
        string id,
        bool isInbound,
        LayerAccess access,
        int priority,
        string protocol,
        (string Source, string Destination) addresses,
        (string Source, string Destination) ports) => new()
        {
            ["name"] = id[(id.LastIndexOf('/') + 1)..],
            ["id"] = id,
            ["properties"] = new JsonObject
            {
                ["provisioningState"] = "Succeeded",
                ["protocol"] = protocol,
                ["sourcePortRange"] = ports.Source,
                ["destinationPortRange"] = ports.Destination,
                ["sourceAddressPrefix"] = addresses.Source,
                ["destinationAddressPrefix"] = addresses.Destination,
                ["access"] = $"{access}",
                ["priority"] = priority,
                ["direction"] = isInbound ? "Inbound" : "Outbound",
                ["sourcePortRanges"] = new JsonArray(),
                ["destinationPortRanges"] = new JsonArray(),
                ["sourceAddressPrefixes"] = new JsonArray(),
                ["destinationAddressPrefixes"] = new JsonArray(),
            },
        };

    /// <summary>What Azure adds to each group. The last rules of the random groups leave nothing to them.</summary>
    private static IEnumerable<JsonNode> DefaultRules(string group)
    {
        return
        [
            Default("AllowVnetInBound", true, LayerAccess.Allow, 65000, "VirtualNetwork", "VirtualNetwork"),
            Default("AllowAzureLoadBalancerInBound", true, LayerAccess.Allow, 65001, "AzureLoadBalancer", "*"),
            Default("DenyAllInBound", true, LayerAccess.Deny, 65500, "*", "*"),
            Default("AllowVnetOutBound", false, LayerAccess.Allow, 65000, "VirtualNetwork", "VirtualNetwork"),
            Default("AllowInternetOutBound", false, LayerAccess.Allow, 65001, "*", "Internet"),
            Default("DenyAllOutBound", false, LayerAccess.Deny, 65500, "*", "*"),
        ];

        JsonObject Default(string name, bool isInbound, LayerAccess access, int priority, string source, string destination) => Rule(
            $"{GroupId(group)}/defaultSecurityRules/{name}", isInbound, access, priority, "*", (source, destination), ("*", "*"));
    }

    private static JsonObject AdminRule(LayerRule rule, int index) => new()
    {
        ["id"] = $"{Provider}/networkManagers/corporate/securityAdminConfigurations/baseline/ruleCollections/all/rules/rule-{index}",
        ["kind"] = "Custom",
        ["properties"] = new JsonObject
        {
            ["description"] = "",
            ["protocol"] = rule.Protocol is null ? "Any" : Protocol(rule),
            ["sources"] = new JsonArray(Side(rule.IsInbound ? rule.Remote : rule.Local ?? "*")),
            ["destinations"] = new JsonArray(Side(rule.IsInbound ? rule.Local ?? "*" : rule.Remote)),
            ["sourcePortRanges"] = new JsonArray($"{rule.ClientPorts ?? PortSpan.All}"),
            ["destinationPortRanges"] = new JsonArray($"{rule.Ports}"),
            ["access"] = $"{rule.Access}",
            ["priority"] = 1 + (3 * index),
            ["direction"] = rule.IsInbound ? "Inbound" : "Outbound",
            ["provisioningState"] = "Succeeded",
        },
    };

    private static JsonObject Side(string text) => new()
    {
        ["addressPrefix"] = text,
        ["addressPrefixType"] = text == LayerRule.TagName ? "ServiceTag" : "IPPrefix",
    };

    private static string Protocol(LayerRule rule) => rule.Protocol switch { 6 => "Tcp", 17 => "Udp", _ => "*" };

    private static string Ports(LayerRule rule) => rule.Ports == PortSpan.All ? "*" : $"{rule.Ports}";

    private static JsonObject Interface(bool isWithoutGroup) => new()
    {
        ["name"] = "pbx",
        ["id"] = Id,
        ["type"] = "Microsoft.Network/networkInterfaces",
        ["location"] = "germanywestcentral",
        ["properties"] = new JsonObject
        {
            ["provisioningState"] = "Succeeded",
            ["ipConfigurations"] = new JsonArray(
            [
                .. from isIPv6 in new[] { false, true }
                   from isInbound in new[] { true, false }
                   select (JsonNode)Configuration(isIPv6, isInbound),
            ]),
            ["networkSecurityGroup"] = isWithoutGroup ? null : Reference(GroupId("nic")),
        },
    };

    private static JsonObject Configuration(bool isIPv6, bool isInbound)
    {
        var name = $"{(isInbound ? "in" : "out")}-{(isIPv6 ? "v6" : "v4")}";
        return new JsonObject
        {
            ["name"] = name,
            ["id"] = $"{Id}/ipConfigurations/{name}",
            ["properties"] = new JsonObject
            {
                ["provisioningState"] = "Succeeded",
                ["privateIPAddress"] = Router.Local(isIPv6, isInbound),
                ["privateIPAddressVersion"] = isIPv6 ? "IPv6" : "IPv4",
                ["subnet"] = Reference(Subnet),
                ["primary"] = !isIPv6 && isInbound,
            },
        };
    }

    private static JsonObject NetworkNode(bool isWithoutGroup) => new()
    {
        ["name"] = "pbx-network",
        ["id"] = Network,
        ["type"] = "Microsoft.Network/virtualNetworks",
        ["location"] = "germanywestcentral",
        ["properties"] = new JsonObject
        {
            ["provisioningState"] = "Succeeded",
            ["addressSpace"] = new JsonObject { ["addressPrefixes"] = new JsonArray("10.0.0.0/16", "2001:db8:7::/48") },
            ["subnets"] = new JsonArray(
                new JsonObject
                {
                    ["name"] = "pbx",
                    ["id"] = Subnet,
                    ["properties"] = new JsonObject
                    {
                        ["provisioningState"] = "Succeeded",
                        ["addressPrefixes"] = new JsonArray(Router.SubnetIPv4, Router.SubnetIPv6),
                        ["networkSecurityGroup"] = isWithoutGroup ? null : Reference(GroupId("subnet")),
                    },
                }),
            ["virtualNetworkPeerings"] = new JsonArray(),
        },
    };

    private static JsonObject ServiceTags() => new()
    {
        ["changeNumber"] = 1,
        ["cloud"] = "Public",
        ["values"] = new JsonArray(
            new JsonObject
            {
                ["name"] = LayerRule.TagName,
                ["id"] = LayerRule.TagName,
                ["properties"] = new JsonObject
                {
                    ["changeNumber"] = 1,
                    ["region"] = "",
                    ["platform"] = "Azure",
                    ["systemService"] = LayerRule.TagName,
                    ["addressPrefixes"] = new JsonArray([.. LayerRule.Listed.Select(prefix => (JsonNode)prefix)]),
                },
            }),
    };
}
