using System.Text.Json.Nodes;

namespace Starface.Drift.Tests;

/// <summary>What is written otherwise, or stands beside the instance, and permits the same: none of it is reported.</summary>
public sealed class RewritingTests
{
    private const string World = "0.0.0.0/0";

    private static readonly Dictionary<string, Action<LiveRun>> Aws = new(StringComparer.Ordinal)
    {
        ["rules in another order"] = run => Reverse(run.Rules),
        ["rules of one service in one permission"] = run =>
        {
            var same = run.Rules.Where(rule =>
                rule!["IpProtocol"]!.GetValue<string>() == "udp" && rule["FromPort"]!.GetValue<int>() == 5060)
                .ToList();
            foreach (var other in same.Skip(1))
            {
                foreach (var list in new[] { "IpRanges", "Ipv6Ranges" })
                {
                    foreach (var range in (JsonArray)other![list]!) ((JsonArray)same[0]![list]!).Add(range!.DeepClone());
                }

                run.Rules.Remove(other);
            }
        },
        ["ports split in two"] = run =>
        {
            foreach (var rule in run.Rules.Where(rule => rule!["FromPort"]!.GetValue<int>() == 10000).ToList())
            {
                var second = rule!.DeepClone();
                rule["ToPort"] = 15000;
                second["FromPort"] = 15001;
                run.Rules.Add(second);
            }
        },
        ["a prefix split in two"] = run => EachRange(run, Plans.Phones, "203.0.113.0/25", "203.0.113.128/25"),
        ["another spelling of IPv6"] = run => EachRange(run, "2001:db8:10::/48", "2001:0DB8:0010:0000::/48"),
        ["a rule beside a wider one"] = run => run.Rules.Add(LiveRun.Permission("udp", 10000, 10010, "198.18.0.0/16")),
        ["a group beside everyone"] = run => run.Rules.Add(LiveRun.Permission("udp", 10000, 20000, "sg-0bad")),
        ["a prefix list within a planned network"] = run =>
        {
            run.Rules.Add(LiveRun.Permission("udp", 5060, 5060, "pl-0123456789abcdef0"));
            run.Files["pl-0123456789abcdef0.json"] = JsonNode.Parse("""{"Entries":[{"Cidr":"203.0.113.8/29"}]}""")!;
        },
        ["a second group that permits nothing"] = run => Second(run),
        ["a second group that permits less"] = run => Second(run, LiveRun.Permission("udp", 5060, 5060, "203.0.113.64/26")),
        ["a second group that permits a planned rule instead"] = run =>
        {
            var moved = run.Rules[0]!;
            run.Rules.Remove(moved);
            Second(run, (JsonObject)moved);
        },
        ["an open group that lies elsewhere"] = run =>
        {
            Second(run, LiveRun.Permission("-1", null, null, World));
            Carry(run, "sg-00000000");
            Interfaces(run).Add(LiveRun.AwsInterface("eni-0e", "sg-0de6"));
        },
        ["a second interface with the same group"] = run => Interfaces(run).Add(LiveRun.AwsInterface("eni-0e", "sg-00000000")),
        ["a left-over with the same tag"] = run =>
        {
            var left = run.Files["groups.json"]["SecurityGroups"]![0]!.DeepClone();
            left["GroupId"] = "sg-00000009";
            ((JsonArray)left["IpPermissions"]!).Add(LiveRun.Permission("-1", null, null, World));
            ((JsonArray)run.Files["groups.json"]["SecurityGroups"]!).Add(left);
        },
        ["the same interfaces twice"] = run => run.Files["again.json"] = run.Files["interfaces.json"].DeepClone(),
        ["VPC Block Public Access of several regions"] = run =>
        {
            run.Files["interfaces.json"]["NetworkInterfaces"]![0]!["AvailabilityZone"] = "eu-central-1a";
            run.Files["elsewhere.json"] = run.Files["options.json"].DeepClone();
            run.Files["elsewhere.json"]["VpcBlockPublicAccessOptions"]!["AwsRegion"] = "us-east-1";
            run.Files["elsewhere.json"]["VpcBlockPublicAccessOptions"]!["InternetGatewayBlockMode"] = "block-bidirectional";
        },
        ["the same network ACLs twice"] = run => run.Files["again.json"] = run.Files["acls.json"].DeepClone(),
        ["a network ACL in pieces"] = run =>
        {
            var kept = Entries(run).Where(entry => entry!["RuleNumber"]!.GetValue<int>() is 101 or 32767 or 32768)
                .Select(entry => (JsonObject)entry!.DeepClone()).ToList();
            Entries(run).Clear();
            var number = 10;
            foreach (var egress in new[] { false, true })
            {
                foreach (var half in new[] { "0.0.0.0/1", "128.0.0.0/1" })
                {
                    Entries(run).Add(LiveRun.Entry(number++, "allow", egress, half, "6", 0, 65535));
                    Entries(run).Add(LiveRun.Entry(number++, "allow", egress, half, "17", 0, 30000));
                    Entries(run).Add(LiveRun.Entry(number++, "allow", egress, half, "17", 30001, 65535));
                }
            }

            foreach (var entry in kept) Entries(run).Add(entry);
        },
        ["a network ACL that denies behind what allows"] = run => Entries(run).Add(LiveRun.Entry(120, "deny", egress: false, World)),
        ["a network ACL that denies what nothing permits"] = run =>
            Entries(run).Add(LiveRun.Entry(90, "deny", egress: false, World, "6", 22, 22)),
        ["a network ACL that denies the own subnet"] = run => Entries(run).Add(LiveRun.Entry(90, "deny", egress: false, "10.0.0.0/24")),
        ["a network ACL without IPv6 on a subnet without IPv6"] = run => RemoveIpv6(run),
        ["a network ACL of another subnet that denies all"] = run =>
            ((JsonArray)run.Files["acls.json"]["NetworkAcls"]!).Add(
                LiveRun.AwsAcl("acl-0f", "subnet-0f", LiveRun.Entry(1, "deny", egress: false, World))),
        ["a network ACL for just what is planned and its answers"] = run =>
        {
            Entries(run).Clear();
            var number = 10;
            foreach (var prefix in new[] { World, "::/0" })
            {
                Entries(run).Add(LiveRun.Entry(number++, "allow", egress: false, prefix, "6", 443, 443));
                foreach (var egress in new[] { false, true })
                {
                    Entries(run).Add(LiveRun.Entry(number++, "allow", egress, prefix, "17", 1024, 65535));
                    Entries(run).Add(LiveRun.Entry(number++, "allow", egress, prefix, "6", 1024, 65535));
                }

                Entries(run).Add(LiveRun.Entry(number++, "allow", egress: true, prefix, "6", 443, 443));
            }
        },
    };

    /// <summary>As the ACL of a new VPC is, which mentions IPv6 only once the VPC has a prefix of it.</summary>
    private static void RemoveIpv6(LiveRun run)
    {
        foreach (var entry in Entries(run).Where(entry => entry!["Ipv6CidrBlock"] is not null).ToList()) Entries(run).Remove(entry);
    }

    private static readonly Dictionary<string, Action<LiveRun>> Azure = new(StringComparer.Ordinal)
    {
        ["rules listed in another order"] = run => Reverse(run.Rules),
        ["priorities in another order"] = run =>
        {
            var rules = run.Rules.Where(rule => Priority(rule) < 4096).OrderByDescending(Priority).ToList();
            for (var i = 0; i < rules.Count; i++) rules[i]!["properties"]!["priority"] = 200 + i;
        },
        ["as az prints it"] = run => run.Files["groups.json"] = new JsonArray(AzureAround.Flat(run.Files["groups.json"][0]!)),
        ["interfaces as az prints them"] = run => run.Files["interfaces.json"] = AzureAround.Flat(run.Files["interfaces.json"]),
        ["networks as az prints them"] = run => run.Files["networks.json"] = AzureAround.Flat(run.Files["networks.json"]),
        ["ids in other letter case"] = run => run.Files["interfaces.json"] = new JsonArray(
            AzureAround.Interface(AzureAround.InterfaceId("pbx"), LiveJson.AzureId(run.Plan).ToUpperInvariant())),
        ["a tag beside everyone"] = run => run.Rules.Add(Rule("tag", "Udp", "Storage", "10000-20000")),
        ["a tag in other letter case beside everyone"] = run => run.Rules.Add(Rule("tag", "Udp", "iNtErNeT", "10000-20000")),
        ["an application security group beside everyone"] = run =>
            run.Rules.Add(Asg(Rule("asg", "Udp", "*", "10000-20000"), "source", "jump")),
        ["everyone as two prefixes"] = run => run.Rules.Add(Many(Rule("all", "Udp", "*", "10000-20000"), World, "::/0")),
        ["a rule beside a wider one"] = run => run.Rules.Add(Rule("less", "udp", "203.0.113.64/26", "5060")),
        ["a rule with lists of one"] = run =>
        {
            var rule = Many(Rule("less", "UDP", "*", "5060"), "203.0.113.64/26");
            ((JsonObject)rule["properties"]!).Remove("destinationPortRange");
            rule["properties"]!["destinationPortRanges"] = new JsonArray("5060");
            run.Rules.Add(rule);
        },
        ["a denial of what nothing permits"] = run => run.Rules.Add(Rule("no-ssh", "Tcp", "*", "22", "Deny")),
        ["a denial of a tag that nothing permits"] = run => run.Rules.Add(Rule("no-ssh", "Tcp", "Storage", "22", "Deny")),
        ["a denial behind what is planned"] = run =>
        {
            var rule = Rule("late", "Udp", "*", "5060", "Deny");
            rule["properties"]!["priority"] = 4095;
            run.Rules.Add(rule);
        },
        ["a permission behind the last denial of a port"] = run =>
        {
            run.Rules.Add(Rule("no-ssh", "Tcp", "*", "22", "Deny"));
            var late = Rule("ssh", "Tcp", "*", "22");
            late["properties"]!["priority"] = 4000;
            run.Rules.Add(late);
        },
        ["a rule for the address of another machine"] = run => run.Rules.Add(Own(Rule("ssh", "Tcp", "*", "22"), "10.0.0.99")),
        ["a rule of IPv4 for the private address"] = run => Narrow(run, "203.0.113.0", "10.0.0.4"),
        ["rules for both private addresses of an interface with IPv6"] = run =>
        {
            var configurations = (JsonArray)run.Files["interfaces.json"][0]!["properties"]!["ipConfigurations"]!;
            var second = configurations[0]!.DeepClone();
            second["name"] = "ipconfig2";
            second["properties"]!["privateIPAddress"] = "fd00:1::4";
            second["properties"]!["privateIPAddressVersion"] = "IPv6";
            configurations.Add(second);
            Narrow(run, "203.0.113.0", "10.0.0.4");
            Narrow(run, "2001:db8:10::", "fd00:1::4");
            ((JsonObject)run.Files["networks.json"][0]!["properties"]!["subnets"]![0]!["properties"]!).Remove("addressPrefix");
            run.Files["networks.json"][0]!["properties"]!["subnets"]![0]!["properties"]!["addressPrefixes"] =
                new JsonArray("10.0.0.0/24", "fd00:1::/64");
        },
        ["a rule for a group that the interface is not in"] = run =>
            run.Rules.Add(Asg(Rule("ssh", "Tcp", "*", "22"), "destination", "elsewhere")),
        ["a rule at VirtualNetwork beside a wider one"] = run =>
            run.Rules.Add(Own(Rule("less", "Udp", "203.0.113.64/26", "5060"), "VirtualNetwork")),
        ["a rule with all source ports in numbers"] = run =>
        {
            var rule = Rule("less", "Udp", "203.0.113.64/26", "5060");
            rule["properties"]!["sourcePortRange"] = "0-65535";
            run.Rules.Add(rule);
        },
        ["a subnet's group that lets everything through"] = run => SubnetGroup(
            run, Rule("all-in", "*", "*", "*"), LiveJson.CustomRule("all-out", "Outbound", "Allow", 101, "*", "*", "*")),
        ["a subnet's group like the interface's"] = run => SubnetGroup(run, [.. run.Rules.Select(rule => (JsonObject)rule!.DeepClone())]),
        ["an admin rule that denies what nothing permits"] = run => Admin(run, AzureAround.AdminRule("no-ssh", "Deny", "*", "22")),
        ["an admin rule that leaves it to the groups"] = run => Admin(run, AzureAround.AdminRule("ssh", "Allow", "*", "22")),
        ["an admin rule that delivers what is planned anyway"] = run =>
            Admin(run, AzureAround.AdminRule("web", "AlwaysAllow", "192.0.2.0/29", "443")),
        ["an open group on another interface"] = run =>
        {
            var open = Group(run, "open", Rule("ssh", "Tcp", "*", "22"));
            ((JsonArray)run.Files["groups.json"]).Add(open);
            ((JsonArray)run.Files["interfaces.json"]).Add(
                AzureAround.Interface(AzureAround.InterfaceId("other"), AzureAround.GroupId("open"), "10.0.0.77"));
        },
        ["a left-over with the same tag"] = run =>
        {
            var left = run.Files["groups.json"][0]!.DeepClone();
            left["id"] = AzureAround.GroupId("left-over");
            left["name"] = "left-over";
            LiveRun.RulesOf(left).Add(Rule("ssh", "Tcp", "*", "22"));
            ((JsonArray)run.Files["groups.json"]).Add(left);
        },
        ["the same interfaces twice"] = run => run.Files["again.json"] = run.Files["interfaces.json"].DeepClone(),
        ["the same networks twice, in another form"] = run => run.Files["again.json"] = AzureAround.Flat(run.Files["networks.json"]),
    };

    public static TheoryData<string> OnAws => new(Aws.Keys);

    public static TheoryData<string> OnAzure => new(Azure.Keys);

    [Theory]
    [MemberData(nameof(OnAws))]
    public void What_permits_the_same_on_aws_is_in_sync(string name) => Check(LiveRun.Aws(), Aws[name]);

    [Theory]
    [MemberData(nameof(OnAzure))]
    public void What_permits_the_same_on_azure_is_in_sync(string name) => Check(LiveRun.Azure(), Azure[name]);

    private static void Check(LiveRun made, Action<LiveRun> rewrite)
    {
        using var run = made;
        var before = string.Join("", run.Files.Values.Select(file => file.ToJsonString()));
        rewrite(run);
        Assert.NotEqual(before, string.Join("", run.Files.Values.Select(file => file.ToJsonString())));
        var (code, text) = run.Run();
        Assert.True(code == 0, text);
        Assert.Contains("1 instance: 1 in sync", text, StringComparison.Ordinal);
    }

    private static void Reverse(JsonArray rules)
    {
        var list = rules.ToList();
        rules.Clear();
        for (var i = list.Count - 1; i >= 0; i--) rules.Add(list[i]);
    }

    private static void EachRange(LiveRun run, string planned, params string[] written)
    {
        foreach (var (list, member) in new[] { ("IpRanges", "CidrIp"), ("Ipv6Ranges", "CidrIpv6") })
        {
            foreach (var rule in run.Rules)
            {
                var ranges = (JsonArray)rule![list]!;
                if (ranges.FirstOrDefault(range => range![member]!.GetValue<string>() == planned) is not { } found) continue;
                ranges.Remove(found);
                foreach (var text in written)
                {
                    var range = found.DeepClone();
                    range[member] = text;
                    ranges.Add(range);
                }
            }
        }
    }

    private static JsonArray Entries(LiveRun run) => (JsonArray)run.Files["acls.json"]["NetworkAcls"]![0]!["Entries"]!;

    private static JsonArray Interfaces(LiveRun run) => (JsonArray)run.Files["interfaces.json"]["NetworkInterfaces"]!;

    private static void Carry(LiveRun run, params string[] groups) =>
        Interfaces(run)[0]!["Groups"] = LiveRun.AwsInterface("eni-0a", groups)["Groups"]!.DeepClone();

    private static void Second(LiveRun run, params JsonObject[] permissions)
    {
        var group = LiveRun.AwsGroup("sg-0de6");
        foreach (var permission in permissions) ((JsonArray)group["IpPermissions"]!).Add(permission);
        ((JsonArray)run.Files["groups.json"]["SecurityGroups"]!).Add(group);
        Carry(run, "sg-00000000", "sg-0de6");
    }

    private static int Priority(JsonNode? rule) => rule!["properties"]!["priority"]!.GetValue<int>();

    private static JsonObject Rule(string name, string protocol, string remote, string ports, string access = "Allow") =>
        LiveJson.CustomRule(name, "Inbound", access, 101, protocol, remote, ports);

    private static JsonObject Many(JsonObject rule, params string[] prefixes)
    {
        ((JsonObject)rule["properties"]!).Remove("sourceAddressPrefix");
        rule["properties"]!["sourceAddressPrefixes"] = new JsonArray([.. prefixes.Select(prefix => (JsonNode)prefix)]);
        return rule;
    }

    private static JsonObject Own(JsonObject rule, string address)
    {
        rule["properties"]!["destinationAddressPrefix"] = address;
        return rule;
    }

    /// <summary>Narrows the rules for a network to a local address.</summary>
    private static void Narrow(LiveRun run, string network, string address)
    {
        foreach (var rule in run.Rules.Where(rule => rule!.ToJsonString().Contains(network, StringComparison.Ordinal)))
            Own((JsonObject)rule!["properties"]!.Parent!, address);
    }

    private static JsonObject Asg(JsonObject rule, string side, string asg)
    {
        ((JsonObject)rule["properties"]!).Remove(side + "AddressPrefix");
        rule["properties"]![side + "ApplicationSecurityGroups"] = new JsonArray(AzureAround.Reference(AzureAround.AsgId(asg)));
        return rule;
    }

    private static JsonNode Group(LiveRun run, string name, params JsonObject[] rules)
    {
        var group = run.Files["groups.json"][0]!.DeepClone();
        group["id"] = AzureAround.GroupId(name);
        group["name"] = name;
        ((JsonObject)group).Remove("tags");
        group["properties"]!["securityRules"] = new JsonArray([.. rules]);
        return group;
    }

    private static void SubnetGroup(LiveRun run, params JsonObject[] rules)
    {
        ((JsonArray)run.Files["groups.json"]).Add(Group(run, "pbx-subnet", rules));
        run.Files["networks.json"] = new JsonArray(AzureAround.Network(AzureAround.GroupId("pbx-subnet"), AzureAround.InterfaceId("pbx")));
    }

    private static void Admin(LiveRun run, params JsonObject[] rules) =>
        run.Files["pbx-network.admin-rules.json"] = new JsonObject { ["value"] = new JsonArray([.. rules]) };
}
