using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Starface.Cli.Tests.Support;

namespace Starface.Cli.Tests;

/// <summary>
/// The shell parts of the pipelines in docs/pipelines, run as their platforms run them, with a program in place of dotnet that is the tool
/// or ends as a test says.
/// </summary>
public sealed class PipelineShellTests : IDisposable
{
    private const string Dotnet = """
        #!/bin/sh
        printf '%s\n' "$*" >> "$CALLS"
        case "$1" in
          run) while [ "$1" != -- ]; do shift; done; shift ;;
          the-tool-of-the-action) ;;
          *) exit 0 ;;
        esac
        [ -z "$TOOL" ] || exec "$DOTNET" "$TOOL" "$@"
        printf '%s' "$SAID"
        exit "$ENDS"
        """;

    private readonly GitFolder _git = new();
    private readonly TemporaryFolder _place = new();
    private readonly Dictionary<string, string> _environment;

    public PipelineShellTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The scripts are bash's.");
        _place.Write("programs/dotnet", Dotnet + "\n");
        _place.Write("programs/az", "#!/bin/sh\necho 00000000-0000-0000-0000-000000000001\n");
        foreach (var program in new[] { "dotnet", "az" })
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(Path.Combine(_place.Path, "programs", program), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        _git.Write("Pulumi.yaml", "name: starface\n");
        _git.Write("Pulumi.one.yaml", StackText.Good);
        var target = _git.Commit();
        _git.Git("update-ref", "refs/remotes/origin/main", target);
        _git.Branch("change");
        _git.Write("Pulumi.one.yaml", StackText.Good.Replace("[10.8.0.0/16]", "[10.8.0.0/15]", StringComparison.Ordinal));
        _git.Commit();
        _environment = new()
        {
            ["PATH"] = $"{Path.Combine(_place.Path, "programs")}:{Environment.GetEnvironmentVariable("PATH")}",
            ["CALLS"] = Path.Combine(_place.Path, "calls"),
            ["DOTNET"] = Environment.GetEnvironmentVariable("PATH")!.Split(':')
                .Select(folder => Path.Combine(folder, "dotnet"))
                .FirstOrDefault(File.Exists) ?? "dotnet",
            ["TOOL"] = "",
            ["SAID"] = "",
            ["ENDS"] = "0",
            ["GITHUB_OUTPUT"] = Path.Combine(_place.Path, "output"),
            ["GITHUB_STEP_SUMMARY"] = Path.Combine(_place.Path, "summary"),
            ["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = target,
            ["SYSTEM_PULLREQUEST_TARGETBRANCH"] = "refs/heads/main",
            ["BUILD_ARTIFACTSTAGINGDIRECTORY"] = _place.Path,
            ["PIPELINE_WORKSPACE"] = _place.Path,
        };
    }

    public void Dispose()
    {
        _git.Dispose();
        _place.Dispose();
    }

    // A job passes where the tool ended as its words say: 0, and 2 where that is a change for people to look at.
    [Theory]
    [InlineData("github-actions.yml", "drift", false)]
    [InlineData("github-actions-names.yml", "names", false)]
    [InlineData("github-actions-review.yml", "plan", true)]
    [InlineData("gitlab-ci.yml", "drift", false)]
    [InlineData("gitlab-ci-names.yml", "names", false)]
    [InlineData("gitlab-ci-review.yml", "plan-review", true)]
    [InlineData("azure-devops.yml", null, false)]
    [InlineData("azure-devops-names.yml", null, false)]
    [InlineData("azure-devops-review.yml", "plan", true)]
    public void A_job_ends_as_the_tool_does(string file, string? job, bool passesFindings)
    {
        foreach (var code in new[] { 0, 1, 2, 134, 137 })
        {
            _environment["ENDS"] = $"{code}";
            _environment["SAID"] = "{}";
            File.Delete(_environment["GITHUB_OUTPUT"]);

            var passes = Run(file, job) == 0;

            Assert.True(passes == (code == 0 || (passesFindings && code == 2)), $"{file} passes: {passes} with {code}");
        }

        var commands = File.ReadAllLines(_environment["CALLS"]).Where(call => call.StartsWith("run ", StringComparison.Ordinal));
        Assert.All(
            commands,
            command => Assert.StartsWith("run --no-build -c Release --project src/Cli -- ", command, StringComparison.Ordinal));
    }

    // The other job fails for what is refused; here only a comment that could not be sent does.
    [Theory]
    [InlineData("github-actions-review.yml", "comment", "--post github")]
    [InlineData("gitlab-ci-review.yml", "comment-review", "--post gitlab")]
    [InlineData("azure-devops-review.yml", "comment", "--post azure-devops")]
    public void A_comment_that_was_not_sent_fails_its_job(string file, string job, string post)
    {
        foreach (var (code, said) in new[] { (0, "sent"), (2, "sent"), (1, "sent"), (1, ""), (137, "") })
        {
            _git.Git("checkout", "--quiet", "--force", "change");
            _git.Write("review.json", "{}");
            (_environment["ENDS"], _environment["SAID"]) = ($"{code}", said);

            Assert.Equal(said.Length > 0 ? 0 : code, Run(file, job));
        }

        var call = File.ReadAllLines(_environment["CALLS"]).Last(call => call.StartsWith("run ", StringComparison.Ordinal));
        Assert.Contains(post, call, StringComparison.Ordinal);
        Assert.EndsWith(" --send", call, StringComparison.Ordinal);
    }

    // The tool itself, on the repository of a change; the next job reads what it wrote.
    [Theory]
    [InlineData("github-actions-review.yml", "plan")]
    [InlineData("gitlab-ci-review.yml", "plan-review")]
    [InlineData("azure-devops-review.yml", "plan")]
    public void The_tool_reviews_the_change_that_is_checked_out(string file, string job)
    {
        _environment["TOOL"] = typeof(CommandLineApp).Assembly.Location;

        Assert.Equal(0, Run(file, job));

        var folder = file.StartsWith("azure", StringComparison.Ordinal) ? _place.Path : _git.Path;
        var review = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "review.json")))!;
        Assert.Equal("different", review["status"]!.GetValue<string>());
        Assert.Equal("one", review["changes"]![0]!["instances"]![0]!.GetValue<string>());
        if (!file.StartsWith("github", StringComparison.Ordinal)) return;
        Assert.Contains("| `one` |", File.ReadAllText(_environment["GITHUB_STEP_SUMMARY"]), StringComparison.Ordinal);
        Assert.Equal("code=2\n", File.ReadAllText(_environment["GITHUB_OUTPUT"]));
    }

    [Theory]
    [InlineData("1 2", 0, 0)]
    [InlineData("1 2", 1, 1)]
    [InlineData("1 2", 2, 2)]
    [InlineData("1", 2, 0)]
    [InlineData("", 1, 0)]
    [InlineData("", 137, 137)]
    public void The_action_fails_on_the_codes_that_are_named_and_where_something_ended_the_tool(string failOn, int code, int expected)
    {
        _environment["ENDS"] = $"{code}";
        _environment["SAID"] = "data";
        _environment["TOOL"] = "";
        foreach (var (name, value) in new[] { ("COMMAND", "check\n --all"), ("FOLDER", "."), ("OUTPUT", "data.txt"), ("FAIL_ON", failOn) })
            _environment[name] = value;
        var steps = YamlJson.Read(File.ReadAllText(Path.Combine(Checkout.Root, "action.yml")))!["runs"]!["steps"]!.AsArray();
        var script = steps.Single(step => step!["id"]?.GetValue<string>() == "run")!["run"]!.GetValue<string>();

        // The name of the tool is in a variable that the program in place of dotnet has for something else.
        var exitCode = Bash(
            ["--noprofile", "--norc", "-eo", "pipefail"],
            script.Replace("$TOOL", "the-tool-of-the-action", StringComparison.Ordinal));

        Assert.Equal(expected, exitCode);
        Assert.Equal($"exit-code={code}\n", File.ReadAllText(_environment["GITHUB_OUTPUT"]));
        Assert.Equal("data", File.ReadAllText(Path.Combine(_git.Path, "data.txt")));
        Assert.Equal("the-tool-of-the-action check --all", File.ReadAllLines(_environment["CALLS"])[^1]);
    }

    /// <summary>Runs the scripts of a job until one fails, each in the shell of its platform.</summary>
    private int Run(string file, string? job)
    {
        var text = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "pipelines", file));
        var document = YamlJson.Read(Regex.Replace(text, "(?m)^on:", "\"on\":"))!;
        var (shell, steps) = file switch
        {
            _ when file.StartsWith("github", StringComparison.Ordinal) =>
                (new[] { "-e" }, document["jobs"]![job!]!["steps"]!.AsArray().Where(HasToRun).Select(step => step!["run"])),
            _ when file.StartsWith("gitlab", StringComparison.Ordinal) =>
                (["-eo", "pipefail"], [string.Join('\n', document[job!]!["script"]!.AsArray().Select(line => line!.GetValue<string>()))]),
            _ =>
                (
                    new[] { "--noprofile", "--norc" },
                    StepsOfAzure(document, job).Select(step => step!["script"] ?? step["inputs"]?["inlineScript"])),
        };
        foreach (var step in steps)
        {
            if (step?.GetValue<string>() is { } script && Bash(shell, WithMacros(script)) is var code and not 0) return code;
        }

        return 0;
    }

    private int Bash(string[] options, string script)
    {
        var start = new ProcessStartInfo("bash", [.. options, _place.Write("step.sh", script + "\n")])
        {
            WorkingDirectory = _git.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in _environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }

    private static IEnumerable<JsonNode?> StepsOfAzure(JsonNode document, string? job) => (job is null
        ? document["steps"]
        : document["jobs"]!.AsArray().Single(one => one!["job"]!.GetValue<string>() == job)!["steps"])!.AsArray();

    /// <summary>Whether a step's condition, which is evaluated before the step runs, holds: only one kind is in the pipelines.</summary>
    private bool HasToRun(JsonNode? step)
    {
        const string Refused = "steps.review.outputs.code != '0' && steps.review.outputs.code != '2'";
        if (step!["run"] is null || step["if"] is not { } condition) return true;
        Assert.Equal(Refused, condition.GetValue<string>());
        return File.ReadAllText(_environment["GITHUB_OUTPUT"]) is not ("code=0\n" or "code=2\n");
    }

    /// <summary>What Azure DevOps puts into a script in place of its variables.</summary>
    private string WithMacros(string script) =>
        script.Replace("$(Build.ArtifactStagingDirectory)", _place.Path, StringComparison.Ordinal);
}
