using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Starface.Policies;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Planning;

namespace Starface.Benchmarks;

/// <summary>
/// Instances on AWS, each with phones in networks of its own, and their groups and interfaces as EC2 describes them after the plans were
/// applied. The interfaces lie in a few subnets with a network ACL each.
/// </summary>
/// <param name="Plans">The plans, of which each asks for one group.</param>
/// <param name="RulesEach">The rules of each.</param>
internal sealed record LiveFleet(ImmutableArray<Plan> Plans, int RulesEach)
{
    private const string Owner = "123456789012";
    private const string Administrators = "203.0.113.0/26";
    private const string SipProviders = "198.51.100.0/25";
    private const string Resolvers = "192.0.2.253/32";
    private const string TimeServers = "192.0.2.254/32";
    private const int InstancesPerSubnet = 250;

    /// <summary>A fleet whose plans have at least this many rules each, by as many networks of phones as that needs.</summary>
    public static LiveFleet Make(int instances, int leastRules)
    {
        var networks = Enumerable.Range(1, 100).First(count => RulesOf(PlanOne(0, count)) >= leastRules);
        ImmutableArray<Plan> plans = [.. Enumerable.Range(0, instances).Select(i => PlanOne(i, networks))];
        return new LiveFleet(plans, RulesOf(plans[0])) { Networks = networks };
    }

    /// <summary>The networks of phones of each instance.</summary>
    private int Networks { get; init; }

    /// <summary>Writes the stack file that describes the fleet.</summary>
    /// <param name="path">The file.</param>
    /// <param name="region">The region of the stack's provider.</param>
    public void WriteStack(string path, string region)
    {
        var text = new StringBuilder($"""
            config:
              aws:region: {region}
              starface:cloud: aws
              starface:policy: cloud-pbx
              starface:peers:
                administrators: [{Administrators}]
                sip-providers: [{SipProviders}]
                resolvers: [{Resolvers}]
                time-servers: [{TimeServers}]
              starface:instances:

            """);
        for (var i = 0; i < Plans.Length; i++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"    - name: {Plans[i].Name}\n      peers:\n        phones: [{string.Join(", ", Phones(i, Networks))}]\n");
        }
        File.WriteAllText(path, text.ToString());
    }

    /// <summary>Writes the groups as <c>aws ec2 describe-security-groups</c> prints them.</summary>
    public void WriteGroups(string path)
    {
        using var stream = File.Create(path);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, IndentSize = 4 });
        json.WriteStartObject();
        json.WriteStartArray("SecurityGroups");
        for (var i = 0; i < Plans.Length; i++) WriteGroup(json, Plans[i], GroupId(i));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes what lies around the groups, a file for each command that prints it.</summary>
    /// <returns>The files' names.</returns>
    public ImmutableArray<string> WriteSurroundings(string folder)
    {
        var blockPublicAccess = new { InternetGatewayBlockMode = "off", State = "default-state" };
        return
        [
            Write("interfaces.json", new { NetworkInterfaces = Enumerable.Range(0, Plans.Length).Select(Interface) }),
            Write("subnets.json", new { Subnets = Subnets.Select(Subnet) }),
            Write("acls.json", new { NetworkAcls = Subnets.Select(NetworkAcl) }),
            Write("options.json", new { VpcBlockPublicAccessOptions = blockPublicAccess }),
        ];

        string Write(string name, object content)
        {
            File.WriteAllBytes(Path.Combine(folder, name), JsonSerializer.SerializeToUtf8Bytes(content));
            return name;
        }

        static object Interface(int instance) => new
        {
            NetworkInterfaceId = InterfaceId(instance),
            Groups = new[] { new { GroupId = GroupId(instance) } },
            PrivateIpAddress = Address(instance),
            PrivateIpAddresses = new[] { new { Primary = true, PrivateIpAddress = Address(instance) } },
            Status = "in-use",
            SubnetId = SubnetId(instance / InstancesPerSubnet),
            VpcId = "vpc-1",
        };

        static object Subnet(int subnet) => new { SubnetId = SubnetId(subnet), VpcId = "vpc-1", CidrBlock = $"172.16.{subnet}.0/24" };

        static object NetworkAcl(int subnet) => new
        {
            NetworkAclId = string.Create(CultureInfo.InvariantCulture, $"acl-{subnet:x17}"),
            VpcId = "vpc-1",
            Associations = new[] { new { SubnetId = SubnetId(subnet) } },
            Entries = from egress in new[] { false, true }
                      from number in new[] { 100, 32767 }
                      select new
                      {
                          CidrBlock = "0.0.0.0/0",
                          Egress = egress,
                          Protocol = "-1",
                          RuleAction = number == 100 ? "allow" : "deny",
                          RuleNumber = number,
                      },
        };
    }

    /// <summary>The interface of an instance as an item of EC2's answer.</summary>
    public static string InterfaceItem(int instance) =>
        $"<item><networkInterfaceId>{InterfaceId(instance)}</networkInterfaceId><vpcId>vpc-1</vpcId>"
        + $"<subnetId>{SubnetId(instance / InstancesPerSubnet)}</subnetId><privateIpAddress>{Address(instance)}</privateIpAddress>"
        + $"<groupSet><item><groupId>{GroupId(instance)}</groupId></item></groupSet><privateIpAddressesSet><item>"
        + $"<privateIpAddress>{Address(instance)}</privateIpAddress><primary>true</primary></item></privateIpAddressesSet></item>";

    /// <summary>The subnets as items of EC2's answer.</summary>
    public IEnumerable<string> SubnetItems() => Subnets.Select(subnet =>
        $"<item><subnetId>{SubnetId(subnet)}</subnetId><vpcId>vpc-1</vpcId><cidrBlock>172.16.{subnet}.0/24</cidrBlock></item>");

    /// <summary>The network ACLs as items of EC2's answer.</summary>
    public IEnumerable<string> NetworkAclItems() => Subnets.Select(subnet =>
        string.Create(CultureInfo.InvariantCulture, $"<item><networkAclId>acl-{subnet:x17}</networkAclId><vpcId>vpc-1</vpcId>")
        + $"<associationSet><item><subnetId>{SubnetId(subnet)}</subnetId></item></associationSet><entrySet>"
        + string.Concat(
            from egress in new[] { "false", "true" }
            from entry in new[] { (Number: 100, Action: "allow"), (Number: 32767, Action: "deny") }
            select $"<item><ruleNumber>{entry.Number}</ruleNumber><protocol>-1</protocol><ruleAction>{entry.Action}</ruleAction>"
                + $"<egress>{egress}</egress><cidrBlock>0.0.0.0/0</cidrBlock></item>")
        + "</entrySet></item>");

    /// <summary>The group of an instance as an item of EC2's answer.</summary>
    public string GroupItem(int instance)
    {
        var plan = Plans[instance];
        var item = new StringBuilder(
            $"<item><ownerId>{Owner}</ownerId><groupId>{GroupId(instance)}</groupId><groupName>{plan.Name}</groupName>"
            + $"<groupDescription>{AwsPlanner.GroupDescription}</groupDescription><vpcId>vpc-1</vpcId>"
            + $"<securityGroupArn>arn:aws:ec2:eu-central-1:{Owner}:security-group/{GroupId(instance)}</securityGroupArn>");
        foreach (var (member, type) in new[] { ("ipPermissions", AwsTypes.IngressRule), ("ipPermissionsEgress", AwsTypes.EgressRule) })
        {
            item.Append($"<{member}>");
            foreach (var rule in Rules(plan, type))
            {
                item.Append(
                    CultureInfo.InvariantCulture,
                    $"<item><ipProtocol>{rule.Text("ipProtocol")}</ipProtocol><fromPort>{rule.Number("fromPort")}</fromPort>"
                    + $"<toPort>{rule.Number("toPort")}</toPort><groups/>");
                item.Append(
                    rule.Text("cidrIpv4") is { } v4
                        ? $"<ipRanges><item><cidrIp>{v4}</cidrIp><description>{rule.Text("description")}</description></item></ipRanges>"
                        : "<ipRanges/>");
                item.Append(
                    rule.Text("cidrIpv6") is { } v6
                        ? $"<ipv6Ranges><item><cidrIpv6>{v6}</cidrIpv6><description>{rule.Text("description")}</description></item>"
                            + "</ipv6Ranges>"
                        : "<ipv6Ranges/>");
                item.Append("<prefixListIds/></item>");
            }

            item.Append($"</{member}>");
        }

        return item.Append($"<tagSet>{Tags(plan.GroupTags)}</tagSet></item>").ToString();
    }

    /// <summary>The rules of an instance's group as items of EC2's other answer.</summary>
    public IEnumerable<string> RuleItems(int instance)
    {
        foreach (var type in new[] { AwsTypes.IngressRule, AwsTypes.EgressRule })
        {
            var number = 0;
            foreach (var rule in Rules(Plans[instance], type))
            {
                var id = string.Create(
                    CultureInfo.InvariantCulture, $"sgr-{instance:x8}{(type == AwsTypes.EgressRule ? "e" : "0")}{number++:x4}");
                var remote = rule.Text("cidrIpv4") is { } v4
                    ? $"<cidrIpv4>{v4}</cidrIpv4>"
                    : $"<cidrIpv6>{rule.Text("cidrIpv6")}</cidrIpv6>";
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"<item><securityGroupRuleId>{id}</securityGroupRuleId>"
                    + $"<securityGroupRuleArn>arn:aws:ec2:eu-central-1:{Owner}:security-group-rule/{id}</securityGroupRuleArn>"
                    + $"<groupId>{GroupId(instance)}</groupId><groupOwnerId>{Owner}</groupOwnerId>"
                    + $"<isEgress>{(type == AwsTypes.EgressRule ? "true" : "false")}</isEgress>"
                    + $"<ipProtocol>{rule.Text("ipProtocol")}</ipProtocol><fromPort>{rule.Number("fromPort")}</fromPort>"
                    + $"<toPort>{rule.Number("toPort")}</toPort>{remote}<description>{rule.Text("description")}</description>"
                    + $"<tagSet>{Tags(rule)}</tagSet></item>");
            }
        }
    }

    /// <summary>The id of an instance's group.</summary>
    public static string GroupId(int instance) => string.Create(CultureInfo.InvariantCulture, $"sg-{instance:x17}");

    private IEnumerable<int> Subnets => Enumerable.Range(0, (Plans.Length + InstancesPerSubnet - 1) / InstancesPerSubnet);

    private static string InterfaceId(int instance) => string.Create(CultureInfo.InvariantCulture, $"eni-{instance:x17}");

    private static string SubnetId(int subnet) => string.Create(CultureInfo.InvariantCulture, $"subnet-{subnet:x17}");

    private static string Address(int instance) => string.Create(
        CultureInfo.InvariantCulture, $"172.16.{instance / InstancesPerSubnet}.{(instance % InstancesPerSubnet) + 4}");

    private static string Tags(IEnumerable<KeyValuePair<string, string>> tags) =>
        string.Concat(tags.Select(tag => $"<item><key>{tag.Key}</key><value>{tag.Value}</value></item>"));

    private static string Tags(PropertyMap properties) =>
        Tags(properties.Map("tags").Select(tag => KeyValuePair.Create(tag.Key, ((PropertyText)tag.Value).Value)));

    private static string NameOf(int instance) => string.Create(CultureInfo.InvariantCulture, $"pbx-{instance:0000}");

    private static Plan PlanOne(int instance, int networks) =>
        AwsTarget.Instance.Plan(new PlanRequest(NameOf(instance), new CloudPbx(new CloudPbx.Peers
        {
            Administrators = [Administrators],
            Phones = [.. Phones(instance, networks)],
            SipProviders = [SipProviders],
            Resolvers = [Resolvers],
            TimeServers = [TimeServers],
        })));

    private static IEnumerable<string> Phones(int instance, int networks) =>
        Enumerable.Range(0, networks)
            .Select(i => string.Create(CultureInfo.InvariantCulture, $"10.{instance / 256}.{instance % 256}.{i * 8}/30"));

    private static int RulesOf(Plan plan) => plan.Resources.Count(resource => resource.Type is AwsTypes.IngressRule or AwsTypes.EgressRule);

    private static IEnumerable<PropertyMap> Rules(Plan plan, string type) =>
        plan.Resources.Where(resource => resource.Type == type).Select(resource => resource.Properties);

    private static void WriteGroup(Utf8JsonWriter json, Plan plan, string id)
    {
        json.WriteStartObject();
        json.WriteString("GroupId", id);
        foreach (var (member, type) in new[] { ("IpPermissionsEgress", AwsTypes.EgressRule), ("IpPermissions", AwsTypes.IngressRule) })
        {
            json.WriteStartArray(member);
            foreach (var rule in Rules(plan, type)) WritePermission(json, rule);
            json.WriteEndArray();
        }

        json.WriteStartArray("Tags");
        foreach (var tag in plan.GroupTags)
        {
            json.WriteStartObject();
            json.WriteString("Key", tag.Key);
            json.WriteString("Value", tag.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("VpcId", "vpc-1");
        json.WriteString("OwnerId", Owner);
        json.WriteString("GroupName", plan.Name);
        json.WriteString("Description", AwsPlanner.GroupDescription);
        json.WriteEndObject();
    }

    private static void WritePermission(Utf8JsonWriter json, PropertyMap rule)
    {
        json.WriteStartObject();
        json.WriteString("IpProtocol", rule.Text("ipProtocol"));
        if (rule.Number("fromPort") is { } from) json.WriteNumber("FromPort", from);
        if (rule.Number("toPort") is { } to) json.WriteNumber("ToPort", to);
        json.WriteStartArray("UserIdGroupPairs");
        json.WriteEndArray();
        foreach (var (list, member, key) in new[] { ("IpRanges", "CidrIp", "cidrIpv4"), ("Ipv6Ranges", "CidrIpv6", "cidrIpv6") })
        {
            json.WriteStartArray(list);
            if (rule.Text(key) is { } prefix)
            {
                json.WriteStartObject();
                json.WriteString("Description", rule.Text("description"));
                json.WriteString(member, prefix);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteStartArray("PrefixListIds");
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
