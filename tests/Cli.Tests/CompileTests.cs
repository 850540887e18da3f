using System.Text.Json;
using Starface.Cli.Tests.Support;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;

namespace Starface.Cli.Tests;

public sealed class CompileTests
{
    [Fact]
    public void The_program_registers_the_resources_of_the_preview()
    {
        using var folder = new TemporaryFolder();
        Tool.Run("compile", "--output", folder.Path).IsFine();
        var program = JsonDocument.Parse(folder.Read("Main.json")).RootElement;

        var compiled = program.GetProperty("resources")
            .EnumerateObject()
            .Select(resource => (resource.Name, Type: resource.Value.GetProperty("type").GetString()!))
            .Order();
        var previewed = Tool.Json("preview").GetProperty("stacks").EnumerateArray()
            .SelectMany(stack => stack.GetProperty("resources").EnumerateArray())
            .Select(resource => (resource.GetProperty("name").GetString()!, resource.GetProperty("type").GetString()!)).Order();

        Assert.Equal(previewed, compiled);
        Assert.Equal(["Main.json", "Pulumi.yaml"], folder.Files);
    }

    [Fact]
    public void The_project_runs_on_the_yaml_runtime()
    {
        using var folder = new TemporaryFolder();
        Tool.Run("compile", "--stack", "demo-aws", "--output", folder.Path).IsFine();

        Assert.Contains("\nname: starface\n", folder.Read("Pulumi.yaml"), StringComparison.Ordinal);
        Assert.Contains("\nruntime: yaml\n", folder.Read("Pulumi.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_project_reads_what_is_there_before_each_update()
    {
        using var folder = new TemporaryFolder();
        Tool.Run("compile", "--stack", "demo-aws", "--output", folder.Path).IsFine();

        var own = File.ReadAllText(Path.Combine(Checkout.Root, "src/Infra/Pulumi.yaml"));
        Assert.All(
            [own, folder.Read("Pulumi.yaml")],
            project => Assert.EndsWith("\noptions:\n  refresh: always\n", project, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void Protection_is_of_the_group_alone(string protect, bool expected)
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.safe.yaml", $"""
            config:
              starface:policy: yealink-phone-network
              starface:cloud: aws
              starface:protect: {protect}
            """);
        Tool.RunIn(folder.Environment, "compile", "--directory", ".", "--stack", "safe", "--output", "out").IsFine();
        var previewed = Tool.RunIn(folder.Environment, "preview", "--directory", ".", "--stack", "safe", "--format", "json").IsFine();

        string[] groups = expected ? ["safe"] : [];
        Assert.Equal(
            groups,
            JsonDocument.Parse(folder.Read("out/Main.json")).RootElement.GetProperty("resources").EnumerateObject()
                .Where(resource => resource.Value.GetProperty("options").TryGetProperty("protect", out _))
                .Select(resource => resource.Name));
        Assert.Equal(
            groups,
            JsonDocument.Parse(previewed.Output).RootElement.GetProperty("stacks")[0].GetProperty("resources").EnumerateArray()
                .Where(resource => resource.TryGetProperty("protect", out var flag) && flag.GetBoolean())
                .Select(resource => resource.GetProperty("name").GetString()));
    }

    [Fact]
    public void Providers_are_pinned_to_the_versions_the_project_references()
    {
        using var folder = new TemporaryFolder();
        Tool.Run("compile", "--output", folder.Path).IsFine();
        var packages = File.ReadAllText(Path.Combine(Checkout.Root, "Directory.Packages.props"));

        var (aws, azure) = (AwsTarget.Instance.Provider, AzureTarget.Instance.Provider);
        Assert.Contains($"<PulumiAwsVersion>{aws.Version}</PulumiAwsVersion>", packages, StringComparison.Ordinal);
        Assert.Contains($"<PulumiAzureVersion>{azure.Version}</PulumiAzureVersion>", packages, StringComparison.Ordinal);
        foreach (var resource in JsonDocument.Parse(folder.Read("Main.json")).RootElement.GetProperty("resources").EnumerateObject())
        {
            var expected = resource.Value.GetProperty("type").GetString()!.StartsWith(aws.Package + ":", StringComparison.Ordinal)
                ? aws
                : azure;
            Assert.StartsWith(expected.Package + ":", resource.Value.GetProperty("type").GetString()!, StringComparison.Ordinal);
            Assert.Equal(expected.Version, resource.Value.GetProperty("options").GetProperty("version").GetString());
        }
    }

    [Fact]
    public void Outputs_are_the_group_and_the_digest_of_each_instance()
    {
        using var folder = new TemporaryFolder();
        Tool.Run("compile", "--output", folder.Path).IsFine();
        var outputs = JsonDocument.Parse(folder.Read("Main.json")).RootElement.GetProperty("outputs");
        Assert.Equal("${demo-aws.id}", outputs.GetProperty("demo-aws-groupId").GetString());
        Assert.Equal("${demo-azure.id}", outputs.GetProperty("demo-azure-groupId").GetString());
        Assert.Equal("${demo-aws-digest.value}", outputs.GetProperty("demo-aws-digest").GetString());
        Assert.Equal("${demo-azure.tags[\"starface-policy:digest\"]}", outputs.GetProperty("demo-azure-digest").GetString());
    }

    [Fact]
    public void Running_twice_gives_the_same_bytes_and_overwrites_the_first_run()
    {
        using var folder = new TemporaryFolder();
        Tool.Run("compile", "--output", folder.Path).IsFine();
        var first = (
            File.ReadAllBytes(Path.Combine(folder.Path, "Main.json")), File.ReadAllBytes(Path.Combine(folder.Path, "Pulumi.yaml")));

        Tool.Run("compile", "--output", folder.Path).IsFine();

        Assert.Equal(first.Item1, File.ReadAllBytes(Path.Combine(folder.Path, "Main.json")));
        Assert.Equal(first.Item2, File.ReadAllBytes(Path.Combine(folder.Path, "Pulumi.yaml")));
        Assert.Equal(["Main.json", "Pulumi.yaml"], folder.Files);
    }

    [Fact]
    public void Dollar_signs_in_texts_and_keys_are_escaped_and_references_are_not()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.costs.yaml", """
            config:
              starface:policy: yealink-phone-network
              starface:cloud: aws
              starface:tags:
                price$: "5 ${demo.id} $$ $"
            """);
        Tool.RunIn(folder.Environment, "compile", "--directory", ".", "--stack", "costs", "--output", "out").IsFine();
        var resources = JsonDocument.Parse(folder.Read("out/Main.json")).RootElement.GetProperty("resources");

        Assert.Equal(
            "5 $${demo.id} $$$$ $$",
            resources.GetProperty("costs").GetProperty("properties").GetProperty("tags").GetProperty("price$$").GetString());
        foreach (var text in Texts(resources))
        {
            var unescaped = text.Replace("$$", "", StringComparison.Ordinal);
            Assert.True(!unescaped.Contains('$', StringComparison.Ordinal) || IsReference(unescaped, resources), text);
        }
    }

    [Theory]
    [InlineData("\U0001F680", "\"\U0001F680\"")]
    [InlineData("a\U0001F680\u00E9\U00020000b", "\"a\U0001F680\u00E9\U00020000b\"")]
    [InlineData("\\uD83D\\uDE80", """ "\\uD83D\\uDE80" """)]
    [InlineData("\\\U0001F680#\U0001F680", "\"\\\\\U0001F680#\U0001F680\"")]
    public void Characters_above_the_basic_plane_stand_as_themselves(string tag, string json)
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.rocket.yaml", $"""
            config:
              starface:policy: yealink-phone-network
              starface:cloud: aws
              starface:tags:
                launch: '{tag}'
                '{tag}': key
            """);

        Tool.RunIn(folder.Environment, "compile", "--directory", ".", "--stack", "rocket", "--output", "out").IsFine();

        var main = folder.Read("out/Main.json");
        Assert.Contains($"\"launch\": {json.Trim()}", main, StringComparison.Ordinal);
        Assert.Contains($"{json.Trim()}: \"key\"", main, StringComparison.Ordinal);
        var resources = JsonDocument.Parse(main).RootElement.GetProperty("resources");
        var tags = resources.GetProperty("rocket").GetProperty("properties").GetProperty("tags");
        Assert.Equal(tag, tags.GetProperty("launch").GetString());
        Assert.Equal("key", tags.GetProperty(tag).GetString());
    }

    [Theory]
    [InlineData("launch: \"\\U000E0001\"")]
    [InlineData("\"x\\U000E0041\": y")]
    public void A_character_that_the_runtime_cannot_read_and_nobody_sees_is_refused(string tag)
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "Pulumi.hidden.yaml",
            $"config:\n  starface:policy: yealink-phone-network\n  starface:cloud: aws\n  starface:tags: {{{tag}}}\n");

        Tool.RunIn(folder.Environment, "compile", "--directory", ".", "--stack", "hidden", "--output", "out")
            .IsError("has an invisible character above U+FFFF", "remove it");
    }

    [Fact]
    public void References_name_resources_of_the_program_even_with_dots_in_their_names()
    {
        using var folder = new TemporaryFolder();
        Tool.Run("compile", "--stack", "demo-aws", "--output", folder.Path).IsFine();
        var resources = JsonDocument.Parse(folder.Read("Main.json")).RootElement.GetProperty("resources");
        var references = Texts(resources).Where(text => text.StartsWith("${", StringComparison.Ordinal)).ToList();

        Assert.Contains(references, reference => reference.StartsWith("${[\"", StringComparison.Ordinal));
        Assert.All(references, reference => Assert.True(IsReference(reference, resources), reference));
    }

    [Fact]
    public void A_missing_folder_is_made()
    {
        using var folder = new TemporaryFolder();
        Tool.Run("compile", "--stack", "demo-azure", "--output", Path.Combine(folder.Path, "a", "b")).IsFine();
        Assert.Equal(["a", "a/b", "a/b/Main.json", "a/b/Pulumi.yaml"], folder.Files.Select(file => file.Replace('\\', '/')));
    }

    [Fact]
    public void A_project_that_others_wrote_is_not_overwritten()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: mine\nruntime: nodejs\n");

        Tool.Run("compile", "--stack", "demo-aws", "--output", folder.Path)
            .IsError("Pulumi.yaml", "did not write", "name an empty folder");

        Assert.Equal(["Pulumi.yaml"], folder.Files);
        Assert.Equal("name: mine\nruntime: nodejs\n", folder.Read("Pulumi.yaml"));
    }

    [Fact]
    public void A_plan_with_errors_is_not_compiled()
    {
        using var folder = new TemporaryFolder();
        var prefixes = string.Join(',', Enumerable.Range(0, 64).SelectMany(i => new[] { $"10.{i}.0.0/24", $"10.{i}.2.0/24" }));

        Tool.Run(
            "compile", "--policy", "cloud-pbx-vpn", "--cloud", "aws", "--peer", "vpn="
                + prefixes, "--peer", "resolvers=192.0.2.53", "--peer", "time-servers=192.0.2.123",
            "--output", folder.Path).IsError("SFP4002");

        Assert.Empty(folder.Files);
    }

    [Fact]
    public void A_tag_that_the_runtime_would_take_for_a_function_is_a_problem()
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "Pulumi.tagged.yaml",
            "config:\n  starface:policy: yealink-phone-network\n  starface:cloud: aws\n  starface:tags:\n    fn::secret: x\n");

        Tool.RunIn(folder.Environment, "compile", "--directory", folder.Path, "--stack", "tagged", "--output", "out")
            .IsError("fn::secret", "choose another key");
    }

    private static bool IsReference(string text, JsonElement resources)
    {
        // A property refers to an id, a dependency to the resource itself.
        var inner = !text.StartsWith("${", StringComparison.Ordinal) ? ""
            : text.EndsWith(".id}", StringComparison.Ordinal) ? text[2..^4]
            : text[2..^1];
        var name = inner.StartsWith("[\"", StringComparison.Ordinal)
            ? inner[2..^2] : inner.Contains('.', StringComparison.Ordinal) ? ""
            : inner;
        return name.Length > 0 && resources.TryGetProperty(name, out _);
    }

    private static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Texts(property.Value)),
        _ => [],
    };
}
