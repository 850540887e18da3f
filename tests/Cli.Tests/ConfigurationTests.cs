using System.Text.Json;
using Starface.Cli.Hosting;
using Starface.Cli.Tests.Support;

namespace Starface.Cli.Tests;

/// <summary>
/// A stack's configuration as Pulumi hands it to the program: where it may stand, in which notations, and what is said where it cannot be
/// read here.
/// </summary>
public sealed class ConfigurationTests : IDisposable
{
    private const string Project = "name: starface\nruntime: dotnet\n";

    private readonly TemporaryFolder _folder = new();

    public ConfigurationTests() => _folder.Write("Pulumi.yaml", Project);

    public void Dispose() => _folder.Dispose();

    // The same configuration as StackText.Good, in other places and notations.
    public static TheoryData<string, string> Same => new()
    {
        { StackText.Good.Replace("starface:", "", StringComparison.Ordinal), Project },
        { StackText.Good.Replace("starface:", "starface:config:", StringComparison.Ordinal), Project },
        {
            """
            base: &base {resolvers: [192.0.2.53], time-servers: [192.0.2.123]}
            config:
              starface:cloud: aws
              starface:policy: cloud-pbx-vpn
              starface:peers:
                <<: *base
                vpn: [10.8.0.0/16]
            """,
            Project
        },
        {
            """
            config:
              starface:cloud: aws
              starface:policy: cloud-pbx-vpn
              starface:peers: '{"vpn":["10.8.0.0/16"],"resolvers":["192.0.2.53"],"time-servers":["192.0.2.123"]}'
            """,
            Project
        },
        { "config:\n  starface:peers: {vpn: [10.8.0.0/16], resolvers: [192.0.2.53], time-servers: [192.0.2.123]}\n",
            Project + "config:\n  cloud: aws\n  starface:policy:\n    value: cloud-pbx-vpn\n" },
        { "", Project + """
            config:
              cloud: {type: string, default: aws}
              policy: {type: string, default: cloud-pbx-vpn}
              peers:
                type: object
                default: {vpn: [10.8.0.0/16], resolvers: [192.0.2.53], time-servers: [192.0.2.123]}
            """ },
        { StackText.Good.Replace("vpn: [10.8", "&name vpn: [10.8", StringComparison.Ordinal), Project },
        { StackText.Good, Project + "config:\n  starface:cloud: azure\n  policy: {default: cloud-pbx}\n" },
    };

    [Theory]
    [MemberData(nameof(Same))]
    public void The_same_configuration_is_the_same_plan_wherever_it_stands(string stack, string project)
    {
        _folder.Write("Pulumi.yaml", project);
        _folder.Write("Pulumi.same.yaml", stack);
        var changed = Run("preview", "--stack", "same", "--format", "json").IsFine().Output;
        _folder.Write("Pulumi.yaml", Project);
        _folder.Write("Pulumi.same.yaml", StackText.Good);

        Assert.Equal(Run("preview", "--stack", "same", "--format", "json").IsFine().Output, changed);
    }

    [Theory]
    [
        InlineData(
            "starface:pbxVersion: 7.10",
            "Pulumi.bad.yaml:8:24: starface:pbxVersion: '7.10' is not quoted",
            "(7.1); quote it: \"7.10\""),
    ]
    [InlineData("starface:pbxVersion: 7.0", "as a number (7)", "quote it: \"7.0\"")]
    [InlineData("starface:pbxVersion: 2027-01-31", "as a date", "quote it: \"2027-01-31\"")]
    [InlineData("starface:tags: {version: 7.10}", "Pulumi.bad.yaml:8:19: starface:tags.version: '7.10'", "quote it: \"7.10\"")]
    [InlineData("starface:tags: {customer: 4711}", "'4711' is not quoted, so Pulumi passes it on as a number", "quote it: \"4711\"")]
    [InlineData("starface:tags: {since: 2027-01-31}", "as a date", "quote it: \"2027-01-31\"")]
    [InlineData("starface:tags: {production: True}", "as true or false (true)", "quote it: \"True\"")]
    [InlineData("starface:tags: {007: x}", "Pulumi.bad.yaml:8:19: '007'", "quote it: \"007\"")]
    [InlineData("starface:name: True", "starface:name: 'True'", "quote it: \"True\"")]
    [
        InlineData(
            "starface:peerSets: {2024: [10.0.0.0/8]}\n  starface:hosts: {siptrunk.de: [2024]}",
            "'2024' is not quoted",
            "quote it: \"2024\""),
    ]
    [InlineData("starface:tags: {a: .inf}", "refuses the value '.inf'", "quote it")]
    [InlineData("starface:tags: '{\"a\":1,\"a\":2}'", "8:18: starface:tags: Duplicate key 'a'", "remove one")]
    [InlineData("starface:tags: '{\"a\":'", "8:18: starface:tags: This is not valid JSON", "")]
    [InlineData("starface:tags: '{\"customer\": 4711}'", "8:18: starface:tags.customer: '4711' is not quoted", "")]
    [InlineData("starface:cloud: aws", "Duplicate key 'starface:cloud'", "remove one")]
    [InlineData("cloud: aws", "'cloud' is the same key as 'starface:cloud' on line 2", "keep one")]
    [InlineData("starface:config:cloud: aws", "is the same key as 'starface:cloud' on line 2", "keep one")]
    [InlineData("a:b:c: aws", "'a:b:c' is not a valid key", "'namespace:name'")]
    [InlineData("starface:hosts: {secure: v1:abc=}", "Pulumi.bad.yaml:8:19: starface:hosts: The value is a secret", "pulumi preview")]
    [
        InlineData(
            "starface:hosts: {siptrunk.de: [{secure: v1:abc=}]}",
            "starface:hosts.siptrunk.de[0]: The value is a secret",
            "pulumi preview"),
    ]
    [InlineData("starface:instancesFile: none.json", "'none.json' cannot be read", "name a file")]
    [
        InlineData(
            "starface:instancesFile: ../x.json",
            "Expected a file in the project's folder, found the value '../x.json'",
            "instances.json"),
    ]
    [InlineData("starface:instancesFile: /etc/passwd", "Expected a file in the project's folder", "instances.json")]
    [InlineData("starface:instancesFile: x.json\n  starface:instances: []", "as well", "keep one of the two")]
    public void What_would_be_something_else_in_the_program_is_refused_at_its_place(string line, string problem, string fix)
    {
        _folder.Write("Pulumi.bad.yaml", $"{StackText.Good}  {line}\n");

        Run("preview", "--stack", "bad").IsError(problem, fix);
        Run("explain", "--stack", "bad", "--from", "192.0.2.1", "--port", "1").IsError(problem, fix);
        Run("compile", "--stack", "bad", "--output", "out").IsError(problem, fix);
        Assert.Equal(1, Run("check", "--stack", "bad").ExitCode);
    }

    [Theory]
    [InlineData("starface:settings: {WebPort: 0x1F90}", "8080")]
    [InlineData("starface:settings: {WebPort: 8_443}", "8443")]
    [InlineData("starface:settings: {WebPort: 8443.0}", "8443")]
    [InlineData("starface:settings: {WebPort: \"8443\"}", "8443")]
    public void A_number_is_the_one_that_the_program_receives(string line, string port)
    {
        _folder.Write("Pulumi.good.yaml", $"{StackText.Good}  {line}\n");

        Assert.Contains($"-in-tcp-{port}-10.8.0.0-16", Run("preview", "--stack", "good").IsFine().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_of_providers_are_left_to_pulumi()
    {
        _folder.Write("Pulumi.good.yaml", StackText.Good + "  aws:secretKey: {secure: v1:abc=}\n");

        Run("preview", "--stack", "good").IsFine();
    }

    [Fact]
    public void Environments_are_said_to_be_unread()
    {
        _folder.Write("Pulumi.esc.yaml", "environment:\n  - prod\n" + StackText.Good);

        var preview = Run("preview", "--stack", "esc");
        var check = Run("check", "--stack", "esc", "--format", "json");

        Assert.Equal(0, preview.ExitCode);
        Assert.Single(preview.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("note SFP5013: Pulumi.esc.yaml:1:1: environment: ", preview.Error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(check.Output);
        var found = json.RootElement.GetProperty("problems").EnumerateArray().Single(problem => problem.Text("id") == "SFP5013");
        Assert.Equal("warning", found.Text("severity"));
        Assert.Equal("Pulumi.esc.yaml", found.GetProperty("place").Text("file"));
        Assert.Equal(1, check.ExitCode);
        Assert.Equal(1, Run("check", "--stack", "esc", "--fail-on", "warning").ExitCode);

        // What a file lacks may be in the environment.
        _folder.Write("Pulumi.esc.yaml", "environment:\n  - prod\nconfig:\n  starface:cloud: aws\n");
        Run("preview", "--stack", "esc").IsError("note SFP5013: Pulumi.esc.yaml:1:1: ", "starface:policy: The policy is missing");
        Assert.Contains("SFP5013", Run("check", "--stack", "esc").Output, StringComparison.Ordinal);

        _folder.Write("Pulumi.esc.yaml", "environment: []\n" + StackText.Good);
        Run("preview", "--stack", "esc").IsFine();
    }

    /// <summary>A command that says that all is well, or whose output takes effect, has to know all that the program receives.</summary>
    [Fact]
    public void Nothing_is_said_to_be_well_of_a_configuration_that_is_not_all_known()
    {
        _folder.Write("Pulumi.esc.yaml", "environment:\n  - prod\n" + StackText.Good);
        _folder.Write("Pulumi.plain.yaml", StackText.Good);
        _folder.Write("plan.json", Run("preview", "--stack", "plain", "--format", "json").Output);
        string[][] verdicts =
        [
            ["diff", "plain", "esc"], ["diff", "esc", "plan.json"], ["check", "--stack", "esc"],
            ["explain", "--stack", "esc", "--from", "10.8.0.1", "--port", "443"],
            ["preview", "--stack", "esc", "--against", "plan.json"], ["preview", "--stack", "plain", "--against", "esc"],
            ["compile", "--stack", "esc", "--output", "out"], ["export", "--to", "nftables", "--stack", "esc"],
        ];
        _folder.Write("config.json", ListedConfig);

        Assert.All(verdicts, args =>
        {
            var unknown = Run(args);
            Assert.Equal(1, unknown.ExitCode);
            Assert.Contains("SFP5013", unknown.Output + unknown.Error, StringComparison.Ordinal);

            Assert.DoesNotContain("SFP5013", Run([.. args, "--environment", "config.json"]).Error, StringComparison.Ordinal);
        });
        Assert.Equal(0, Run("check", "--stack", "esc", "--environment", "esc=config.json").ExitCode);
        Assert.Equal(1, Run("check", "--stack", "esc", "--environment", "other=config.json").ExitCode);
    }

    /// <summary>A file does not become certain by being written.</summary>
    [Fact]
    public void A_plan_that_was_saved_without_the_values_of_environments_is_not_compared_with()
    {
        _folder.Write("Pulumi.esc.yaml", "environment:\n  - prod\n" + StackText.Good);
        _folder.Write("Pulumi.plain.yaml", StackText.Good);
        _folder.Write("config.json", ListedConfig);
        var saved = Run("preview", "--stack", "esc", "--stack", "plain", "--format", "json");
        _folder.Write("plan.json", saved.Output);
        string[][] comparisons =
        [
            ["diff", "plan.json", "plain"], ["diff", "plain", "plan.json"], ["preview", "--stack", "plain", "--against", "plan.json"],
            ["check", "--stack", "plain", "--against", "plan.json"],
            ["compile", "--stack", "plain", "--against", "plan.json", "--output", "out"],
        ];

        Assert.Equal(0, saved.ExitCode);
        var problem = Assert.Single(
            JsonDocument.Parse(saved.Output).RootElement.GetProperty("problems").EnumerateArray());
        Assert.Equal(("SFP5013", "warning"), (problem.Text("id"), problem.Text("severity")));
        Assert.All(comparisons, args => Run(args).IsError("without the values of environments (SFP5013)", "--environment"));

        _folder.Write(
            "plan.json",
            Run("preview", "--stack", "esc", "--stack", "plain", "--format", "json", "--environment", "config.json").IsFine().Output);
        Assert.Equal(0, Run("preview", "--stack", "plain", "--against", "plan.json").ExitCode);
    }

    private const string ListedConfig = """
        {
          "aws:region": {"value": "eu-west-1", "secret": false},
          "starface:cloud": {"value": "azure", "secret": false},
          "starface:peers": {"value": "{\"vpn\":[\"10.9.0.0/16\"],\"resolvers\":[\"192.0.2.53\"],\"time-servers\":[\"192.0.2.123\"]}", "objectValue": {}, "secret": false},
          "starface:policy": {"value": "cloud-pbx-vpn", "secret": false}
        }
        """;

    /// <summary>The stack's own values come first; whole values are added, in either form.</summary>
    [Theory]
    [InlineData(ListedConfig)]
    [InlineData(
        """
        {"environmentVariables": {"A": "b"}, "pulumiConfig": {"aws:region": "eu-west-1", "starface:cloud": "azure", "starface:policy": "cloud-pbx-vpn",
         "starface:peers": {"vpn": ["10.9.0.0/16"], "resolvers": ["192.0.2.53"], "time-servers": ["192.0.2.123"]}}}
        """)]
    public void The_values_of_environments_are_added_to_those_of_the_stack(string values)
    {
        _folder.Write("Pulumi.esc.yaml", "environment:\n  - prod\nconfig:\n  starface:cloud: aws\n");
        _folder.Write("values.json", values);
        _folder.Write(
            "Pulumi.plain.yaml",
            StackText.Good.Replace("10.8.", "10.9.", StringComparison.Ordinal) + "  starface:name: esc\n  aws:region: eu-west-1\n");

        var added = Run("preview", "--stack", "esc", "--environment", "values.json", "--format", "json").IsFine();
        var plain = Run("preview", "--stack", "plain", "--format", "json").IsFine();
        Assert.Equal(plain.Output.Replace("\"plain\"", "\"esc\"", StringComparison.Ordinal), added.Output);
    }

    [Theory]
    [InlineData("[]", "neither the output of")]
    [InlineData("{\"a\": 1}", "neither the output of")]
    [InlineData("{\"pulumiConfig\": 1}", "neither the output of")]
    [InlineData("{", "values.json")]
    [InlineData("{\"starface:policy\": {\"secret\": true}}", "SFP5012")]
    [InlineData(null, "cannot be read")]
    public void A_file_that_has_no_values_of_environments_is_refused(string? text, string expected)
    {
        _folder.Write("Pulumi.esc.yaml", "environment:\n  - prod\nconfig:\n  starface:cloud: aws\n");
        if (text is not null) _folder.Write("values.json", text);

        Run("preview", "--stack", "esc", "--environment", "values.json").IsError(expected);
    }

    [Fact]
    public void A_configuration_that_no_program_can_be_started_with_is_said_to_be_so()
    {
        // What the engine sets, in its own words: the variable with the JSON of all keys, and the byte that ends it.
        var variable = "PULUMI_CONFIG=" + """{"aws:x":"","starface:cloud":"aws","starface:peers":"{\"resolvers\":[\"192.0.2.53\"],"""
            + """\"time-servers\":[\"192.0.2.123\"],\"vpn\":[\"10.8.0.0/16\"]}","starface:policy":"cloud-pbx-vpn"}""" + "\0";
        var rest = new string('x', 131072 - variable.Length);

        _folder.Write("Pulumi.large.yaml", $"{StackText.Good}  aws:x: {rest}\n");
        Run("preview", "--stack", "large").IsFine();
        _folder.Write("Pulumi.large.yaml", $"{StackText.Good}  aws:x: {rest}x\n");
        Assert.StartsWith("note SFP5014: Pulumi.large.yaml: ", Run("preview", "--stack", "large").Error, StringComparison.Ordinal);
        Assert.Contains("SFP5014", Run("check", "--stack", "large").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Instances_come_from_a_file_as_from_the_configuration()
    {
        const string Instances = """
            [
              {"name": "one", "pbxVersion": "7.0.0.19"},
              {"name": "two", "settings": {"WebPort": 8443}}
            ]
            """;
        _folder.Write("Pulumi.inline.yaml", $"{StackText.Good}  starface:instances: {Instances.ReplaceLineEndings(" ")}\n");
        _folder.Write("Pulumi.file.yaml", $"{StackText.Good}  starface:instancesFile: lists/pbx.json\n");
        _folder.Write("lists/pbx.json", Instances);

        Assert.Equal(
            Run("preview", "--stack", "inline", "--format", "json").IsFine().Output.Replace("inline", "file", StringComparison.Ordinal),
            Run("preview", "--stack", "file", "--format", "json").IsFine().Output);
    }

    [Theory]
    [
        InlineData(
            "[\n  {\"name\": \"one\",\n   \"pbxVersion\": 7.10}\n]",
            "lists/pbx.json:3:18: starface:instances[0].pbxVersion: '7.10'",
            "7.10"),
    ]
    [InlineData("[\n  {\"name\": \"ä\"}\n]", "lists/pbx.json:2:12: starface:instances[0].name: 'ä'", "write a letter")]
    [InlineData("[\n  {\"name\": }\n]", "lists/pbx.json:2:12: This is not valid JSON", "")]
    [InlineData("[{\"name\": \"a\", \"name\": \"b\"}]", "lists/pbx.json:1:16: Duplicate key 'name'", "remove one")]
    [InlineData("", "lists/pbx.json:1:1: This is not valid JSON", "")]
    [InlineData("{}", "lists/pbx.json:1:1: starface:instances: Expected a list with at least one instance, found a map", "")]
    [InlineData("[{\"name\": \"\\ud83d\"}]", "lists/pbx.json:1:11: A text has half of a character", "")]
    public void A_problem_in_the_file_of_the_instances_has_its_place(string text, string problem, string fix)
    {
        _folder.Write("Pulumi.bad.yaml", $"{StackText.Good}  starface:instancesFile: lists/pbx.json\n");
        _folder.Write("lists/pbx.json", text);

        Run("preview", "--stack", "bad").IsError(problem, fix);
        Assert.Contains(" lists/pbx.json:", Run("check", "--stack", "bad").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_stacks_lie_where_the_project_says()
    {
        _folder.Write("Pulumi.yaml", Project + "stackConfigDir: stacks\n");
        _folder.Write("stacks/Pulumi.good.yaml", StackText.Good);

        Assert.Contains("stacks/Pulumi.good.yaml", Run("preview", "--stack", "good").IsFine().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Pulumi.json", "Pulumi reads the project from Pulumi.json")]
    [InlineData("Pulumi.yml", "")]
    public void A_project_file_that_pulumi_prefers_is_a_problem(string file, string problem)
    {
        _folder.Write("Pulumi.good.yaml", StackText.Good);
        _folder.Write(file, "{\"name\": \"starface\"}");

        var result = Run("preview", "--stack", "good");

        if (problem.Length == 0) result.IsFine();
        else result.IsError(problem, "rename it to Pulumi.yaml");
    }

    [Fact]
    public void A_key_without_namespace_is_the_projects()
    {
        _folder.Write("Pulumi.yaml", "name: telephony\nruntime: dotnet\n");
        _folder.Write("Pulumi.bad.yaml", StackText.Good.Replace("starface:cloud", "cloud", StringComparison.Ordinal));

        Run("preview", "--stack", "bad").IsError("Unknown key 'telephony:cloud'", "did you mean 'starface:cloud'?");
        File.Delete(Path.Combine(_folder.Path, "Pulumi.yaml"));
        Run("preview", "--stack", "bad", "--directory", ".")
            .IsError("Pulumi.bad.yaml:2:3: 'cloud' has no namespace", "write 'starface:cloud'");
    }

    [Fact]
    public void What_is_wrong_with_the_project_is_said_of_the_project()
    {
        _folder.Write("Pulumi.good.yaml", StackText.Good);
        _folder.Write("Pulumi.yaml", Project + "config:\n  pbxVersion: {type: string}\n");
        Run("preview", "--stack", "good")
            .IsError("Pulumi.good.yaml: starface:pbxVersion: Pulumi.yaml declares", "add it to the stack's file");
        _folder.Write("Pulumi.yaml", Project + "config:\n  pbxVersion: 7.10\n");
        Run("preview", "--stack", "good").IsError("Pulumi.yaml:4:15: '7.10' is not quoted", "quote it: \"7.10\"");
        _folder.Write("Pulumi.yaml", Project + "config:\n  pbxVersion: {value: 7.10}\n");
        Run("preview", "--stack", "good").IsError("Pulumi.yaml:4:23: starface:pbxVersion: '7.10'", "quote it: \"7.10\"");
        Assert.Contains(" Pulumi.yaml:4:23", Run("check", "--stack", "good").Output, StringComparison.Ordinal);
        _folder.Write("Pulumi.yaml", Project + "config:\n  peers: {type: array, items: {type: string}}\n");
        Run("preview", "--stack", "good")
            .IsError("Pulumi.good.yaml:5:5: Pulumi.yaml declares 'starface:peers' as array<string>, found a map");
        _folder.Write("Pulumi.yaml", "runtime: dotnet\n");
        Run("preview", "--stack", "good").IsError("Pulumi.yaml: The project has no name", "name: starface");
    }

    [Theory]
    [InlineData("preview")]
    [InlineData("check")]
    [InlineData("compile --stack demo-aws --output out")]
    [InlineData("explain --stack demo-aws --from 192.0.2.1 --port 1")]
    [InlineData("diff demo-aws demo-azure")]
    public void The_stacks_of_another_folder_are_never_used_in_silence(string command)
    {
        File.Delete(Path.Combine(_folder.Path, "Pulumi.yaml"));
        _folder.Write("Pulumi.mine.yaml", StackText.Good);

        var result = Tool.RunIn(new CliEnvironment(_folder.Path, Checkout.Root), command.Split(' '));

        var line = Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith(
            "note SFP5015: There is no Pulumi.yaml in this folder or above it; the stacks of ", line, StringComparison.Ordinal);
        Assert.Contains("src/Infra are used; name another folder with --directory", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_above_the_folder_is_pulumis_own_choice()
    {
        _folder.Write("Pulumi.good.yaml", StackText.Good);
        _folder.Write("deeper/still/x", "");

        var below = new CliEnvironment(Path.Combine(_folder.Path, "deeper", "still"), Checkout.Root);

        Tool.RunIn(below, "preview", "--stack", "good").IsFine();
    }

    [Fact]
    public void Aliases_cannot_nest_deeper_than_text_can()
    {
        var yaml = "a0: &a0 [x]\n" + string.Concat(Enumerable.Range(1, 20000).Select(i => $"a{i}: &a{i} [*a{i - 1}]\n"));
        _folder.Write("Pulumi.deep.yaml", yaml + StackText.Good + "  starface:hosts: *a20000\n");

        Run("preview", "--stack", "deep").IsError("Pulumi.deep.yaml:64:12", "nested too deeply");
    }

    [Fact]
    public void Aliases_that_multiply_cost_no_memory()
    {
        var yaml = "a0: &a0 [x, x, x]\n"
            + string.Concat(Enumerable.Range(1, 40).Select(i => $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}]\n"));
        _folder.Write("Pulumi.bomb.yaml", yaml + StackText.Good + "  starface:hosts: *a40\n  aws:x: *a40\n");

        Run("preview", "--stack", "bomb").IsError("starface:hosts: Expected a map, found a list");
    }

    private CliResult Run(params string[] args) => Tool.RunIn(_folder.Environment, args);
}
