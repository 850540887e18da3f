using System.Text.Json.Nodes;

namespace Starface.Drift.Tests;

/// <summary>Leaks and outages planted somewhere among the layers of an interface: none is ever called in sync.</summary>
public sealed class LeakTests
{
    private const int Drift = 2;
    private const int Unknown = 1;
    private const string World = "0.0.0.0/0";

    private static readonly Dictionary<string, Leak> AwsLeaks = new(StringComparer.Ordinal)
    {
        ["a second group opens SSH"] = new(Drift, "Anyone on the Internet can reach tcp 22 (SSH)", run =>
            Second(run, LiveRun.Permission("tcp", 22, 22, World))),
        ["a second group opens SSH by IPv6 alone"] = new(Drift, "tcp 22 (SSH)", run =>
            Second(run, LiveRun.Permission("tcp", 22, 22, "::/0"))),
        ["a second group opens SSH in two halves"] = new(Drift, "tcp 22 (SSH)", run =>
            Second(run, LiveRun.Permission("tcp", 22, 22, "0.0.0.0/1", "128.0.0.0/1"))),
        ["a second group names a prefix list that was read"] = new(Drift, "198.18.0.0/24", run =>
        {
            Second(run, LiveRun.Permission("tcp", 22, 22, "pl-0123456789abcdef0"));
            run.Files["pl-0123456789abcdef0.json"] = JsonNode.Parse("""{"Entries":[{"Cidr":"198.18.0.0/24"}]}""")!;
        }),
        ["a second group names a prefix list that was not read"] = new(Unknown, "pl-0123456789abcdef0", run =>
            Second(run, LiveRun.Permission("tcp", 22, 22, "pl-0123456789abcdef0"))),
        ["a second group lets an empty group in"] = new(Drift, "sg-0bad", run => Second(run, LiveRun.Permission("tcp", 22, 22, "sg-0bad"))),
        ["a second group was not read"] = new(Unknown, "sg-0de6", run => Carry(run, "sg-00000000", "sg-0de6")),
        ["the group was replaced on the interface"] = new(Drift, "protects nothing", run =>
        {
            Second(run, LiveRun.Permission("-1", null, null, World));
            Carry(run, "sg-0de6");
        }),
        ["the group lies on nothing"] = new(Drift, "protects nothing", run =>
            run.Files["interfaces.json"]["NetworkInterfaces"] = new JsonArray()),
        ["another interface of the instance is open"] = new(Drift, "eni-0c", run =>
        {
            Second(run, LiveRun.Permission("tcp", 22, 22, World));
            Carry(run, "sg-00000000");
            ((JsonArray)run.Files["interfaces.json"]["NetworkInterfaces"]!).Add(LiveRun.AwsInterface("eni-0c", "sg-00000000", "sg-0de6"));
        }),
        ["ICMP is open"] = new(Drift, "icmp", run => run.Rules.Add(LiveRun.Permission("icmp", 8, -1, World))),
        ["ICMPv6 is open"] = new(Drift, "icmpv6", run => run.Rules.Add(LiveRun.Permission("icmpv6", -1, -1, "::/0"))),
        ["GRE is open"] = new(Drift, "protocol 47", run => run.Rules.Add(LiveRun.Permission("47", null, null, World))),
        ["protocol 0 is open"] = new(Drift, "protocol 0", run => run.Rules.Add(LiveRun.Permission("0", null, null, World))),
        ["protocol 255 is open"] = new(Drift, "protocol 255", run => run.Rules.Add(LiveRun.Permission("255", null, null, World))),
        ["everything is open to one network"] = new(Drift, "198.18.0.0/16", run =>
            run.Rules.Add(LiveRun.Permission("-1", null, null, "198.18.0.0/16"))),
        ["a planned rule is wider"] = new(Drift, "beyond what is declared", run =>
            Find(run, "udp", 5060)["IpRanges"]![0]!["CidrIp"] = World),
        ["a planned rule has one port more"] = new(Drift, "5061", run => Find(run, "udp", 5060)["ToPort"] = 5061),
        ["mail can leave"] = new(Drift, "tcp 25 (SMTP)", run =>
            Group(run, "IpPermissionsEgress").Add(LiveRun.Permission("tcp", 25, 25, World))),
        ["a network ACL denies too late"] = new(Drift, "tcp 22 (SSH)", run =>
        {
            Second(run, LiveRun.Permission("tcp", 22, 22, World));
            Entries(run).Add(LiveRun.Entry(110, "deny", egress: false, World, "6", 22, 22));
        }),
        ["a network ACL forgets the IPv6 of its subnet"] = new(Drift, "denied by network ACL", run =>
        {
            run.Files["subnets.json"]["Subnets"]![0]!["Ipv6CidrBlockAssociationSet"] = new JsonArray(new JsonObject
            {
                ["Ipv6CidrBlock"] = "2001:db8:7::/64",
                ["Ipv6CidrBlockState"] = new JsonObject { ["State"] = "associated" },
            });
            foreach (var entry in Entries(run).Where(entry => entry!["Ipv6CidrBlock"] is not null).ToList()) Entries(run).Remove(entry);
        }),
        ["a network ACL denies only IPv4"] = new(Drift, "tcp 22 (SSH)", run =>
        {
            Second(run, LiveRun.Permission("tcp", 22, 22, World, "::/0"));
            Entries(run).Add(LiveRun.Entry(90, "deny", egress: false, World, "6", 22, 22));
        }),
        ["a network ACL denies the media"] = new(Drift, "acl-0a", run =>
            Entries(run).Add(LiveRun.Entry(90, "deny", egress: false, World, "17", 10000, 20000))),
        ["a network ACL denies the answers"] = new(Drift, "acl-0a", run =>
            Entries(run).Add(LiveRun.Entry(90, "deny", egress: true, World, "6", 0, 65535))),
        ["a network ACL denies some answers"] = new(Unknown, "network ACL", run =>
            Entries(run).Add(LiveRun.Entry(90, "deny", egress: true, World, "6", 1024, 2000))),
        ["a network ACL was replaced by one without entries"] = new(Drift, "acl-0a", run => Entries(run).Clear()),
        ["the network ACL was not read"] = new(Unknown, "describe-network-acls", run => run.Files.Remove("acls.json")),
        ["the subnet was not read and its ACL has a restriction"] = new(Unknown, "describe-subnets", run =>
        {
            run.Files.Remove("subnets.json");
            Entries(run).Add(LiveRun.Entry(90, "deny", egress: false, "10.0.0.0/24"));
        }),
        ["VPC Block Public Access was not read"] = new(Unknown, "describe-vpc-block-public-access-options", run =>
            run.Files.Remove("options.json")),
        ["VPC Block Public Access is on"] = new(Unknown, "VPC Block Public Access", run =>
        {
            run.Files["options.json"]["VpcBlockPublicAccessOptions"]!["InternetGatewayBlockMode"] = "block-bidirectional";
            run.Files["exclusions.json"] = JsonNode.Parse("""
                {"VpcBlockPublicAccessExclusions":[{"ExclusionId":"vpcbpa-exclude-1","InternetGatewayExclusionMode":"allow-bidirectional",
                "ResourceArn":"arn:aws:ec2:eu-central-1:123456789012:subnet/subnet-0z","State":"create-complete"}]}
                """)!;
        }),
        ["the interfaces were not read"] = new(Unknown, "describe-network-interfaces", run => run.Files.Remove("interfaces.json")),
        ["the group was read twice and changed"] = new(Unknown, "do not agree", run =>
        {
            run.Files["later.json"] = run.Files["groups.json"].DeepClone();
            run.Rules.Add(LiveRun.Permission("tcp", 22, 22, World));
        }),
        ["the interface was read twice and changed"] = new(Unknown, "eni-0a", run =>
        {
            Second(run);
            run.Files["later.json"] = run.Files["interfaces.json"].DeepClone();
            Carry(run, "sg-00000000");
        }),
        ["the machine of the interface was read twice and changed"] = new(Unknown, "eni-0a", run =>
        {
            Attach(run, "i-0a");
            run.Files["later.json"] = run.Files["interfaces.json"].DeepClone();
            Attach(run, "i-0123456789abcdef0");
        })
        { Keys = "  starface:attachedTo: [i-0123456789abcdef0]" },
        ["the network ACL was read twice and changed"] = new(Unknown, "acl-0a", run =>
        {
            run.Files["later.json"] = run.Files["acls.json"].DeepClone();
            Entries(run).Add(LiveRun.Entry(90, "deny", egress: false, World, "17", 10000, 20000));
        }),
        ["the instance lies on another interface"] = new(Drift, "eni-0123456789abcdef0", run =>
            { })
        { Keys = "  starface:attachedTo: [eni-0123456789abcdef0]" },
        ["VPC Block Public Access was read of another region"] = new(Unknown, "of region eu-central-1", run =>
        {
            At(run, "eu-central-1");
            run.Files["options.json"]["VpcBlockPublicAccessOptions"]!["AwsRegion"] = "us-east-1";
        }),
        ["VPC Block Public Access was read of another account"] = new(Unknown, "account 123456789012", run =>
        {
            At(run, "eu-central-1");
            run.Files["options.json"]["VpcBlockPublicAccessOptions"]!["AwsAccountId"] = "210987654321";
        }),
        ["an exclusion from VPC Block Public Access is of another region"] = new(Unknown, "VPC Block Public Access", run =>
        {
            run.Files["options.json"]["VpcBlockPublicAccessOptions"]!["InternetGatewayBlockMode"] = "block-bidirectional";
            run.Files["exclusions.json"] = JsonNode.Parse("""
                {"VpcBlockPublicAccessExclusions":[{"ExclusionId":"vpcbpa-exclude-1","InternetGatewayExclusionMode":"allow-bidirectional",
                "ResourceArn":"arn:aws:ec2:eu-west-1:123456789012:subnet/subnet-0a","State":"create-complete"}]}
                """)!;
        }),
        ["the group is of another region than the stack"] = new(Unknown, "in region us-east-1", run =>
            run.Files["groups.json"]["SecurityGroups"]![0]!["SecurityGroupArn"] =
                "arn:aws:ec2:us-east-1:123456789012:security-group/sg-00000000")
        { Keys = "  aws:region: eu-central-1" },
        ["the group is of another region than the interface"] = new(Unknown, "is in us-east-1", run =>
        {
            At(run, "eu-central-1");
            run.Files["groups.json"]["SecurityGroups"]![0]!["SecurityGroupArn"] =
                "arn:aws:ec2:us-east-1:123456789012:security-group/sg-00000000";
        }),
        ["the interface has an address of a family that its subnet has no prefix of"] = new(Unknown, "2001:db8:7::5", run =>
            run.Files["interfaces.json"]["NetworkInterfaces"]![0]!["Ipv6Addresses"] =
                new JsonArray(new JsonObject { ["Ipv6Address"] = "2001:db8:7::5" })),
        ["the subnet tells no prefix"] = new(Unknown, "10.0.0.5", run =>
            run.Files["subnets.json"]["Subnets"]![0]!["CidrBlock"] = ""),
        ["the subnet is of another VPC"] = new(Unknown, "vpc-2", run => run.Files["subnets.json"]["Subnets"]![0]!["VpcId"] = "vpc-2"),
        ["the network ACL is of another VPC"] = new(Unknown, "vpc-2", run => run.Files["acls.json"]["NetworkAcls"]![0]!["VpcId"] = "vpc-2"),
        ["the network ACL is associated as another one"] = new(Unknown, "acl-0b", run =>
            run.Files["acls.json"]["NetworkAcls"]![0]!["Associations"]![0]!["NetworkAclId"] = "acl-0b"),
        ["two network ACLs are associated with the subnet"] = new(Unknown, "acl-0a and acl-0b", run =>
            ((JsonArray)run.Files["acls.json"]["NetworkAcls"]!).Add(LiveRun.AwsAcl("acl-0b", "subnet-0a"))),
        ["the instance lies on another machine"] = new(Drift, "i-0123456789abcdef0", run =>
            Attach(run, "i-0a"))
        { Keys = "  starface:attachedTo: [i-0123456789abcdef0]" },
        ["a further group with the instance's tag is open"] = new(Drift, "tcp 22 (SSH)", run =>
        {
            var further = run.Files["groups.json"]["SecurityGroups"]![0]!.DeepClone();
            further["GroupId"] = "sg-00000001";
            ((JsonArray)further["IpPermissions"]!).Add(LiveRun.Permission("tcp", 22, 22, World));
            ((JsonArray)run.Files["groups.json"]["SecurityGroups"]!).Add(further);
            Carry(run, "sg-00000000", "sg-00000001");
        }),
        ["a rule names a planned group under another account"] = new(Drift, "sg-0123456789abcdef0", run =>
            run.Rules.Add(LiveRun.Permission("tcp", 22, 22, "sg-0123456789abcdef0")))
        { Administrators = "sg-0123456789abcdef0" },
    };

    private static readonly Dictionary<string, Leak> AzureLeaks = new(StringComparer.Ordinal)
    {
        ["SSH is open to Internet"] = new(Drift, "tcp 22 (SSH)", run => Allow(run, "Internet", "22")),
        ["SSH is open to Internet in one group and to everyone in the other"] =
            new(Drift, "Anyone on the Internet can reach tcp 22 (SSH)", run =>
        {
            Allow(run, "*", "22");
            SubnetGroup(run, LiveJson.CustomRule("ssh", "Inbound", "Allow", 100, "Tcp", "Internet", "22"), Everything(200));
        }),
        ["SSH is open to a tag in one group and to everyone in the other"] = new(Drift, "AzureCloud", run =>
        {
            Allow(run, "*", "22");
            SubnetGroup(run, LiveJson.CustomRule("ssh", "Inbound", "Allow", 100, "Tcp", "AzureCloud", "22"), EverythingBut("22"));
        }),
        ["SSH is open to a tag and to a prefix"] = new(Drift, "198.18.0.0/24", run =>
        {
            Allow(run, "198.18.0.0/24", "22");
            SubnetGroup(run, LiveJson.CustomRule("ssh", "Inbound", "Allow", 100, "Tcp", "AzureCloud", "22"), EverythingBut("22"));
        }),
        ["SSH is open to two tags"] = new(Drift, "The members of Sql may reach tcp 22 (SSH), depending on the members of Storage", run =>
        {
            Allow(run, "Storage", "22");
            SubnetGroup(run, LiveJson.CustomRule("ssh", "Inbound", "Allow", 100, "Tcp", "Sql", "22"), EverythingBut("22"));
        }),
        ["SSH is open to a region of a tag"] = new(Drift, "Storage.WestEurope", run => Allow(run, "Storage.WestEurope", "22")),
        ["SSH is open to VirtualNetwork"] = new(Drift, "VirtualNetwork", run => Allow(run, "VirtualNetwork", "22")),
        ["SSH is open to an application security group"] = new(Drift, "applicationSecurityGroups/jump", run => run.Rules.Add(
            Sides(Rule("ssh"), "source", "jump"))),
        ["SSH is open at an application security group of the interface"] = new(Drift, "tcp 22 (SSH)", run =>
        {
            run.Rules.Add(Sides(Rule("ssh"), "destination", "web"));
            Interface(run, "web");
        }),
        ["an application security group is spelled in other letter case"] = new(Drift, "tcp 22 (SSH)", run =>
        {
            run.Rules.Add(Sides(Rule("ssh"), "destination", "web"));
            Interface(run, "WEB");
        }),
        ["SSH is open at the private address"] = new(Drift, "tcp 22 (SSH)", run =>
            run.Rules.Add(Changed(Rule("ssh"), "destinationAddressPrefix", "10.0.0.4"))),
        ["SSH is open at the subnet's addresses"] = new(Drift, "tcp 22 (SSH)", run =>
            run.Rules.Add(Changed(Rule("ssh"), "destinationAddressPrefix", "10.0.0.0/24"))),
        ["SSH is open at a second private address"] = new(Drift, "tcp 22 (SSH)", run =>
        {
            run.Rules.Add(Changed(Rule("ssh"), "destinationAddressPrefix", "10.0.0.9"));
            var configurations = (JsonArray)run.Files["interfaces.json"][0]!["properties"]!["ipConfigurations"]!;
            var second = configurations[0]!.DeepClone();
            second["name"] = "ipconfig2";
            second["properties"]!["privateIPAddress"] = "10.0.0.9";
            configurations.Add(second);
        }),
        ["SSH is open for one source port"] = new(Drift, "tcp 22 (SSH)", run =>
            run.Rules.Add(Changed(Rule("ssh"), "sourcePortRange", "53"))),
        ["SSH is open by IPv6 alone"] = new(Drift, "tcp 22 (SSH)", run => Allow(run, "::/0", "22")),
        ["SSH is open by IPv6 beside a rule for the private address"] = new(Drift, "inbound tcp ::/0 22", run =>
        {
            run.Rules.Add(LocalDenial("10.0.0.4"));
            Allow(run, "::/0", "22");
        }),
        ["SSH is open by IPv6 beside a rule for the address of another machine"] = new(Drift, "inbound tcp ::/0 22", run =>
        {
            run.Rules.Add(LocalDenial("10.0.0.99"));
            Allow(run, "::/0", "22");
        }),
        ["SSH is open by IPv6 beside a rule for an application security group"] = new(Drift, "inbound tcp ::/0 22", run =>
        {
            run.Rules.Add(Sides(LocalDenial("*"), "destination", "web"));
            Allow(run, "::/0", "22");
        }),
        ["IPv6 is gone beside a rule for the private address"] = new(Drift, "phones cannot register", run =>
        {
            run.Rules.Add(LocalDenial("10.0.0.4"));
            foreach (var rule in run.Rules.Where(rule => rule!.ToJsonString().Contains("2001:db8:10::", StringComparison.Ordinal)).ToList())
                run.Rules.Remove(rule);
        }),
        ["a rule for everyone is narrowed to the private address, so that IPv6 is closed"] = new(Drift, "inbound udp ::/0", run =>
        {
            foreach (var rule in run.Rules.Where(rule => rule!.ToJsonString().Contains("10000", StringComparison.Ordinal)))
                Changed((JsonObject)rule!, "destinationAddressPrefix", "10.0.0.4");
        }),
        ["a second place of the interface lies in a subnet without a group"] = new(Unknown, "Interface", run =>
        {
            var networks = new JsonArray(AzureAround.Network(LiveJson.AzureId(run.Plan), AzureAround.InterfaceId("pbx")));
            var subnets = (JsonArray)networks[0]!["properties"]!["subnets"]!;
            var open = AzureAround.Subnet(null, AzureAround.InterfaceId("pbx"));
            open["id"] = AzureAround.SubnetId + "-2";
            open["name"] = "pbx-2";
            subnets.Add(open);
            run.Files["networks.json"] = networks;
            var configurations = (JsonArray)run.Files["interfaces.json"][0]!["properties"]!["ipConfigurations"]!;
            var second = configurations[0]!.DeepClone();
            second["name"] = "ipconfig2";
            second["properties"]!["subnet"] = AzureAround.Reference(AzureAround.SubnetId + "-2");
            second["properties"]!["privateIPAddress"] = "10.0.1.4";
            configurations.Add(second);
            run.Files["interfaces.json"][0]!["properties"]!["networkSecurityGroup"] = null;
            AttachedTo(run, "subnets", AzureAround.SubnetId);
        }),
        ["clients with some source ports are denied"] = new(Unknown, "depending on the source port", run =>
            run.Rules.Add(Changed(LiveJson.CustomRule("low", "Inbound", "Deny", 101, "Udp", "*", "5060"), "sourcePortRange", "1-1023"))),
        ["ICMP is open"] = new(Drift, "icmp", run => run.Rules.Add(LiveJson.CustomRule("ping", "Inbound", "Allow", 101, "Icmp", "*", "*"))),
        ["ESP is open"] = new(Drift, "protocol", run =>
            run.Rules.Add(LiveJson.CustomRule("esp", "Inbound", "Allow", 101, "Esp", "*", "*"))),
        ["every protocol is open to one network"] = new(Drift, "198.18.0.0/16", run =>
            run.Rules.Add(LiveJson.CustomRule("all", "Inbound", "Allow", 101, "*", "198.18.0.0/16", "*"))),
        ["one of many prefixes is everyone"] = new(Drift, "tcp 22 (SSH)", run =>
        {
            var rule = Rule("ssh");
            ((JsonObject)rule["properties"]!).Remove("sourceAddressPrefix");
            rule["properties"]!["sourceAddressPrefixes"] = new JsonArray("198.18.0.0/24", World);
            run.Rules.Add(rule);
        }),
        ["one of many port ranges is SSH"] = new(Drift, "tcp 20-25", run =>
        {
            var rule = Rule("ssh");
            ((JsonObject)rule["properties"]!).Remove("destinationPortRange");
            rule["properties"]!["destinationPortRanges"] = new JsonArray("443", "20-25");
            run.Rules.Add(rule);
        }),
        ["the last rule that denies is gone"] = new(Drift, "VirtualNetwork", RemoveClosing),
        ["an admin rule passes by the closed group"] = new(Drift, "tcp 22 (SSH)", run =>
            Admin(run, AzureAround.AdminRule("ssh", "AlwaysAllow", "Internet", "22"))),
        ["an admin rule for a prefix passes by both groups"] = new(Drift, "198.18.0.0/24", run =>
        {
            SubnetGroup(run, LiveJson.CustomRule("none", "Inbound", "Deny", 100, "Tcp", "*", "22"), Everything(200));
            Admin(run, AzureAround.AdminRule("ssh", "AlwaysAllow", "198.18.0.0/24", "22"));
        }),
        ["an admin rule denies what is planned"] = new(Drift, "deny-web", run =>
            Admin(run, AzureAround.AdminRule("deny-web", "Deny", "*", "443"))),
        ["an admin rule denies a tag that may hold what is planned"] = new(Unknown, "AzureCloud", run =>
            Admin(run, AzureAround.AdminRule("deny-cloud", "Deny", "AzureCloud", "443"))),
        ["the subnet's group permits nothing"] = new(Drift, "pbx-subnet", run => SubnetGroup(run)),
        ["the subnet's group was not read"] = new(Unknown, "pbx-subnet", run =>
        {
            SubnetGroup(run, Everything(200));
            ((JsonArray)run.Files["groups.json"]).RemoveAt(1);
        }),
        ["the subnet was not read"] = new(Unknown, "az network vnet list", run => run.Files.Remove("networks.json")),
        ["the admin rules were not read"] = new(Unknown, "list-effective-security-admin-rule", run =>
            run.Files.Remove("pbx-network.admin-rules.json")),
        ["the interfaces were not read"] = new(Unknown, "az network nic list", run =>
        {
            run.Files.Remove("interfaces.json");
            AttachedTo(run, "networkInterfaces", AzureAround.InterfaceId("pbx"));
        }),
        ["a scale set's interface was not read"] = new(Unknown, "virtualMachineScaleSets", run =>
        {
            run.Files["networks.json"] = new JsonArray(AzureAround.Network(
                LiveJson.AzureId(run.Plan), AzureAround.InterfaceId("pbx"), AzureAround.ScaleSetInterfaceId));
            AttachedTo(run, "subnets", AzureAround.SubnetId);
        }),
        ["the group lies on nothing"] = new(Drift, "protects nothing", run => run.Files["interfaces.json"] = new JsonArray(
            AzureAround.Interface(AzureAround.InterfaceId("pbx"), null))),
        ["another group lies on the interface"] = new(Drift, "protects nothing", run => run.Files["interfaces.json"] = new JsonArray(
            AzureAround.Interface(AzureAround.InterfaceId("pbx"), AzureAround.GroupId("other")))),
        ["the group says it lies on the interface, and the interface says another does"] = new(Unknown, "pbx", run =>
        {
            AttachedTo(run, "networkInterfaces", AzureAround.InterfaceId("pbx"));
            run.Files["interfaces.json"] = new JsonArray(
                AzureAround.Interface(AzureAround.InterfaceId("pbx"), AzureAround.GroupId("other")));
        }),
        ["another group says it lies on the interface"] = new(Unknown, "changed between the two reads", run =>
            Other(run, "networkInterfaces", AzureAround.InterfaceId("pbx"))),
        ["another group says it lies on the subnet"] = new(Unknown, "changed between the two reads", run =>
            Other(run, "subnets", AzureAround.SubnetId)),
        ["the group on the subnet says it lies on nothing"] = new(Unknown, "changed between the two reads", run =>
        {
            SubnetGroup(run, Everything(200));
            var properties = run.Files["groups.json"][1]!["properties"]!;
            properties["networkInterfaces"] = new JsonArray();
            properties["subnets"] = new JsonArray();
        }),
        ["the group lies on a subnet without interfaces"] = new(Drift, "protects nothing", run =>
        {
            AttachedTo(run, "subnets", AzureAround.SubnetId);
            run.Files["networks.json"] = new JsonArray(AzureAround.Network(LiveJson.AzureId(run.Plan)));
            run.Files["interfaces.json"] = new JsonArray(Elsewhere());
        }),
        ["the group was read twice and changed"] = new(Unknown, "do not agree", run =>
        {
            var later = run.Files["groups.json"][0]!.DeepClone();
            later["id"] = later["id"]!.GetValue<string>().ToUpperInvariant();
            run.Files["later.json"] = new JsonArray(later);
            Allow(run, "*", "22");
        }),
        ["a rule for two application security groups may have no effect"] = new(Drift, "tcp 22 (SSH)", run => run.Rules.Add(
            Sides(Rule("ssh"), "source", "a", "b"))),
        ["a planned rule is denied before"] = new(Drift, "no-sip", run => run.Rules.Add(
            LiveJson.CustomRule("no-sip", "Inbound", "Deny", 100, "Udp", "203.0.113.0/28", "5060"))),
        ["a planned tag is opened to everyone"] = new(Drift, "tcp 443", run => Allow(run, "*", "443")) { Administrators = "tag:Internet" },
        ["a planned tag is opened to its parent"] = new(Drift, "Storage", run => Allow(run, "Storage", "443"))
        {
            Administrators = "tag:Storage.WestEurope",
        },
        ["a left-over is clean and the real group is open"] = new(Drift, "tcp 22 (SSH)", run =>
        {
            var clean = run.Files["groups.json"][0]!.DeepClone();
            clean["id"] = AzureAround.GroupId("left-over");
            clean["name"] = "left-over";
            ((JsonArray)run.Files["groups.json"]).Add(clean);
            Allow(run, "*", "22");
        }),
        ["the instance lies on another interface"] = new(Drift, "networkInterfaces/other", run => { })
        {
            Keys = $"  starface:attachedTo: [\"{AzureAround.InterfaceId("other")}\"]",
        },
    };

    public static TheoryData<string> OnAws => new(AwsLeaks.Keys);

    public static TheoryData<string> OnAzure => new(AzureLeaks.Keys);

    [Theory]
    [MemberData(nameof(OnAws))]
    public void A_leak_on_aws_is_found(string name) => Check(AwsLeaks[name], LiveRun.Aws);

    [Theory]
    [MemberData(nameof(OnAzure))]
    public void A_leak_on_azure_is_found(string name) => Check(AzureLeaks[name], LiveRun.Azure);

    private static void Check(Leak leak, Func<string, string, LiveRun> make)
    {
        using (var clean = make(leak.Administrators, "")) AssertCode(0, clean.Run());
        using var run = make(leak.Administrators, leak.Keys);
        leak.Plant(run);
        var result = run.Run();
        AssertCode(leak.Code, result);
        Assert.True(
            result.Text.ReplaceLineEndings(" ").Contains(leak.Words, StringComparison.Ordinal), $"{leak.Words} is not in: {result.Text}");
    }

    private static void AssertCode(int code, (int Code, string Text) result) =>
        Assert.True(code == result.Code, $"{result.Code}: {result.Text}");

    private static JsonArray Group(LiveRun run, string permissions) =>
        (JsonArray)run.Files["groups.json"]["SecurityGroups"]![0]![permissions]!;

    private static JsonNode Find(LiveRun run, string protocol, int port) => run.Rules.First(
        permission => permission!["IpProtocol"]!.GetValue<string>() == protocol && permission["FromPort"]!.GetValue<int>() == port
            && ((JsonArray)permission["IpRanges"]!).Count > 0)!;

    private static JsonArray Entries(LiveRun run) => (JsonArray)run.Files["acls.json"]["NetworkAcls"]![0]!["Entries"]!;

    private static void Carry(LiveRun run, params string[] groups) => run.Files["interfaces.json"]["NetworkInterfaces"]![0]!["Groups"] =
        LiveRun.AwsInterface("eni-0a", groups)["Groups"]!.DeepClone();

    /// <summary>The interface tells its region, and account 123456789012.</summary>
    private static void At(LiveRun run, string region)
    {
        var found = run.Files["interfaces.json"]["NetworkInterfaces"]![0]!;
        found["AvailabilityZone"] = region + "a";
        found["OwnerId"] = "123456789012";
        run.Files["subnets.json"]["Subnets"]![0]!["OwnerId"] = "123456789012";
    }

    private static void Attach(LiveRun run, string machine) =>
        run.Files["interfaces.json"]["NetworkInterfaces"]![0]!["Attachment"] = new JsonObject { ["InstanceId"] = machine };

    /// <summary>A group that is not part of the plan, beside the planned one.</summary>
    private static void Second(LiveRun run, params JsonObject[] permissions)
    {
        var group = LiveRun.AwsGroup("sg-0de6");
        foreach (var permission in permissions) ((JsonArray)group["IpPermissions"]!).Add(permission);
        ((JsonArray)run.Files["groups.json"]["SecurityGroups"]!).Add(group);
        Carry(run, "sg-00000000", "sg-0de6");
    }

    private static JsonObject Rule(string name) => LiveJson.CustomRule(name, "Inbound", "Allow", 101, "Tcp", "*", "22");

    private static JsonObject Everything(int priority, string direction = "Inbound") =>
        LiveJson.CustomRule("all-" + direction, direction, "Allow", priority, "*", "*", "*");

    private static JsonObject EverythingBut(string port)
    {
        var rule = LiveJson.CustomRule("rest", "Inbound", "Allow", 200, "*", "*", "*");
        ((JsonObject)rule["properties"]!).Remove("destinationPortRange");
        var number = int.Parse(port, System.Globalization.CultureInfo.InvariantCulture);
        rule["properties"]!["destinationPortRanges"] = new JsonArray(
            FormattableString.Invariant($"0-{number - 1}"), FormattableString.Invariant($"{number + 1}-65535"));
        return rule;
    }

    private static void Allow(LiveRun run, string remote, string ports) =>
        run.Rules.Add(LiveJson.CustomRule("opened", "Inbound", "Allow", 101, "Tcp", remote, ports));

    private static JsonObject Changed(JsonObject rule, string member, string value)
    {
        rule["properties"]![member] = value;
        return rule;
    }

    private static JsonObject Sides(JsonObject rule, string side, params string[] asgs)
    {
        ((JsonObject)rule["properties"]!).Remove(side + "AddressPrefix");
        rule["properties"]![side + "ApplicationSecurityGroups"] =
            new JsonArray([.. asgs.Select(asg => (JsonNode)AzureAround.Reference(AzureAround.AsgId(asg)))]);
        return rule;
    }

    /// <summary>A denial of what nothing permits, for a local address.</summary>
    private static JsonObject LocalDenial(string address) =>
        Changed(LiveJson.CustomRule("local", "Inbound", "Deny", 102, "Tcp", "*", "7"), "destinationAddressPrefix", address);

    private static void Interface(LiveRun run, params string[] asgs) => run.Files["interfaces.json"] = new JsonArray(
        AzureAround.Interface(AzureAround.InterfaceId("pbx"), LiveJson.AzureId(run.Plan), "10.0.0.4", asgs));

    /// <summary>An interface in a subnet of another network, without a group.</summary>
    private static JsonNode Elsewhere() => JsonNode.Parse(AzureAround.Interface(AzureAround.InterfaceId("elsewhere"), null).ToJsonString()
        .Replace(AzureAround.NetworkId, AzureAround.NetworkId + "-2", StringComparison.Ordinal))!;

    private static void Admin(LiveRun run, params JsonObject[] rules) =>
        run.Files["pbx-network.admin-rules.json"] = new JsonObject { ["value"] = new JsonArray([.. rules]) };

    private static void AttachedTo(LiveRun run, string member, string id) =>
        run.Files["groups.json"][0]!["properties"]![member] = new JsonArray(AzureAround.Reference(id));

    /// <summary>A group on the subnet that lets everything out, and what some rules permit in.</summary>
    private static void SubnetGroup(LiveRun run, params JsonObject[] rules)
    {
        var group = run.Files["groups.json"][0]!.DeepClone();
        group["id"] = AzureAround.GroupId("pbx-subnet");
        group["name"] = "pbx-subnet";
        ((JsonObject)group).Remove("tags");
        group["properties"]!["securityRules"] = new JsonArray(
            [
                .. rules, Everything(4000, "Outbound"),
                LiveJson.CustomRule("nothing-else", "Inbound", "Deny", 4096, "*", "*", "*"),
            ]);
        ((JsonArray)run.Files["groups.json"]).Add(group);
        run.Files["networks.json"] = new JsonArray(AzureAround.Network(AzureAround.GroupId("pbx-subnet"), AzureAround.InterfaceId("pbx")));
    }

    /// <summary>A group that is not on the interface by what the interface says, and denies everything.</summary>
    private static void Other(LiveRun run, string member, string id)
    {
        var group = run.Files["groups.json"][0]!.DeepClone();
        group["id"] = AzureAround.GroupId("other");
        group["name"] = "other";
        ((JsonObject)group).Remove("tags");
        group["properties"]!["securityRules"] = new JsonArray();
        group["properties"]![member] = new JsonArray(AzureAround.Reference(id));
        ((JsonArray)run.Files["groups.json"]).Add(group);
    }

    private static void RemoveClosing(LiveRun run)
    {
        foreach (var rule in run.Rules.Where(rule =>
            rule!["properties"]!["priority"]!.GetValue<int>() == 4096).ToList()) run.Rules.Remove(rule);
    }

    /// <summary>Something that was changed in the cloud, and what has to be said.</summary>
    private sealed record Leak(int Code, string Words, Action<LiveRun> Plant)
    {
        public string Keys { get; init; } = "";

        public string Administrators { get; init; } = Plans.Administrators;
    }
}
