using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Starface.Cli;
using Starface.Cli.Hosting;
using Starface.Cli.Tests.Support;
using Starface.Drift.Tests;
using Starface.Policies;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Flows;
using Starface.Policy.Names;
using Starface.Policy.Planning;

namespace Starface.EndToEnd.Doctor;

/// <summary>
/// The commands of docs/doctor.md among real servers: each prints what the page shows. UPDATE_SNAPSHOTS=1 writes the page.
/// </summary>
[Trait("Category", "Slow")]
public sealed partial class DoctorPageTests : IClassFixture<DoctorWorld>
{
    private static readonly string PagePath = Path.Combine(Checkout.Root, "docs", "doctor.md");

    private const string Surroundings = """
        {
          "NetworkInterfaces": [{
            "NetworkInterfaceId": "eni-0a1b2c3d4e5f60718", "OwnerId": "123456789012", "VpcId": "vpc-1",
            "SubnetId": "subnet-0a1b2c3d4e5f60718", "InterfaceType": "interface", "Status": "in-use", "PrivateIpAddress": "10.20.0.5",
            "PrivateIpAddresses": [{"Primary": true, "PrivateIpAddress": "10.20.0.5"}], "Groups": [{"GroupId": "GROUP"}]}],
          "Subnets": [{
            "SubnetId": "subnet-0a1b2c3d4e5f60718", "VpcId": "vpc-1", "OwnerId": "123456789012", "CidrBlock": "10.20.0.0/24",
            "State": "available"}],
          "NetworkAcls": [{
            "NetworkAclId": "acl-0b1b2c3d4e5f60718", "VpcId": "vpc-1", "OwnerId": "123456789012", "IsDefault": true, "Tags": [],
            "Associations": [{
              "NetworkAclAssociationId": "aclassoc-1", "NetworkAclId": "acl-0b1b2c3d4e5f60718", "SubnetId": "subnet-0a1b2c3d4e5f60718"}],
            "Entries": [
              {"RuleNumber": 90, "Protocol": "6", "RuleAction": "deny", "Egress": true, "CidrBlock": "0.0.0.0/0",
                "PortRange": {"From": 8383, "To": 8383}},
              {"RuleNumber": 100, "Protocol": "-1", "RuleAction": "allow", "Egress": false, "CidrBlock": "0.0.0.0/0"},
              {"RuleNumber": 32767, "Protocol": "-1", "RuleAction": "deny", "Egress": false, "CidrBlock": "0.0.0.0/0"},
              {"RuleNumber": 100, "Protocol": "-1", "RuleAction": "allow", "Egress": true, "CidrBlock": "0.0.0.0/0"},
              {"RuleNumber": 32767, "Protocol": "-1", "RuleAction": "deny", "Egress": true, "CidrBlock": "0.0.0.0/0"}]}],
          "VpcBlockPublicAccessOptions": {
            "AwsAccountId": "123456789012", "AwsRegion": "eu-central-1", "State": "default-state", "InternetGatewayBlockMode": "off",
            "ManagedBy": "account", "ExclusionsAllowed": "allowed"}
        }
        """;

    private static readonly Dictionary<string, string> Files = new(StringComparer.Ordinal)
    {
        ["SecurityGroups"] = "groups",
        ["NetworkInterfaces"] = "interfaces",
        ["Subnets"] = "subnets",
        ["NetworkAcls"] = "acls",
        ["VpcBlockPublicAccessOptions"] = "access",
    };

    private readonly DoctorWorld _world;
    private readonly string _folder = Directory.CreateTempSubdirectory("doctor-page-").FullName;

    public DoctorPageTests(DoctorWorld world)
    {
        _world = world;
        if (world.Obstacle is { } obstacle) Assert.Skip($"The doctor cannot be tried here: {obstacle}");
    }

    [Fact]
    public void The_page_shows_what_its_commands_print()
    {
        var page = File.ReadAllText(PagePath).ReplaceLineEndings("\n");
        var commands = DocumentedCommand.Read(page);
        File.WriteAllText(Path.Combine(_folder, "Pulumi.yaml"), "name: starface\n");
        File.WriteAllText(Path.Combine(_folder, "Pulumi.customer-01.yaml"), DocumentedCommand.BlockOf(page, "yaml"));
        WriteLive();
        _world.Filter(("tcp dport 8383 drop", "accept"));
        Assert.Equal(2, commands.Count);
        var isUpdate = Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1";
        foreach (var command in commands)
        {
            var shown = Run(command.Arguments.Split(' '));
            var prompt = $"$ starface-policy {command.Arguments}\n";
            if (!isUpdate) Assert.Equal(Plain(command.Shown), Plain(shown));
            if (Plain(command.Shown) != Plain(shown))
                page = page.Replace(prompt + command.Shown, prompt + shown, StringComparison.Ordinal);
        }

        if (isUpdate) File.WriteAllText(PagePath, page);
    }

    /// <summary>The text without what is another one in each run, the sign of the clocks' difference among it.</summary>
    private static string Plain(string text) => Varying().Replace(text, "#");

    private string Run(string[] words)
    {
        using var terminal = new StringWriter { NewLine = "\n" };
        var environment = new CliEnvironment(_folder, _folder)
        {
            SpecialRanges = new SpecialRanges([]),
            ProbeSockets = DoctorWorld.SocketsAt(_world.Pbx),
            ProbeRoots = [_world.Root],
            AskNames = (questions, _) =>
            [
                .. questions.Hosts.Select(host => new Lookup(
                    host, AddressFamily.IPv4, "11.3.0.20", 1, LookupOutcome.Addresses, [Address.Parse(DoctorWorld.Server(false))])),
            ],
        };
        var code = CommandLineApp.Run(words, terminal, terminal, environment, new Lazy<PolicyCatalog>(Catalog.Instance));
        return FormattableString.Invariant($"{terminal}[exit code {code}]\n");
    }

    /// <summary>
    /// What the cloud's command line prints of the instance: its group as it is planned, behind an ACL with a rule too many.
    /// </summary>
    private void WriteLive()
    {
        const string group = "sg-0123456789abcdef0";
        var parsed = Cli.Selection.InstanceSelector.Select(
            new Cli.Selection.InstanceSelection { Stacks = ["customer-01"] },
            new Lazy<PolicyCatalog>(Catalog.Instance),
            new CliEnvironment(_folder, _folder));
        var plan = AwsTarget.Instance.Plan(new PlanRequest(parsed[0].Config.Request));
        var all = JsonNode.Parse(Surroundings.Replace("GROUP", group, StringComparison.Ordinal))!.AsObject();
        all["SecurityGroups"] = new JsonArray(LiveJson.AwsGroup(plan, group));
        foreach (var (member, value) in all)
        {
            var file = Path.Combine(_folder, $"{Files[member]}.json");
            File.WriteAllText(file, new JsonObject { [member] = value!.DeepClone() }.ToJsonString());
        }
    }

    [GeneratedRegex(@"(?<=203\.0\.113\.10:)[0-9]+|[+-][0-9]+\.[0-9]{3}(?= s\b)|(?<=until\s+)[0-9]{4}-[0-9]{2}-[0-9]{2}")]
    private static partial Regex Varying();
}
