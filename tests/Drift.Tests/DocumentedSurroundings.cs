using System.Text.Json.Nodes;

namespace Starface.Drift.Tests;

/// <summary>What lies around the groups of docs/drift.md, as the clouds' command lines print it.</summary>
internal static class DocumentedSurroundings
{
    /// <summary>A group that somebody put onto the interface for a look at it.</summary>
    public const string DebugGroup = "sg-0f000000000000deb";

    private const string Subnet = "subnet-0a1b2c3d4e5f60718";
    private const string Account = "123456789012";

    /// <summary>The output of <c>aws ec2 describe-network-interfaces</c>: one interface with some groups.</summary>
    public static JsonNode Interfaces(params string[] groups) => new JsonObject
    {
        ["NetworkInterfaces"] = new JsonArray(new JsonObject
        {
            ["NetworkInterfaceId"] = "eni-0a1b2c3d4e5f60718",
            ["OwnerId"] = Account,
            ["VpcId"] = "vpc-1",
            ["SubnetId"] = Subnet,
            ["AvailabilityZone"] = "eu-central-1a",
            ["InterfaceType"] = "interface",
            ["Status"] = "in-use",
            ["PrivateIpAddress"] = "10.20.0.5",
            ["PrivateIpAddresses"] = new JsonArray(new JsonObject { ["Primary"] = true, ["PrivateIpAddress"] = "10.20.0.5" }),
            ["Ipv6Addresses"] = new JsonArray(new JsonObject { ["Ipv6Address"] = "2001:db8:7::5" }),
            ["Groups"] = new JsonArray([.. groups.Select(id => (JsonNode)new JsonObject { ["GroupId"] = id })]),
        }),
    };

    /// <summary>The output of <c>aws ec2 describe-subnets</c>.</summary>
    public static JsonNode Subnets() => JsonNode.Parse($$$"""
        {"Subnets":[{"SubnetId":"{{{Subnet}}}","VpcId":"vpc-1","OwnerId":"{{{Account}}}","CidrBlock":"10.20.0.0/24",
         "Ipv6CidrBlockAssociationSet":[
           {"AssociationId":"subnet-cidr-assoc-1","Ipv6CidrBlock":"2001:db8:7::/64","Ipv6CidrBlockState":{"State":"associated"}}],
         "State":"available"}]}
        """)!;

    /// <summary>The output of <c>aws ec2 describe-network-acls</c>: the default rules, behind others.</summary>
    public static JsonNode Acls(params string[] entries) => JsonNode.Parse($$$"""
        {"NetworkAcls":[{"NetworkAclId":"acl-0a1b2c3d4e5f60718","VpcId":"vpc-1","OwnerId":"{{{Account}}}","IsDefault":true,"Tags":[],
         "Associations":[
           {"NetworkAclAssociationId":"aclassoc-1","NetworkAclId":"acl-0a1b2c3d4e5f60718","SubnetId":"{{{Subnet}}}"}],
         "Entries":[{{{string.Concat(entries.Select(entry => entry + ","))}}}
           {"RuleNumber":100,"Protocol":"-1","RuleAction":"allow","Egress":false,"CidrBlock":"0.0.0.0/0"},
           {"RuleNumber":101,"Protocol":"-1","RuleAction":"allow","Egress":false,"Ipv6CidrBlock":"::/0"},
           {"RuleNumber":32767,"Protocol":"-1","RuleAction":"deny","Egress":false,"CidrBlock":"0.0.0.0/0"},
           {"RuleNumber":32768,"Protocol":"-1","RuleAction":"deny","Egress":false,"Ipv6CidrBlock":"::/0"},
           {"RuleNumber":100,"Protocol":"-1","RuleAction":"allow","Egress":true,"CidrBlock":"0.0.0.0/0"},
           {"RuleNumber":101,"Protocol":"-1","RuleAction":"allow","Egress":true,"Ipv6CidrBlock":"::/0"},
           {"RuleNumber":32767,"Protocol":"-1","RuleAction":"deny","Egress":true,"CidrBlock":"0.0.0.0/0"},
           {"RuleNumber":32768,"Protocol":"-1","RuleAction":"deny","Egress":true,"Ipv6CidrBlock":"::/0"}]}]}
        """)!;

    /// <summary>The output of <c>aws ec2 describe-vpc-block-public-access-options</c> where nothing is blocked.</summary>
    public static JsonNode PublicAccess() => JsonNode.Parse($$$"""
        {"VpcBlockPublicAccessOptions":{"AwsAccountId":"{{{Account}}}","AwsRegion":"eu-central-1","State":"default-state",
         "InternetGatewayBlockMode":"off","ManagedBy":"account","ExclusionsAllowed":"allowed"}}
        """)!;

    /// <summary>An entry of a network ACL that denies an inbound range of UDP ports.</summary>
    public static string Denial(int number, int from, int to) => $$$"""
        {"RuleNumber":{{{number}}},"Protocol":"17","RuleAction":"deny","Egress":false,"CidrBlock":"0.0.0.0/0",
         "PortRange":{"From":{{{from}}},"To":{{{to}}} }}
        """;

    /// <summary>A group that opens SSH, and bears no tag of a plan.</summary>
    public static JsonNode Debug() => JsonNode.Parse($$$"""
        {"GroupId":"{{{DebugGroup}}}","GroupName":"debug","OwnerId":"{{{Account}}}","VpcId":"vpc-1","Description":"debug","Tags":[],
         "IpPermissions":[{"IpProtocol":"tcp","FromPort":22,"ToPort":22,"IpRanges":[{"CidrIp":"0.0.0.0/0","Description":"support"}],
           "Ipv6Ranges":[],"PrefixListIds":[],"UserIdGroupPairs":[]}],
         "IpPermissionsEgress":[]}
        """)!;

    /// <summary>The output of <c>az network nic list</c>: one interface with a group.</summary>
    public static JsonNode AzureInterfaces(string groupId) =>
        new JsonArray(AzureAround.Flat(AzureAround.Interface(AzureAround.InterfaceId("pbx"), groupId)));

    /// <summary>The output of <c>az network vnet list</c>: the network of that interface.</summary>
    public static JsonNode AzureNetworks() =>
        new JsonArray(AzureAround.Flat(AzureAround.Network(null, AzureAround.InterfaceId("pbx"))));

    /// <summary>The output of <c>az network manager list-effective-security-admin-rule</c> for a network without admin rules.</summary>
    public static JsonNode AdminRules() => JsonNode.Parse("""{"value":[],"skipToken":""}""")!;

    /// <summary>The output of <c>az network list-service-tags</c>, cut down to a tag.</summary>
    public static JsonNode ServiceTags() => JsonNode.Parse("""
        {"changeNumber":"1","cloud":"Public","name":"Public","type":"Microsoft.Network/serviceTags","values":[
          {"name":"Storage.WestEurope","id":"Storage.WestEurope","properties":{"changeNumber":"1","region":"westeurope",
           "platform":"Azure","systemService":"AzureStorage","addressPrefixes":["192.0.2.128/26"]}}]}
        """)!;
}
