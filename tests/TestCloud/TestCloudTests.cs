using System.Text.Json;
using System.Text.Json.Nodes;
using Starface.Cli;
using Starface.Cli.Hosting;
using Starface.Drift.Live;
using Starface.Policies;
using Starface.Policy;

namespace Starface.TestCloud;

/// <summary>What a cloud gets that is given to the command line beside, or in place of, those that are shipped.</summary>
public sealed class TestCloudTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("test-cloud").FullName;

    public TestCloudTests()
    {
        Write("Pulumi.yaml", "name: starface\nruntime: dotnet\n");
        Write("Pulumi.north.yaml", Stack("198.51.100.0/24"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Preview_plans_an_instance_and_proves_the_plan()
    {
        var stack = Json("preview", "--stack", "north").GetProperty("stacks")[0];

        Assert.Equal("test", stack.GetProperty("cloud").GetString());
        Assert.Equal("test:net/firewall:Firewall", stack.GetProperty("resources")[0].GetProperty("type").GetString());
        var table = Run(0, "preview", "--stack", "north");
        Assert.Contains("Test Cloud", table, StringComparison.Ordinal);
        Assert.Contains("inbound-tcp-443", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_configuration_keys_are_known_and_checked()
    {
        Write(
            "Pulumi.bad.yaml", Stack("198.51.100.0/24").Replace(
                "starface:zone: north", "starface:zone: west\n  starface:vpcId: vpc-1", StringComparison.Ordinal));

        var error = Run(1, "preview", "--stack", "bad");

        Assert.Contains("Pulumi.bad.yaml:5:18", error, StringComparison.Ordinal);
        Assert.Contains("'west' is not a zone", error, StringComparison.Ordinal);
        Assert.Contains("starface:vpcId", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cloud_that_is_not_given_is_unknown()
    {
        Write("Pulumi.aws.yaml", Stack("198.51.100.0/24").Replace("cloud: test", "cloud: aws", StringComparison.Ordinal));

        Assert.Contains("use test", Run(1, "preview", "--stack", "aws"), StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_and_diff_answer_for_it()
    {
        Write("Pulumi.south.yaml", Stack("203.0.113.0/24"));

        Assert.StartsWith(
            "allowed", Run(0, "explain", "--stack", "north", "--from", "198.51.100.7", "--port", "443"), StringComparison.Ordinal);
        Assert.StartsWith(
            "denied", Run(2, "explain", "--stack", "north", "--from", "203.0.113.7", "--port", "443"), StringComparison.Ordinal);
        Assert.Contains("The test cloud forgets connections", Run(2, "diff", "north", "south"), StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_pins_its_provider()
    {
        Run(0, "compile", "--stack", "north", "--output", "out");

        using var program = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "out", "Main.json")));
        Assert.All(program.RootElement.GetProperty("resources").EnumerateObject(), resource =>
            Assert.Equal("1.2.3", resource.Value.GetProperty("options").GetProperty("version").GetString()));
    }

    [Fact]
    public void Drift_from_a_file_is_in_sync_with_the_plan_and_sees_a_rule_more()
    {
        var firewall = Json("preview", "--stack", "north").GetProperty("stacks")[0].GetProperty("resources")[0];
        var rules = JsonNode.Parse(firewall.GetProperty("properties").GetProperty("rules").GetRawText())!.AsArray();
        Write("live.json", Live(rules));

        Assert.Contains(
            "in sync",
            Run(0, "drift", "--stack", "north", "--scope", "group", "--live", "live.json", "--group", "north"),
            StringComparison.Ordinal);

        rules.Add(JsonNode.Parse("""
            {
              "name": "debug", "direction": "Inbound", "action": "accept", "priority": 7,
              "protocol": "tcp", "ports": "22", "remote": "any"
            }
            """));
        Write("live.json", Live(rules));

        string[] drift = ["drift", "--stack", "north", "--scope", "group", "--live", "live.json", "--group", "north"];
        Assert.Contains("SSH", Run(2, drift), StringComparison.Ordinal);
        Assert.Contains("testcloud remove north debug", Run(2, [.. drift, "--revert-plan"]), StringComparison.Ordinal);
    }

    private static string Live(JsonArray rules)
    {
        var firewall = new JsonObject { ["name"] = "north", ["rules"] = rules.DeepClone() };
        return new JsonObject { ["firewalls"] = new JsonArray(firewall) }.ToJsonString();
    }

    private static string Stack(string administrators) => $"""
        config:
          starface:cloud: test
          starface:policy: cloud-pbx-vpn
          # The instance's own key of this cloud.
          starface:zone: north
          starface:peers:
            vpn: [{administrators}]
            resolvers: [192.0.2.53/32]
            time-servers: [192.0.2.123/32]

        """;

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private JsonElement Json(params string[] args)
    {
        using var document = JsonDocument.Parse(Run(0, [.. args, "--format", "json"]));
        return document.RootElement.Clone();
    }

    private string Run(int expected, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var environment = new CliEnvironment(_folder, _folder)
        {
            Clouds = [TestTarget.Instance],
            Connectors = new Lazy<CloudConnectors>(() => new CloudConnectors([new TestConnector()])),
        };

        var code = CommandLineApp.Run(args, output, error, environment, new Lazy<PolicyCatalog>(Catalog.Instance));

        Assert.True(code == expected, $"{string.Join(' ', args)} ended with {code}:\n{output}{error}");
        return output.ToString() + error;
    }
}
