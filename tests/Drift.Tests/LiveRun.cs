using System.Text;
using System.Text.Json.Nodes;
using Starface.Cli;
using Starface.Cli.Hosting;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Tests;

namespace Starface.Drift.Tests;

/// <summary>
/// The command over files of one instance, as a person runs it: what the clouds' tools print of its groups, and of what lies around them.
/// </summary>
internal sealed class LiveRun : IDisposable
{
    private static readonly Policy.PolicyCatalog Catalog = TestPolicy.Catalog(Plans.Pbx(AwsTarget.Instance).Policy.Definition);

    private readonly string _folder = Directory.CreateTempSubdirectory("drift-").FullName;
    private readonly SortedDictionary<string, JsonNode> _files = new(StringComparer.Ordinal);

    private LiveRun(Plan plan, string peers, string keys)
    {
        Plan = plan;
        var cloud = plan.Cloud == AwsTarget.Instance ? "aws" : "azure\n  starface:resourceGroupName: rg";
        Write("Pulumi.yaml", "name: starface\n");
        Write("Infra.sln", "");
        Write("Pulumi.one.yaml", $$"""
            config:
              starface:cloud: {{cloud}}
              starface:name: {{plan.Name}}
              starface:policy: test
              starface:peers:
                phones: [{{Plans.Phones}}, "2001:db8:10::/48"]
                sip-providers: [{{Plans.Provider}}]
                administrators: [{{peers}}]
            {{keys}}
            """);
    }

    /// <summary>What is planned.</summary>
    public Plan Plan { get; }

    /// <summary>The files by their names; they can be changed and added to.</summary>
    public IDictionary<string, JsonNode> Files => _files;

    /// <summary>
    /// An instance on AWS as planned: its group on interface eni-0a in subnet-0a, a network ACL that lets everything through, and nothing
    /// blocked.
    /// </summary>
    public static LiveRun Aws(string administrators = Plans.Administrators, string keys = "")
    {
        var run = new LiveRun(Plans.Pbx(AwsTarget.Instance, administrators: administrators), $"\"{administrators}\"", keys);
        run._files["groups.json"] = LiveJson.AwsGroups(run.Plan);
        run._files["interfaces.json"] = new JsonObject { ["NetworkInterfaces"] = new JsonArray(AwsInterface("eni-0a", "sg-00000000")) };
        run._files["subnets.json"] = JsonNode.Parse("""
            {"Subnets":[{"SubnetId":"subnet-0a","VpcId":"vpc-1","CidrBlock":"10.0.0.0/24"}]}
            """)!;
        run._files["acls.json"] = new JsonObject { ["NetworkAcls"] = new JsonArray(AwsAcl("acl-0a", "subnet-0a")) };
        run._files["options.json"] = JsonNode.Parse("""
            {"VpcBlockPublicAccessOptions":{"AwsRegion":"eu-central-1","State":"default-state","InternetGatewayBlockMode":"off"}}
            """)!;
        return run;
    }

    /// <summary>
    /// An instance on Azure as planned: its group on the interface pbx, no group on the subnet, and no security admin rules.
    /// </summary>
    public static LiveRun Azure(string administrators = Plans.Administrators, string keys = "")
    {
        var run = new LiveRun(Plans.Pbx(AzureTarget.Instance, administrators: administrators), $"\"{administrators}\"", keys);
        var pbx = AzureAround.InterfaceId("pbx");
        run._files["groups.json"] = new JsonArray(LiveJson.AzureGroup(run.Plan));
        run._files["interfaces.json"] = new JsonArray(AzureAround.Interface(pbx, LiveJson.AzureId(run.Plan)));
        run._files["networks.json"] = new JsonArray(AzureAround.Network(null, pbx));
        run._files["pbx-network.admin-rules.json"] = new JsonObject { ["value"] = new JsonArray() };
        return run;
    }

    /// <summary>A network interface in subnet-0a.</summary>
    public static JsonObject AwsInterface(string id, params string[] groups) => new()
    {
        ["NetworkInterfaceId"] = id,
        ["SubnetId"] = "subnet-0a",
        ["VpcId"] = "vpc-1",
        ["Groups"] = new JsonArray([.. groups.Select(group => (JsonNode)new JsonObject { ["GroupId"] = group })]),
        ["PrivateIpAddresses"] = new JsonArray(new JsonObject { ["Primary"] = true, ["PrivateIpAddress"] = "10.0.0.5" }),
    };

    /// <summary>A security group that permits nothing.</summary>
    public static JsonObject AwsGroup(string id) => new()
    {
        ["GroupId"] = id,
        ["GroupName"] = "debug",
        ["OwnerId"] = "123456789012",
        ["VpcId"] = "vpc-1",
        ["Description"] = "debug",
        ["Tags"] = new JsonArray(),
        ["IpPermissions"] = new JsonArray(),
        ["IpPermissionsEgress"] = new JsonArray(),
    };

    /// <summary>A network ACL with entries before those that let everything else through.</summary>
    public static JsonObject AwsAcl(string id, string subnet, params JsonObject[] entries) => new()
    {
        ["NetworkAclId"] = id,
        ["VpcId"] = "vpc-1",
        ["IsDefault"] = false,
        ["Associations"] = new JsonArray(
            new JsonObject { ["NetworkAclAssociationId"] = "aclassoc-" + subnet, ["NetworkAclId"] = id, ["SubnetId"] = subnet }),
        ["Entries"] = new JsonArray(
        [
            .. entries,
            Entry(100, "allow", egress: false, "0.0.0.0/0"), Entry(101, "allow", egress: false, "::/0"),
            Entry(100, "allow", egress: true, "0.0.0.0/0"), Entry(101, "allow", egress: true, "::/0"),
            Entry(32767, "deny", egress: false, "0.0.0.0/0"), Entry(32768, "deny", egress: false, "::/0"),
            Entry(32767, "deny", egress: true, "0.0.0.0/0"), Entry(32768, "deny", egress: true, "::/0"),
        ]),
    };

    /// <summary>An entry of a network ACL.</summary>
    public static JsonObject Entry(
        int number, string action, bool egress, string prefix, string protocol = "-1", int? from = null, int? to = null)
    {
        var entry = new JsonObject
        {
            ["RuleNumber"] = number,
            ["RuleAction"] = action,
            ["Egress"] = egress,
            ["Protocol"] = protocol,
            [prefix.Contains(':') ? "Ipv6CidrBlock" : "CidrBlock"] = prefix,
        };
        if (from is not null) entry["PortRange"] = new JsonObject { ["From"] = from, ["To"] = to };
        return entry;
    }

    /// <summary>A permission of a security group.</summary>
    /// <param name="protocol">The protocol, such as tcp.</param>
    /// <param name="from">The first port or ICMP type, or null.</param>
    /// <param name="to">The last port or ICMP code, or null.</param>
    /// <param name="remotes">Prefixes, groups and prefix lists.</param>
    public static JsonObject Permission(string protocol, int? from, int? to, params string[] remotes)
    {
        var permission = new JsonObject
        {
            ["IpProtocol"] = protocol,
            ["IpRanges"] = List("CidrIp", remotes.Where(remote => remote.Contains('.') && !remote.Contains(':'))),
            ["Ipv6Ranges"] = List("CidrIpv6", remotes.Where(remote => remote.Contains(':'))),
            ["PrefixListIds"] = List("PrefixListId", remotes.Where(remote => remote.StartsWith("pl-", StringComparison.Ordinal))),
            ["UserIdGroupPairs"] = List("GroupId", remotes.Where(remote => remote.StartsWith("sg-", StringComparison.Ordinal))),
        };
        if (from is not null) permission["FromPort"] = from;
        if (to is not null) permission["ToPort"] = to;
        return permission;

        static JsonArray List(string member, IEnumerable<string> values) =>
            new([.. values.Select(value => (JsonNode)new JsonObject { [member] = value })]);
    }

    /// <summary>What the last command wrote to the standard output.</summary>
    public string Data { get; private set; } = "";

    /// <summary>What standard input gives.</summary>
    public string Input { get; set; } = "";

    /// <summary>The rules of the plan's own group: inbound permissions on AWS, all custom rules on Azure.</summary>
    public JsonArray Rules => Plan.Cloud == AwsTarget.Instance
        ? (JsonArray)_files["groups.json"]["SecurityGroups"]![0]!["IpPermissions"]!
        : RulesOf(_files["groups.json"][0]!);

    /// <summary>The custom rules of a network security group.</summary>
    public static JsonArray RulesOf(JsonNode group) => (JsonArray)group["properties"]!["securityRules"]!;

    /// <summary>The command over all files.</summary>
    /// <param name="verb">The command and options before the files.</param>
    public (int Code, string Text) Run(params string[] verb)
    {
        foreach (var (name, node) in _files) Write(name, node.ToJsonString());
        return RunAlone(
        [
            .. verb.Length == 0 || verb[0].StartsWith('-') ? ["drift", .. verb] : verb, "--stack", "one",
            .. _files.Keys.SelectMany(file => new[] { "--live", file }),
        ]);
    }

    /// <summary>A command that is given no file.</summary>
    /// <param name="arguments">The command and its options.</param>
    public (int Code, string Text) RunAlone(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = CommandLineApp.Run(
            arguments,
            output,
            error,
            new CliEnvironment(_folder, _folder) { Input = () => new MemoryStream(Encoding.UTF8.GetBytes(Input)) },
            new Lazy<Policy.PolicyCatalog>(Catalog));
        Data = output.ToString();
        return (code, $"{Data}{error}");
    }

    /// <summary>Writes a file that no cloud would answer with.</summary>
    public void Write(string name, string text) => File.WriteAllText(PathOf(name), text);

    /// <summary>The path of a file in the folder.</summary>
    public string PathOf(string name) => Path.Combine(_folder, name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
