using System.Text;
using System.Text.Json.Nodes;
using Starface.Policy.Clouds.Aws;

namespace Starface.EndToEnd.Packets.Layers;

/// <summary>Random interfaces of AWS: a network ACL, which looks at each packet by itself, and one to three security groups.</summary>
internal static class AwsInterface
{
    private const string Id = "eni-0a";
    private const string Subnet = "subnet-0a";
    private const string Network = "vpc-1";

    /// <summary>An interface.</summary>
    public static CloudInterface Create(int seed)
    {
        var random = new RandomRules(new Random(seed));
        var groups = Enumerable.Range(0, 1 + random.Below(3)).Select(_ => random.Group()).ToList();
        var acl = random.NetworkAcl();
        return new CloudInterface(
            AwsTarget.Instance,
            Id,
            [
                ("groups.json", Wrap("SecurityGroups", groups.Select((rules, i) => Group(rules, i, random)))),
                ("acls.json", Wrap("NetworkAcls", [Acl(acl, random)])),
                ("subnets.json", Wrap("Subnets", [SubnetNode()])),
                ("interfaces.json", Wrap("NetworkInterfaces", [Interface(groups.Count)])),
                ("lists.json", Wrap("PrefixLists", [PrefixList()])),
                ("access.json", PublicAccess()),
            ],
            [.. acl, .. groups.SelectMany(rules => rules)],
            Ruleset(groups, acl));
    }

    private static string Ruleset(List<List<LayerRule>> groups, List<LayerRule> acl)
    {
        var text = new StringBuilder("table inet proof {\n");
        for (var i = 0; i < groups.Count; i++)
        {
            foreach (var isInbound in new[] { true, false })
                text.Append(RuleScript.Chain($"group_{(isInbound ? "in" : "out")}_{i}", groups[i], isInbound, Verdict, "return"));
        }

        text.Append($"  chain groups {{\n    type filter hook forward priority 0; policy drop;\n{RuleScript.Marker}");
        text.Append("    ct state established accept\n");
        for (var i = 0; i < groups.Count; i++)
        {
            text.Append($"    iifname \"{Router.Outside}\" jump group_in_{i}\n");
            text.Append($"    iifname \"{Router.Inside}\" jump group_out_{i}\n");
        }

        return text.Append("  }\n").Append(AclChain(acl, isInbound: true)).Append(AclChain(acl, isInbound: false)).Append("}\n").ToString();
    }

    /// <summary>On the way in the ACL is the first layer, on the way out the last. The connection is never asked about.</summary>
    private static string AclChain(List<LayerRule> acl, bool isInbound)
    {
        var (name, hook, link, remote) = isInbound
            ? ("acl_in", "prerouting", "iifname", "saddr")
            : ("acl_out", "postrouting", "oifname", "daddr");
        return $"  chain {name} {{\n    type filter hook {hook} priority -150; policy accept;\n"
            + $"    {link} != \"{Router.Outside}\" accept\n{RuleScript.Marker}    # each packet by itself\n"
            + $"    ip {remote} {Router.SubnetIPv4} accept\n    ip6 {remote} {Router.SubnetIPv6} accept\n"
            + RuleScript.Lines(acl, isInbound, Verdict)
            + "    drop\n  }\n";
    }

    private static string Verdict(LayerAccess access) => access == LayerAccess.Allow ? "accept" : "drop";

    private static JsonObject Wrap(string name, IEnumerable<JsonNode> items) => new() { [name] = new JsonArray([.. items]) };

    private static string GroupId(int index) => $"sg-0{index}";

    private static JsonObject Group(List<LayerRule> rules, int index, RandomRules random) => new()
    {
        ["GroupId"] = GroupId(index),
        ["GroupName"] = $"group-{index}",
        ["OwnerId"] = "123456789012",
        ["VpcId"] = Network,
        ["Description"] = "",
        ["Tags"] = new JsonArray(),
        ["IpPermissions"] = new JsonArray([.. random.Shuffle(rules.Where(rule => rule.IsInbound)).Select(Permission)]),
        ["IpPermissionsEgress"] = new JsonArray([.. random.Shuffle(rules.Where(rule => !rule.IsInbound)).Select(Permission)]),
    };

    private static JsonObject Permission(LayerRule rule)
    {
        var permission = new JsonObject
        {
            ["IpProtocol"] = rule.Protocol switch { 6 => "tcp", 17 => "udp", _ => "-1" },
            ["IpRanges"] = new JsonArray(),
            ["Ipv6Ranges"] = new JsonArray(),
            ["PrefixListIds"] = new JsonArray(),
            ["UserIdGroupPairs"] = new JsonArray(),
        };
        if (rule.Protocol is not null) (permission["FromPort"], permission["ToPort"]) = (rule.Ports.From, rule.Ports.To);
        var (list, name) = rule.Remote == LayerRule.ListName ? ("PrefixListIds", "PrefixListId")
            : rule.Remotes[0].IsIPv6 ? ("Ipv6Ranges", "CidrIpv6")
            : ("IpRanges", "CidrIp");
        ((JsonArray)permission[list]!).Add(new JsonObject { [name] = rule.Remote });
        return permission;
    }

    private static JsonObject Acl(List<LayerRule> rules, RandomRules random)
    {
        var entries = rules.Select((rule, i) => Entry(rule, 10 * (i + 1))).ToList();
        foreach (var isInbound in new[] { true, false })
        {
            foreach (var (everyone, number) in new[] { ("0.0.0.0/0", 32767), ("::/0", 32768) })
                entries.Add(Entry(new LayerRule(isInbound, null, PortSpan.All, everyone, LayerAccess.Deny), number));
        }

        return new JsonObject
        {
            ["NetworkAclId"] = "acl-0a",
            ["VpcId"] = Network,
            ["OwnerId"] = "123456789012",
            ["IsDefault"] = false,
            ["Tags"] = new JsonArray(),
            ["Associations"] = new JsonArray(
                new JsonObject { ["NetworkAclAssociationId"] = "aclassoc-1", ["NetworkAclId"] = "acl-0a", ["SubnetId"] = Subnet }),
            ["Entries"] = new JsonArray([.. random.Shuffle(entries)]),
        };
    }

    private static JsonObject Entry(LayerRule rule, int number)
    {
        var entry = new JsonObject
        {
            [rule.Remotes[0].IsIPv6 ? "Ipv6CidrBlock" : "CidrBlock"] = rule.Remote,
            ["Egress"] = !rule.IsInbound,
            ["Protocol"] = rule.Protocol is { } protocol ? $"{protocol}" : "-1",
            ["RuleAction"] = rule.Access == LayerAccess.Allow ? "allow" : "deny",
            ["RuleNumber"] = number,
        };
        if (rule.Protocol is not null) entry["PortRange"] = new JsonObject { ["From"] = rule.Ports.From, ["To"] = rule.Ports.To };
        return entry;
    }

    private static JsonObject SubnetNode() => new()
    {
        ["SubnetId"] = Subnet,
        ["VpcId"] = Network,
        ["State"] = "available",
        ["CidrBlock"] = Router.SubnetIPv4,
        ["Ipv6CidrBlockAssociationSet"] = new JsonArray(
            new JsonObject
            {
                ["AssociationId"] = "subnet-cidr-assoc-1",
                ["Ipv6CidrBlock"] = Router.SubnetIPv6,
                ["Ipv6CidrBlockState"] = new JsonObject { ["State"] = "associated" },
            }),
    };

    private static JsonObject Interface(int groups) => new()
    {
        ["NetworkInterfaceId"] = Id,
        ["SubnetId"] = Subnet,
        ["VpcId"] = Network,
        ["Status"] = "in-use",
        ["Groups"] = new JsonArray([.. Enumerable.Range(0, groups).Select(i => (JsonNode)new JsonObject { ["GroupId"] = GroupId(i) })]),
        ["PrivateIpAddress"] = Router.Local(isIPv6: false, isInbound: true),
        ["PrivateIpAddresses"] = new JsonArray(
            new JsonObject { ["Primary"] = true, ["PrivateIpAddress"] = Router.Local(isIPv6: false, isInbound: true) },
            new JsonObject { ["Primary"] = false, ["PrivateIpAddress"] = Router.Local(isIPv6: false, isInbound: false) }),
        ["Ipv6Addresses"] = new JsonArray(
            new JsonObject { ["Ipv6Address"] = Router.Local(isIPv6: true, isInbound: true) },
            new JsonObject { ["Ipv6Address"] = Router.Local(isIPv6: true, isInbound: false) }),
    };

    private static JsonObject PrefixList() => new()
    {
        ["PrefixListId"] = LayerRule.ListName,
        ["PrefixListName"] = "phones",
        ["Cidrs"] = new JsonArray([.. LayerRule.Listed.Select(prefix => (JsonNode)prefix)]),
    };

    private static JsonObject PublicAccess() => new()
    {
        ["VpcBlockPublicAccessOptions"] = new JsonObject
        {
            ["AwsAccountId"] = "123456789012",
            ["AwsRegion"] = "eu-central-1",
            ["State"] = "default-state",
            ["InternetGatewayBlockMode"] = "off",
        },
    };
}
