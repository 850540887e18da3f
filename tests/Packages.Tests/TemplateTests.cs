using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Starface.Packages.Tests;

/// <summary>What is packed beside the libraries: the template, the program and the tool.</summary>
[Trait("Category", "Slow")]
public sealed class TemplateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("starface-template-").FullName;

    [Fact]
    public void The_template_names_the_versions_of_this_checkout()
    {
        var versions = XDocument.Parse(Checkout.Read("Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value);
        var used = XDocument.Parse(Checkout.Read("templates/policies/MyPolicies.Tests/MyPolicies.Tests.csproj"))
            .Descendants("PackageReference").ToList();

        Assert.NotEmpty(used);
        var foreign = used.Where(package => package.Attribute("Version")!.Value != "STARFACE_VERSION").ToList();
        Assert.All(foreign, package => Assert.Equal(versions[package.Attribute("Include")!.Value], package.Attribute("Version")!.Value));
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
}
