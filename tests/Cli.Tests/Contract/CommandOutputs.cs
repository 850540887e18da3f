using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Starface.Cli.Hosting;
using Starface.Cli.Tests.Support;
using Starface.Policy;
using Starface.Policy.Flows;
using Starface.Policy.Names;
using Starface.Probes.Clients;
using AddressFamily = Starface.Policy.Flows.AddressFamily;

namespace Starface.Cli.Tests.Contract;

/// <summary>The JSON of every command about a few stacks and a live group that has drifted. Each command ran once for all tests.</summary>
public sealed class CommandOutputs : IDisposable
{
    private const string Group = "sg-0123456789abcdef0";
    private const string List = "pl-0123456789abcdef0";
    private readonly TemporaryFolder _folder = new();
    private readonly GitFolder _git = new();
    private readonly Dictionary<string, JsonElement> _outputs = [];

    public CommandOutputs()
    {
        _folder.Write("Pulumi.yaml", "name: starface\n");
        _folder.Write(
            "Pulumi.amazon.yaml",
            StackText.Good.Replace("[10.8.0.0/16]", $"[10.8.0.0/16, {Group}, \"{List}:5\"]", StringComparison.Ordinal));
        _folder.Write(
            "Pulumi.azure.yaml",
            StackText.Good.Replace("cloud: aws", "cloud: azure\n  starface:resourceGroupName: pbx", StringComparison.Ordinal)
                .Replace("[10.8.0.0/16]", "[10.9.0.0/16, tag:VirtualNetwork]", StringComparison.Ordinal));
        _folder.Write("Pulumi.marked.yaml", StackText.Good + "  starface:neverCut: [web-interface]\n");
        _folder.Write(
            "Pulumi.narrow.yaml",
            StackText.Good.Replace("[10.8.0.0/16]", "[10.8.0.0/17]", StringComparison.Ordinal) + "  starface:name: marked\n");
        _folder.Write("bad/Pulumi.yaml", "name: starface\n");
        _folder.Write("bad/Pulumi.good.yaml", StackText.Good);
        _folder.Write("bad/Pulumi.bad.yaml", StackText.Good.Replace("10.8.0.0/16", "10.8.0.1/16", StringComparison.Ordinal));
        _folder.Write(
            "drift-ignore.yaml",
            "ignore:\n  - { flow: inbound tcp 192.0.2.99/32 7, reason: a phone that is gone, owner: operations, expires: 2020-01-31 }\n");

        Run("list", "list");
        Run("show a policy", "show", "cloud-pbx");
        Run("show a service", "show", "mobile-push");
        Run("show a scenario", "show", "app-call");
        Run("preview", "preview", "--stack", "amazon", "--stack", "azure");
        Run("preview --all", "preview", "--all", "--directory", "bad");
        _folder.Write("marked.json", Run("preview of marks", "preview", "--stack", "marked").GetRawText());
        Run("preview --against", "preview", "--stack", "narrow", "--against", "marked.json");
        Run("check", "check", "--stack", "amazon", "--stack", "azure");
        Run("check of scenarios", "check", "--stack", "amazon", "--stack", "azure", "--scenarios");
        Run("check of a bad file", "check", "--directory", "bad");
        Run("explain", "explain", "--stack", "amazon", "--from", "10.8.0.1", "--port", "443");
        Run("explain a message", "explain", "--stack", "azure", "--from", "203.0.113.9", "--protocol", "icmp", "--port", "8/0");
        Run("export", "export", "yealink-phone-network", "--to", "nftables");
        Run("compile", "compile", "--stack", "azure", "--output", "out");
        _folder.Write("amazon.json", Run("preview of groups", "preview", "--stack", "amazon").GetRawText());
        _folder.Write("azure.json", Run("preview of tags", "preview", "--stack", "azure").GetRawText());
        Run("compile --steps", "compile", "--stack", "amazon", "--against", "amazon.json", "--steps", "steps");
        _folder.Write("live.json", Live(this["preview of groups"].GetProperty("stacks")[0]));
        Run("drift", "drift", "--stack", "amazon", "--scope", "group", "--live", "live.json");
        Run("drift of a bad file", "drift", "--all", "--directory", "bad", "--live", "live.json");
        _folder.Write("cut.json", "{\n  \"SecurityGroups\": [");
        Run("drift of a cut file", "drift", "--stack", "amazon", "--live", "cut.json");
        Run("diff", "diff", "live.json", "amazon");
        Run("diff of marks", "diff", "marked.json", "narrow");
        _git.Write("Pulumi.yaml", "name: starface\n");
        _git.Write("Pulumi.one.yaml", StackText.Good + "  starface:neverCut: [web-interface]\n");
        _git.Write("Pulumi.two.yaml", StackText.Good);
        _git.Commit();
        _git.Branch("change");
        _git.Write("Pulumi.one.yaml", StackText.Good.Replace("[10.8.0.0/16]", "[0.0.0.0/0]", StringComparison.Ordinal));
        _git.Move("Pulumi.two.yaml", "Pulumi.three.yaml");
        _git.Write("Pulumi.bad.yaml", StackText.Good.Replace("10.8.0.0/16", "10.8.0.1/16", StringComparison.Ordinal));
        _git.Write("Program.cs", "// changed");
        _git.Commit();
        Run(_git.Environment, "review", "review", "--base", "main", "--allow-cut", "web-interface");
        Run("resolve", "resolve", "--stack", "amazon", "--check", "--resolver", "192.0.2.53");
        Run("doctor without sending", "doctor", "--stack", "amazon", "--dry-run");
        Run(
            "doctor from outside without sending",
            "doctor", "--stack", "amazon", "--from", "outside", "--target", "203.0.113.10", "--source", "10.8.0.9", "--dry-run");
        Run(
            "doctor from outside with sound",
            "doctor", "--stack", "amazon", "--from", "outside", "--target", "203.0.113.10", "--source", "10.8.0.9", "--rtp-echo",
            "--dry-run");
        Run("doctor from outside", "doctor", "--stack", "amazon", "--from", "outside", "--target", "203.0.113.10", "--source", "10.8.0.9");
        Run("doctor as a listener without opening", "doctor", "--stack", "amazon", "--listen", "--dry-run");
        Run("doctor", "doctor", "--stack", "amazon", "--only", "updates", "--resolver", "192.0.2.53", "--timeout", "1");
        Run("diff with itself", "diff", "amazon.json", "amazon");
        Run("diff of tags with itself", "diff", "azure.json", "azure");
    }

    /// <summary>The outputs by the name of the run, whose first word is the command.</summary>
    public IReadOnlyDictionary<string, JsonElement> All => _outputs;

    public JsonElement this[string run] => _outputs[run];

    public void Dispose()
    {
        _folder.Dispose();
        _git.Dispose();
    }

    private JsonElement Run(string name, params string[] args) => Run(_folder.Environment, name, args);

    private JsonElement Run(CliEnvironment folder, string name, params string[] args)
    {
        var environment = folder with
        {
            Today = CalendarDate.FromDateTime(new DateTime(2027, 1, 31, 0, 0, 0, DateTimeKind.Utc)),
            AskNames = (questions, _) => [.. questions.Hosts.SelectMany(Answers)],
            DoctorKey = args.Contains("--rtp-echo") ? null : "0123-4567-89ab-cdef-0123-4567-89ab-cdef",
            ProbeSockets = new ProbeSockets((_, _, _) => throw new SocketException((int)SocketError.NetworkUnreachable)),
        };
        var result = Tool.RunIn(environment, [.. args, "--format", "json"]);
        Assert.True(result.Output.Length > 0, $"{name}: {result.Error}");
        return _outputs[name] = JsonDocument.Parse(result.Output).RootElement.Clone();
    }

    /// <summary>
    /// The plan's group without its rules, with three others instead: SSH from anywhere, echo requests from a group, one service by a list.
    /// </summary>
    private static string Live(JsonElement instance)
    {
        var tags = instance.GetProperty("resources")[0].GetProperty("properties").GetProperty("tags").EnumerateObject();
        return new JsonObject
        {
            ["SecurityGroups"] = new JsonArray(new JsonObject
            {
                ["GroupId"] = "sg-0a1b2c3d4e5f60718",
                ["GroupName"] = "amazon",
                ["OwnerId"] = "123456789012",
                ["VpcId"] = "vpc-1",
                ["Description"] = "by hand",
                ["Tags"] = new JsonArray(
                    [.. tags.Select(tag => (JsonNode)new JsonObject { ["Key"] = tag.Name, ["Value"] = tag.Value.GetString() })]),
                ["IpPermissions"] = new JsonArray(
                    JsonNode.Parse(
                        """{"IpProtocol":"tcp","FromPort":22,"ToPort":22,"IpRanges":[{"CidrIp":"0.0.0.0/0","Description":"temp"}]}"""),
                    JsonNode.Parse(
                        $$"""{"IpProtocol":"icmp","FromPort":8,"ToPort":0,"UserIdGroupPairs":[{"GroupId":"{{Group}}","UserId":"123456789012"}]}"""),
                    JsonNode.Parse($$"""{"IpProtocol":"50","UserIdGroupPairs":[{"GroupId":"{{Group}}","UserId":"123456789012"}]}""")),
                ["IpPermissionsEgress"] = new JsonArray(),
            }),
        }.ToJsonString();
    }

    /// <summary>The answers about a host: an address behind an alias, and a failure.</summary>
    private static IEnumerable<Lookup> Answers(string host) =>
    [
        new(host, AddressFamily.IPv4, "192.0.2.53", 1, LookupOutcome.Addresses, [Address.Parse("11.0.0.1")])
        {
            TimeToLive = 60,
            Chain = ["alias.example.com"],
        },
        new(host, AddressFamily.IPv6, "192.0.2.53", 1, LookupOutcome.Failure, []) { Detail = "SERVFAIL" },
    ];
}
