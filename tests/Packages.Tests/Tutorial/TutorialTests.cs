using System.Text.Json.Nodes;

namespace Starface.Packages.Tests.Tutorial;

/// <summary>
/// The way of a new user: docs/tutorial.md, step by step, in an empty folder. The commands of Pulumi are not run; the program is built.
/// </summary>
[Trait("Category", "Slow")]
public sealed class TutorialTests(ConsumerBuilds builds) : IDisposable
{
    private const string Assembly = "../Acme/bin/Debug/net10.0/Acme.dll";

    private readonly string _folder = Directory.CreateTempSubdirectory("starface-tutorial-").FullName;
    private readonly List<string> _shown = [];
    private string _current = "";
    private TutorialCloud? _cloud;

    [Fact]
    public async Task Each_step_of_the_page_does_what_the_page_shows()
    {
        await Prepare();
        var page = Checkout.Read(TutorialStep.Page).ReplaceLineEndings("\n");
        foreach (var step in TutorialStep.Read(page))
        {
            if (step.File is { } file)
                await File.WriteAllTextAsync(Path.Combine(_folder, "Acme", file), step.Text, TestContext.Current.CancellationToken);
            else if (step.Shown is not null)
                await Show(step.Text);
            else
                foreach (var command in step.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)) await Run(command);
        }

        var written = TutorialStep.Rewrite(page, _shown);
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
            await File.WriteAllTextAsync(Path.Combine(Checkout.Root, TutorialStep.Page), written, TestContext.Current.CancellationToken);
        Assert.Equal(page, written);

        // What the page does not show: files load nothing, a plan is compiled as a program, and a build that fails says why.
        Assert.Contains("SFP5030", (await Tool("check")).Output, StringComparison.Ordinal);
        File.Delete(Path.Combine(_current, "Pulumi.customer-01.yaml"));
        await Run("starface-policy new customer-01 --policy office --cloud aws --assembly " + Assembly);
        Assert.Contains("starface:peers.door-stations", (await Tool("check", "--assembly", Assembly)).Output, StringComparison.Ordinal);
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "Acme", "Acme", "Broken.cs"), "broken", TestContext.Current.CancellationToken);
        Assert.Contains("The build says: ", (await Tool("list", "--build", "../Acme")).Output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The packages, and where the projects of the folder find them.</summary>
    private async Task Prepare()
    {
        _current = _folder;
        await DotNet.Succeed(
            Checkout.Root, "pack", "templates", "-c", ConsumerBuilds.Configuration, "-o", builds.Feed, "-v:q", "-nodeReuse:false");
        var known = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        // The packages of this machine are a second place, so that none of an earlier build is used.
        Write("nuget.config", $"""
            <configuration>
              <packageSources><add key="packed" value="{builds.Feed}" /></packageSources>
              <config><add key="globalPackagesFolder" value="{Path.Combine(_folder, "packages")}" /></config>
              <fallbackPackageFolders><add key="known" value="{known}" /></fallbackPackageFolders>
            </configuration>
            """);
        if (!File.Exists(Output("Infra", "Starface.PulumiStandIn.dll")))
        {
            await DotNet.Succeed(
                Checkout.Root, "pack", "src/Infra", "--no-build", "-c", ConsumerBuilds.Configuration, "-o", builds.Feed);
            return;
        }

        // Without the official packages the program's lines are compiled against the built project.
        Write("Directory.Build.targets", $"""
            <Project>
              <ItemGroup Condition="'$(MSBuildProjectName)' == 'Acme.Stack'">
                <PackageReference Remove="Starface.Infra" />
                <Reference Include="{Output("Infra", "Starface.Infra.dll")}" />
                <Reference Include="{Output("Infra", "Starface.PulumiStandIn.dll")}" />
              </ItemGroup>
            </Project>
            """);

        void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
    }

    private async Task Run(string command)
    {
        var words = command.Split(' ');
        switch (words)
        {
            case ["cd", var folder]:
                _current = Path.GetFullPath(Path.Combine(_current, folder));
                break;
            case ["pulumi", ..] or ["dotnet", "tool", "install", ..]:
                break;
            case ["dotnet", "new", "install", var package]:
                await DotNet.Succeed(_current, "new", "install", Directory.GetFiles(builds.Feed, package + ".*.nupkg").Single(),
                    "--debug:custom-hive", Path.Combine(_folder, "hive"));
                break;
            case ["dotnet", "new", ..]:
                await DotNet.Succeed(_current, [.. words[1..], "--debug:custom-hive", Path.Combine(_folder, "hive")]);
                break;
            case ["dotnet", ..]:
                await DotNet.Succeed(_current, [.. words[1..], "-nodeReuse:false"]);
                break;
            case ["starface-policy", ..]:
                var (exitCode, output) = await Tool(words[1..]);
                Assert.True(exitCode == 0, $"{command} ended with {exitCode}:\n{output}");
                break;
            case ["aws", "ec2", ..]:
                await Ask(words[2..], command);
                break;
            default:
                Assert.Fail($"The page has the command '{command}', which is not known here.");
                break;
        }
    }

    /// <summary>Asks the cloud, which has what the plan says before the first question.</summary>
    private async Task Ask(string[] words, string command)
    {
        if (_cloud is null)
        {
            await Run($"starface-policy compile --stack customer-01 --output {Path.Combine(_folder, "program")} --build ../Acme");
            var program = await File.ReadAllTextAsync(
                Path.Combine(_folder, "program", "Main.json"), TestContext.Current.CancellationToken);
            _cloud = new TutorialCloud(JsonNode.Parse(program)!);
        }

        var target = Array.IndexOf(words, ">");
        var answer = _cloud.Answer(target < 0 ? words : words[..target]);
        Assert.True(answer is not null, $"The cloud does not know '{command}'.");
        if (target < 0) return;
        await File.WriteAllTextAsync(
            Path.Combine(_current, words[target + 1]), answer.ToJsonString(), TestContext.Current.CancellationToken);
    }

    private async Task Show(string command)
    {
        var (exitCode, output) = await Tool(command.Split(' ')[1..]);
        _shown.Add(FormattableString.Invariant($"{output.ReplaceLineEndings("\n")}[exit code {exitCode}]\n"));
    }

    private Task<(int ExitCode, string Output)> Tool(params string[] arguments) =>
        DotNet.Run(_current, [Output("Cli", "Starface.Cli.dll"), .. arguments]);

    private static string Output(string project, string file) => Path.Combine(
        Checkout.Root, "artifacts", "bin", project, ConsumerBuilds.Configuration.ToLowerInvariant(), file);
}
