using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Starface.Packages.Tests;

/// <summary>
/// The way of a new user: the template in an empty folder, a service of one's own, its test, and the command line and the Pulumi program on
/// the result.
/// </summary>
[Trait("Category", "Slow")]
public sealed class TemplateTests(ConsumerBuilds builds) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("starface-template-").FullName;

    [Fact]
    public async Task A_project_of_the_template_is_tested_checked_previewed_and_compiled()
    {
        await DotNet.Succeed(
            Checkout.Root, "pack", "templates", "-c", ConsumerBuilds.Configuration, "-o", builds.Feed, "-v:q", "-nodeReuse:false");
        var package = Assert.Single(Directory.GetFiles(builds.Feed, "Starface.Templates.*.nupkg"));
        var hive = Path.Combine(_folder, "hive");
        await DotNet.Succeed(_folder, "new", "install", package, "--debug:custom-hive", hive);
        await DotNet.Succeed(_folder, "new", "starface-policies", "-n", "Acme", "-o", "acme", "--debug:custom-hive", hive);
        var project = Path.Combine(_folder, "acme");
        Write("nuget.config", $"""
            <configuration>
              <packageSources><add key="packed" value="{builds.Feed}" /></packageSources>
              <config><add key="globalPackagesFolder" value="{Path.Combine(_folder, "packages")}" /></config>
              <fallbackPackageFolders><add key="known" value="{KnownPackages()}" /></fallbackPackageFolders>
            </configuration>
            """);
        var isStandIn = File.Exists(InfraOutput("Starface.PulumiStandIn.dll"));
        if (isStandIn) Write("Directory.Build.targets", StandIn());
        else await DotNet.Succeed(Checkout.Root, "pack", "src/Infra", "--no-build", "-c", ConsumerBuilds.Configuration, "-o", builds.Feed);

        // A service more, and what is expected of it.
        Write("Acme/Intercom.cs", """
            using Starface.Policy;
            namespace Acme;
            [Service("intercom", Title = "Intercom")]
            [Inbound(Protocol.Udp, 7000, Source = "Manual of the intercom, page 3")]
            public sealed partial class Intercom;
            """);
        Replace("Acme/Office.cs", "[Allow<Dns, Resolvers>]", "[Allow<Intercom, DoorStations>]\n[Allow<Dns, Resolvers>]");
        Replace(
            "Acme.Tests/OfficeTests.cs",
            "[InlineData(\"outbound udp 192.0.2.53 53\")]",
            "[InlineData(\"outbound udp 192.0.2.53 53\")]\n    [InlineData(\"inbound udp 203.0.113.65 7000\")]");
        var tests = await DotNet.Succeed(project, "test", "Acme.Tests", "-nodeReuse:false");
        Assert.Contains("Passed!  - Failed:     0, Passed:     7", tests, StringComparison.Ordinal);

        // The Pulumi program is built with its policies, and stops where there is no engine.
        await DotNet.Succeed(project, "build", "stack", "-v:q", "-nodeReuse:false");

        var stack = Path.Combine(project, "stack");
        string[] assembly = ["--assembly", "../Acme/bin/Debug/net10.0/Acme.dll"];
        Assert.Contains(
            "Pulumi.customer-01.yaml",
            await Tool(0, ["new", "customer-01", "--policy", "office", "--cloud", "aws", .. assembly]),
            StringComparison.Ordinal);
        Assert.Contains("starface:peers.door-stations", await Tool(1, ["check", .. assembly]), StringComparison.Ordinal);
        Write("stack/Pulumi.customer-01.yaml", Regex.Replace(
            File.ReadAllText(Path.Combine(stack, "Pulumi.customer-01.yaml")), "(?m)^(    [^ #]+):$", "$1: [203.0.113.0/28]"));
        Assert.Contains("SFP5030", await Tool(1, ["check"]), StringComparison.Ordinal);
        await Tool(0, ["check", .. assembly]);
        Assert.Contains(
            "customer-01-in-udp-7000-203.0.113.0-28",
            await Tool(0, ["preview", "--stack", "customer-01", .. assembly]),
            StringComparison.Ordinal);
        await Tool(0, ["compile", "--stack", "customer-01", "--output", "out", "--build", "../Acme"]);
        Assert.Contains("7000", File.ReadAllText(Path.Combine(stack, "out", "Main.json")), StringComparison.Ordinal);
        Write("Acme/Broken.cs", "broken");
        Assert.Contains("The build says: ", await Tool(1, ["list", "--build", "../Acme"]), StringComparison.Ordinal);

        async Task<string> Tool(int expected, string[] arguments)
        {
            var (exitCode, output) = await DotNet.Run(stack, [Output("Cli", "Starface.Cli.dll"), .. arguments]);
            Assert.True(exitCode == expected, $"{string.Join(' ', arguments)} ended with {exitCode}:\n{output}");
            return output;
        }
    }

    [Fact]
    public void The_template_names_the_versions_of_this_checkout()
    {
        var versions = XDocument.Parse(Checkout.Read("Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value);
        var used = XDocument.Parse(Checkout.Read("templates/policies/MyPolicies.Tests/MyPolicies.Tests.csproj"))
            .Descendants("PackageReference").ToList();

        Assert.NotEmpty(used);
        Assert.All(used, package => Assert.Equal(versions[package.Attribute("Include")!.Value], package.Attribute("Version")!.Value));
        var own = Regex.Match(Checkout.Read("Directory.Build.props"), "<Version>(.*)</Version>").Groups[1].Value;
        Assert.Contains(
            $"\"defaultValue\": \"{own}\"", Checkout.Read("templates/policies/.template.config/template.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Packing_the_program_on_the_stand_in_fails_with_the_reason()
    {
        var (exitCode, output) = await DotNet.Run(
            Checkout.Root,
            "pack", "src/Infra", "--no-build", "-c", ConsumerBuilds.Configuration, "-o", _folder, "-p:PulumiPackages=false");

        Assert.NotEqual(0, exitCode);
        Assert.Contains(
            "error SFPACK003: Starface.Infra is built on tests/PulumiStandIn, which deploys nothing", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task Packing_the_tool_that_people_install_needs_one_that_it_names()
    {
        var (exitCode, output) = await DotNet.Run(
            Checkout.Root, "pack", "src/Cli", "-c", ConsumerBuilds.Configuration, "-o", _folder, "-nodeReuse:false");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("error SFPACK004: The package that people install names the packages of systems", output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Output(string project, string file) => Path.Combine(
        Checkout.Root, "artifacts", "bin", project, ConsumerBuilds.Configuration.ToLowerInvariant(), file);

    private static string InfraOutput(string file) => Output("Infra", file);

    /// <summary>Where the packages of this machine are; the test's own are beside them, so that none of an earlier build is used.</summary>
    private static string KnownPackages() => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>Without the official packages the program's lines are compiled against the built project.</summary>
    private static string StandIn() => $"""
        <Project>
          <ItemGroup Condition="'$(MSBuildProjectName)' == 'Acme.Stack'">
            <PackageReference Remove="Starface.Infra" />
            <Reference Include="{InfraOutput("Starface.Infra.dll")}" />
            <Reference Include="{InfraOutput("Starface.PulumiStandIn.dll")}" />
          </ItemGroup>
        </Project>
        """;

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, "acme", name), text);

    private void Replace(string name, string from, string to)
    {
        var text = File.ReadAllText(Path.Combine(_folder, "acme", name));
        Assert.Contains(from, text, StringComparison.Ordinal);
        Write(name, text.Replace(from, to, StringComparison.Ordinal));
    }
}
