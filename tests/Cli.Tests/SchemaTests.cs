using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Starface.Cli.Tests.Support;
using Starface.Policy.Composition;
using Starface.Policy.Configuration;

namespace Starface.Cli.Tests;

/// <summary>The schema of stacks' files: it accepts every file that the tool accepts, and refuses what a person gets wrong.</summary>
public sealed class SchemaTests
{
    private const string Good = """
        config:
          aws:region: eu-central-1
          starface:cloud: aws
          starface:policy: cloud-pbx-vpn
          starface:peerSets:
            home: [10.8.0.0/16]
          starface:peers:
            vpn: [home]
            resolvers: [cloud]
            time-servers: 192.0.2.123
          starface:settings:
            WebPort: 8443
          starface:pbxVersion: 7.0.0.19
          starface:rulesPerGroup: 60
          starface:protect: true
          starface:tags: { environment: demo }
          starface:networkInterfaceIds: { pbx: eni-0123456789abcdef0 }
          starface:neverCut: [web-interface]
          starface:tests: [allow: "inbound tcp 8443 from vpn", deny: "inbound tcp 22 from anywhere"]
          starface:hosts: { license.starface.de: [192.0.2.1] }
        """;

    private const string Several = """
        config:
          starface:policy: yealink-phone-network
          starface:cloud: azure
          starface:resourceGroupName: rg
          starface:instances:
            - name: one
            - { name: two, policy: cloud-pbx-vpn, cloud: aws, peers: { vpn: [10.8.0.0/16], resolvers: [cloud], time-servers: [cloud] } }
        """;

    private static readonly string s_schema = Tool.Run("schema").IsFine().Output;
    private static readonly JsonSchema s_read = JsonSchema.FromText(s_schema);

    public static TheoryData<string> Accepted =>
    [
        Good,
        Several,
        Good.Replace("    resolvers:", "    Resolvers:", StringComparison.Ordinal)
            .Replace("    time-servers:", "    TIME_Servers:", StringComparison.Ordinal)
            .Replace("WebPort:", "web-port:", StringComparison.Ordinal)
            .Replace("license.starface.de", "License.STARFACE.de", StringComparison.Ordinal),
        Good.Replace("protect: true", "protect: \"true\"", StringComparison.Ordinal)
            .Replace("rulesPerGroup: 60", "rulesPerGroup: \"60\"", StringComparison.Ordinal)
            .Replace("WebPort: 8443", "WebPort: \"8443\"", StringComparison.Ordinal),
        Good.Replace("{ pbx: eni-0123456789abcdef0 }", "'{\"pbx\": \"eni-0123456789abcdef0\"}'", StringComparison.Ordinal),
        Good + "\nencryptionsalt: v1:abc\n",
        "config:\n  starface:config:policy: yealink-phone-network\n  starface:cloud: aws\n",
    ];

    public static TheoryData<string, string> Refused => new()
    {
        { "policy: cloud-pbx-vpn", "policy: cloud-pbx-vnp" },
        { "cloud: aws", "cloud: AWS" },
        { "    vpn: [home]", "    vpm: [home]" },
        { "    vpn: [home]\n", "" },
        { "    vpn: [home]", "    vpn: []" },
        { "    vpn: [home]", "    vpn:" },
        { "    vpn: [home]", "    vpn: [10]" },
        { "WebPort: 8443", "WebPort: 0" },
        { "WebPort: 8443", "WebPort: 70000" },
        { "WebPort: 8443", "WebPort: 80-90" },
        { "WebPort: 8443", "WebPrt: 8443" },
        { "rulesPerGroup: 60", "rulesPerGroup: 0" },
        { "rulesPerGroup: 60", "rulesPerGroup: many" },
        { "rulesPerGroup: 60", "rulesPerGroup: 5000" },
        { "protect: true", "protect: maybe" },
        { "{ environment: demo }", "{ environment: 7 }" },
        { "{ environment: demo }", "[demo]" },
        { "{ pbx: eni-0123456789abcdef0 }", "{ 1x: eni-0123456789abcdef0 }" },
        { "neverCut: [web-interface]", "neverCut: [starface-connect]" },
        { "license.starface.de", "licence.starface.de" },
        { "deny: \"inbound tcp 22 from anywhere\"", "permit: \"inbound tcp 22 from anywhere\"" },
        { "[allow: \"inbound tcp 8443 from vpn\", deny: \"inbound tcp 22 from anywhere\"]", "[]" },
        { "starface:protect: true", "starface:resourceGroupName: rg" },
        { "starface:protect: true", "starface:protekt: true" },
        { "    home: [10.8.0.0/16]", "    sg-home: [10.8.0.0/16]" },
    };

    public static TheoryData<string, string> RefusedInstances => new()
    {
        { "- name: one", "- policy: cloud-pbx-vpn" },
        { "- name: one", "- { name: one, polici: cloud-pbx-vpn }" },
        { "- name: one", "- { name: 1 }" },
        { "vpn: [10.8.0.0/16]", "vpm: [10.8.0.0/16]" },
        { "- name: one", "- { name: one, instances: [] }" },
        { "cloud: aws,", "cloud: aws, resourceGroupName: rg," },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public void What_the_tool_accepts_is_valid(string text)
    {
        Assert.Equal(0, Preview(text).ExitCode);
        Assert.Empty(ErrorsOf(text));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_a_person_gets_wrong_is_invalid(string from, string to) => IsRefused(Good, from, to);

    [Theory]
    [MemberData(nameof(RefusedInstances))]
    public void What_a_person_gets_wrong_in_a_list_of_instances_is_invalid(string from, string to) => IsRefused(Several, from, to);

    [Fact]
    public void Every_stack_file_of_the_repository_that_the_tool_accepts_is_valid()
    {
        string[] folders = ["src/Infra", "tests", "templates"];
        var accepted = folders.Select(folder => Path.Combine(Checkout.Root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.GetFiles(folder, "*.yaml", SearchOption.AllDirectories))
            .Where(file => Path.GetFileName(file) != "Pulumi.yaml")
            .Select(file => (file, text: File.ReadAllText(file)))
            .Where(file => file.text.Contains("starface:", StringComparison.Ordinal) && Preview(file.text).ExitCode != 1)
            .ToList();

        Assert.True(accepted.Count >= 3);
        Assert.All(accepted, file => Assert.Empty(ErrorsOf(file.text)));
    }

    [Fact]
    public void Every_key_is_described()
    {
        var described = ConfigKeys.Described.Concat(ShippedClouds.All.SelectMany(cloud => cloud.DescribedKeys)).ToList();

        Assert.Equal(
            ConfigKeys.OfInstance.Concat(ConfigKeys.OfTop).Concat(ShippedClouds.All.SelectMany(cloud => cloud.ConfigKeys)).Order(),
            described.Select(known => known.Key).Order());
        Assert.All(described, known => Assert.Matches(@"^\S.*[.]$", known.Text));
        Assert.Empty(Tool.Run("schema", "x").Output);
    }

    [Fact]
    public void A_project_with_policies_of_its_own_has_no_schema_without_them()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: starface\nruntime: dotnet\nconfig:\n  starface:assembly: own.dll\n");

        var refused = Tool.RunIn(folder.Environment, "schema");

        refused.IsError("SFP5030: Pulumi.yaml:4:", "give it with --assembly, or its project with --build");
        Assert.Empty(refused.Output);
    }

    // What editors do: another reader of the same schema, which is strict about the schema itself.
    [Fact]
    public async Task An_editors_validator_agrees()
    {
        var folder = await NodePackages.FindAsync("ajv@8.20.0");
        var valid = new JsonArray([YamlJson.Read(Good), YamlJson.Read(Several)]);
        var invalid = new JsonArray(
        [
            .. Refused.Select(row => Good.Replace(row.Data.Item1, row.Data.Item2, StringComparison.Ordinal)).Select(YamlJson.Read),
            .. RefusedInstances.Select(row => Several.Replace(row.Data.Item1, row.Data.Item2, StringComparison.Ordinal))
                .Select(YamlJson.Read),
        ]);
        using var temporary = new TemporaryFolder();
        temporary.Write("schema.json", s_schema);
        temporary.Write("valid.json", valid.ToJsonString());
        temporary.Write("invalid.json", invalid.ToJsonString());
        var script = temporary.Write("run.js", """
            const [, , packages, folder] = process.argv;
            const Ajv = require(packages + '/ajv/dist/2020');
            const read = name => JSON.parse(require('fs').readFileSync(folder + '/' + name));
            const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true });
            const validate = ajv.compile(read('schema.json'));
            read('valid.json').forEach((file, i) => { if (!validate(file)) console.log('valid', i, JSON.stringify(validate.errors)); });
            read('invalid.json').forEach((file, i) => { if (validate(file)) console.log('invalid', i); });
            console.log('done');
            """);

        var (exitCode, output) = await NodePackages.RunAsync("node", script, folder, temporary.Path);

        Assert.Equal((0, "done\n"), (exitCode, output));
    }

    private static CliResult Preview(string text)
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: starface\nruntime: dotnet\n");
        folder.Write("Pulumi.test.yaml", text);
        return Tool.RunIn(folder.Environment, "preview", "--stack", "test");
    }

    private static void IsRefused(string good, string from, string to)
    {
        var text = good.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(good, text);

        // Nothing is refused that the tool accepts.
        Assert.Equal(1, Preview(text).ExitCode);
        Assert.NotEmpty(ErrorsOf(text));
    }

    private static List<string> ErrorsOf(string text)
    {
        var result = s_read.Evaluate(
            JsonSerializer.SerializeToElement(YamlJson.Read(text)), new EvaluationOptions { OutputFormat = OutputFormat.List });
        if (result.IsValid) return [];
        return [.. (result.Details ?? []).Where(detail => detail.Errors is not null)
            .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Key}: {error.Value}"))
            .DefaultIfEmpty("invalid")];
    }
}
