using System.Text.Json.Nodes;

namespace Starface.Packages.Tests.Tutorial;

/// <summary>
/// The cloud of the tutorial: it has the groups and rules of a compiled plan on one interface, does what a person asks of it, and answers
/// as the AWS CLI prints it.
/// </summary>
internal sealed class TutorialCloud
{
    private const string GroupId = "sg-0a1b2c3d4e5f60718";
    private const string VpcId = "vpc-0123456789abcdef0";
    private const string SubnetId = "subnet-0a1b2c3d4e5f60718";

    private readonly JsonArray _groups = [];
    private readonly JsonObject _interface = new()
    {
        ["NetworkInterfaceId"] = "eni-0a1b2c3d4e5f60718",
        ["SubnetId"] = SubnetId,
        ["VpcId"] = VpcId,
        ["Groups"] = new JsonArray(new JsonObject { ["GroupId"] = GroupId }),
        ["PrivateIpAddresses"] = new JsonArray(new JsonObject { ["Primary"] = true, ["PrivateIpAddress"] = "10.0.0.5" }),
    };

    /// <summary>A cloud in which a plan was applied.</summary>
    /// <param name="program">The plan as a Pulumi program in JSON.</param>
    public TutorialCloud(JsonNode program)
    {
        var resources = program["resources"]!.AsObject().Select(resource => resource.Value!).ToList();
        var group = resources.Single(resource => TypeOf(resource) == "aws:ec2/securityGroup:SecurityGroup")["properties"]!;
        // Pulumi makes the name of the resource and seven random digits of it.
        var created = NewGroup(GroupId, "customer-01-1a2b3c4", group["description"]!.GetValue<string>());
        foreach (var (key, value) in group["tags"]!.AsObject()) AddTag(created, key, value!.GetValue<string>());
        foreach (var tag in resources.Where(resource => TypeOf(resource) == "aws:ec2/tag:Tag"))
            AddTag(created, tag["properties"]!["key"]!.GetValue<string>(), tag["properties"]!["value"]!.GetValue<string>());
        foreach (var rule in resources)
        {
            var isIngress = TypeOf(rule).EndsWith("securityGroupIngressRule:SecurityGroupIngressRule", StringComparison.Ordinal);
            if (!isIngress && !TypeOf(rule).EndsWith("securityGroupEgressRule:SecurityGroupEgressRule", StringComparison.Ordinal)) continue;
            var properties = rule["properties"]!;
            Permit(
                created,
                isIngress,
                properties["ipProtocol"]!.GetValue<string>(),
                (properties["fromPort"]?.GetValue<int>(), properties["toPort"]?.GetValue<int>()),
                (properties["cidrIpv4"] ?? properties["cidrIpv6"])!.GetValue<string>(),
                properties["description"]?.GetValue<string>());
        }

        _groups.Add(created);
    }

    /// <summary>What the command prints; null where it is not known here.</summary>
    /// <param name="words">The words after <c>aws ec2</c>.</param>
    public JsonNode? Answer(string[] words)
    {
        switch (words[0])
        {
            case "describe-security-groups":
                return new JsonObject { ["SecurityGroups"] = _groups.DeepClone() };
            case "describe-network-interfaces":
                return new JsonObject { ["NetworkInterfaces"] = new JsonArray(_interface.DeepClone()) };
            case "describe-subnets":
                return JsonNode.Parse(
                    $$"""{ "Subnets": [{ "SubnetId": "{{SubnetId}}", "VpcId": "{{VpcId}}", "CidrBlock": "10.0.0.0/24" }] }""");
            case "describe-network-acls":
                return new JsonObject { ["NetworkAcls"] = new JsonArray(OpenAcl()) };
            case "describe-vpc-block-public-access-options":
                return JsonNode.Parse("""
                    { "VpcBlockPublicAccessOptions":
                      { "AwsRegion": "eu-central-1", "State": "default-state", "InternetGatewayBlockMode": "off" } }
                    """);
            case "create-security-group":
                _groups.Add(NewGroup("sg-0debdebdebdebdeb0", After("--group-name"), After("--description")));
                return new JsonObject();
            case "authorize-security-group-ingress":
                var port = int.Parse(After("--port"), System.Globalization.CultureInfo.InvariantCulture);
                var group = _groups.Single(group => group!["GroupId"]!.GetValue<string>() == After("--group-id"))!;
                Permit(group.AsObject(), true, After("--protocol"), (port, port), After("--cidr"), null);
                return new JsonObject();
            case "modify-network-interface-attribute":
                _interface["Groups"] = new JsonArray(
                [
                    .. words.SkipWhile(word => word != "--groups").Skip(1).Select(id => (JsonNode)new JsonObject { ["GroupId"] = id }),
                ]);
                return new JsonObject();
            default:
                return null;
        }

        string After(string option) => words[Array.IndexOf(words, option) + 1];
    }

    private static string TypeOf(JsonNode resource) => resource["type"]!.GetValue<string>();

    private static JsonObject NewGroup(string id, string name, string description) => new()
    {
        ["GroupId"] = id,
        ["GroupName"] = name,
        ["Description"] = description,
        ["OwnerId"] = "123456789012",
        ["VpcId"] = VpcId,
        ["Tags"] = new JsonArray(),
        ["IpPermissions"] = new JsonArray(),
        ["IpPermissionsEgress"] = new JsonArray(),
    };

    private static void AddTag(JsonObject group, string key, string value) =>
        group["Tags"]!.AsArray().Add(new JsonObject { ["Key"] = key, ["Value"] = value });

    private static void Permit(
        JsonObject group, bool isIngress, string protocol, (int? From, int? To) ports, string prefix, string? description)
    {
        var isIPv6 = prefix.Contains(':', StringComparison.Ordinal);
        var range = new JsonObject { [isIPv6 ? "CidrIpv6" : "CidrIp"] = prefix };
        if (description is not null) range["Description"] = description;
        var permission = new JsonObject
        {
            ["IpProtocol"] = protocol,
            ["IpRanges"] = isIPv6 ? new JsonArray() : new JsonArray(range),
            ["Ipv6Ranges"] = isIPv6 ? new JsonArray(range) : new JsonArray(),
            ["PrefixListIds"] = new JsonArray(),
            ["UserIdGroupPairs"] = new JsonArray(),
        };
        if (ports.From is not null) (permission["FromPort"], permission["ToPort"]) = (ports.From, ports.To);
        group[isIngress ? "IpPermissions" : "IpPermissionsEgress"]!.AsArray().Add(permission);
    }

    private static JsonObject OpenAcl() => new()
    {
        ["NetworkAclId"] = "acl-0a1b2c3d4e5f60718",
        ["VpcId"] = VpcId,
        ["IsDefault"] = true,
        ["Associations"] = new JsonArray(new JsonObject
        {
            ["NetworkAclAssociationId"] = "aclassoc-0a1b2c3d4e5f60718",
            ["NetworkAclId"] = "acl-0a1b2c3d4e5f60718",
            ["SubnetId"] = SubnetId,
        }),
        ["Entries"] = new JsonArray(
        [
            .. from isEgress in new[] { false, true }
               from entry in new (int Number, string Action, string Prefix)[]
               {
                   (100, "allow", "0.0.0.0/0"), (101, "allow", "::/0"), (32767, "deny", "0.0.0.0/0"), (32768, "deny", "::/0"),
               }
               select (JsonNode)new JsonObject
               {
                   ["RuleNumber"] = entry.Number,
                   ["RuleAction"] = entry.Action,
                   ["Egress"] = isEgress,
                   ["Protocol"] = "-1",
                   [entry.Prefix.Contains(':', StringComparison.Ordinal) ? "Ipv6CidrBlock" : "CidrBlock"] = entry.Prefix,
               },
        ]),
    };
}
