using System.IO.Compression;
using System.Text;

namespace Starface.Packages.Tests;

/// <summary>
/// What the build says of Pulumi's packages: on the feed, not on the feed, and what else keeps them from being restored, with NuGet's own
/// words. The feeds are folders.
/// </summary>
public sealed class ProbeTests : IDisposable
{
    private const string Version = "1.0.0";

    private readonly string _folder = Directory.CreateTempSubdirectory("starface-probe-").FullName;

    public ProbeTests()
    {
        var root = Checkout.Root;
        Directory.CreateDirectory(Path.Combine(_folder, "eng"));
        Directory.CreateDirectory(Path.Combine(_folder, "feed"));
        string[] files = ["eng/PulumiPackages.props", "eng/PulumiProbe.proj", "Directory.Build.props", "Directory.Packages.props"];
        foreach (var file in files)
            File.Copy(Path.Combine(root, file), Path.Combine(_folder, file));
        var versions = Path.Combine(_folder, "Directory.Packages.props");
        foreach (var name in new[] { "PulumiVersion", "PulumiAwsVersion", "PulumiAzureVersion" })
        {
            var text = File.ReadAllText(versions);
            var (start, end) = (text.IndexOf($"<{name}>", StringComparison.Ordinal), text.IndexOf($"</{name}>", StringComparison.Ordinal));
            File.WriteAllText(versions, $"{text[..start]}<{name}>{Version}{text[end..]}");
        }

        WriteFeed(Path.Combine(_folder, "feed"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Packages_on_the_feed_are_the_official_ones()
    {
        WritePackages("Pulumi", "Pulumi.Aws", "Pulumi.Azure");

        Assert.Equal("Pulumi packages: official (Pulumi 1.0.0, Pulumi.Aws 1.0.0, Pulumi.Azure 1.0.0)", await Ask());
    }

    [Fact]
    public async Task A_newer_version_of_what_they_need_is_accepted_and_said()
    {
        WritePackages("Pulumi.Aws", "Pulumi.Azure");
        WritePackage("Pulumi", Version, """<dependency id="Starface.Probe.Need" version="2.0.0" />""");
        WritePackage("Starface.Probe.Need", "2.1.0");

        var line = await Ask();

        Assert.StartsWith("Pulumi packages: official (", line, StringComparison.Ordinal);
        Assert.Contains(
            "with other versions of what they need (NU1603: Pulumi 1.0.0 depends on Starface.Probe.Need", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none", "the feed does not carry them: NU1101: Unable to find package Pulumi")]
    [InlineData("older", "the feed does not carry them: NU1102: Unable to find package Pulumi")]
    [InlineData("newer", "the feed does not carry them: NU1603: Starface.PulumiProbe depends on Pulumi (>= 1.0.0)")]
    [InlineData("unreachable", "they could not be restored, and the next restore tries again: NU1301: ")]
    [InlineData("incomplete", "the feed does not carry them: NU1101: Unable to find package Starface.Probe.Need")]
    public async Task What_keeps_them_from_being_restored_is_said(string feed, string reason)
    {
        if (feed == "unreachable") WriteFeed(Path.Combine(_folder, "no-such-folder"));
        if (feed is "older" or "newer")
        {
            WritePackages("Pulumi.Aws", "Pulumi.Azure");
            WritePackage("Pulumi", feed == "older" ? "0.9.0" : "1.1.0");
        }

        if (feed == "incomplete")
        {
            WritePackages("Pulumi.Aws", "Pulumi.Azure");
            WritePackage("Pulumi", Version, """<dependency id="Starface.Probe.Need" version="2.0.0" />""");
        }

        var line = await Ask();

        Assert.StartsWith("Pulumi packages: stand-in (", line, StringComparison.Ordinal);
        Assert.Contains(reason, line, StringComparison.Ordinal);
    }

    /// <summary>The line that the probe prints.</summary>
    private async Task<string> Ask()
    {
        // Packages of these names must not reach the folder that real builds take theirs from.
        var output = await DotNet.Succeed(
            _folder, "msbuild", "eng/PulumiProbe.proj", "-t:Answer", "-nologo", "-v:m", "-nodeReuse:false",
            $"-p:PulumiVersion={Version}", $"-p:PulumiAwsVersion={Version}", $"-p:PulumiAzureVersion={Version}");
        return Assert.Single(
            output.Split('\n').Select(line => line.Trim()), line => line.StartsWith("Pulumi packages: ", StringComparison.Ordinal));
    }

    private void WriteFeed(string folder) => File.WriteAllText(
        Path.Combine(_folder, "NuGet.config"),
        $"""
        <configuration>
          <config><add key="globalPackagesFolder" value="packages" /></config>
          <packageSources><clear /><add key="folder" value="{folder}" /></packageSources>
          <fallbackPackageFolders><clear /></fallbackPackageFolders>
        </configuration>
        """);

    private void WritePackages(params string[] ids)
    {
        foreach (var id in ids) WritePackage(id, Version);
    }

    private void WritePackage(string id, string version, string dependency = "")
    {
        using var archive = ZipFile.Open(Path.Combine(_folder, "feed", $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        using var writer = new StreamWriter(archive.CreateEntry($"{id}.nuspec").Open(), Encoding.UTF8);
        writer.Write(
            $"""
            <?xml version="1.0" encoding="utf-8"?>
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata>
                <id>{id}</id>
                <version>{version}</version>
                <authors>test</authors>
                <description>test</description>
                <dependencies><group targetFramework="net10.0">{dependency}</group></dependencies>
              </metadata>
            </package>
            """);
    }
}
