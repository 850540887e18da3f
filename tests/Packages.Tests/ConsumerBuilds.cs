using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

[assembly: AssemblyFixture(typeof(Starface.Packages.Tests.ConsumerBuilds))]

namespace Starface.Packages.Tests;

/// <summary>
/// Packs what the build made into a folder, and builds all consumers from there at once: one restore with a package cache of its own, so
/// that no package of another build is taken for this one, then the compiler for each.
/// </summary>
public sealed partial class ConsumerBuilds : IAsyncLifetime
{
    internal static readonly string Configuration =
        typeof(ConsumerBuilds).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("starface-packages-");
    private readonly Dictionary<string, List<string>> _messages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _lines = new(StringComparer.Ordinal);

    /// <summary>Where the packages are.</summary>
    public string Feed => Path.Combine(_folder.FullName, "feed");

    /// <summary>What the build printed.</summary>
    public string Log { get; private set; } = "";

    /// <summary>What packing printed.</summary>
    internal string PackingLog { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        PackingLog = string.Concat(await Task.WhenAll(Pack("src/Policy"), Pack("policies"), Pack("src/Testing")));
        Write("nuget.config", """
            <configuration>
              <packageSources><clear /><add key="packed" value="feed" /></packageSources>
              <config><add key="globalPackagesFolder" value="packages" /></config>
            </configuration>
            """);
        var consumers = Consumers.All.ToList();
        foreach (var consumer in consumers)
            foreach (var (name, text) in consumer.Files)
                Write(Path.Combine(consumer.Name, name), text);
        Write("Consumer.csproj", Project());
        Write("All.proj", Traversal(consumers));
        await DotNet.Succeed(_folder.FullName, "restore", "Consumer.csproj", "-v:q");
        // Most of them have errors, so that the build fails; that each was compiled is seen by its messages or its assembly.
        // Nodes that outlive the build would hold its files; the compiler server has to be asked for then, and saves nine seconds of ten.
        Log = (await DotNet.Run(
            _folder.FullName,
            "msbuild", "All.proj", "-t:Build", "-m", "-nodeReuse:false", "-p:UseSharedCompilation=true",
            "-v:q", "-nologo", "-clp:NoSummary", "-tl:off")).Output;
        foreach (var line in Log.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var match = Message().Match(line);
            var file = match.Success ? match.Groups["file"].Value : "";
            var name = Path.GetFileName(Path.GetDirectoryName(file)) ?? "";
            if (!_messages.TryGetValue(name, out var messages)) _messages.Add(name, messages = []);
            if (!_lines.TryGetValue(name, out var lines)) _lines.Add(name, lines = []);
            lines.Add(match.Success ? $"{Path.GetFileName(file)}{match.Groups["position"].Value}: {match.Groups["severity"].Value} "
                + $"{match.Groups["text"].Value}" : line);
            messages.Add(match.Success ? $"{match.Groups["severity"].Value} {match.Groups["text"].Value}" : line);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        await ValueTask.CompletedTask;
    }

    /// <summary>What a consumer's build said, each as <c>severity ID: message (page)</c>.</summary>
    internal IReadOnlyList<string> MessagesOf(string consumer) => _messages.GetValueOrDefault(consumer) ?? [];

    /// <summary>The same as printed, each as <c>File.cs(line,column): severity ID: message (page)</c>, in the order of the file.</summary>
    internal IReadOnlyList<string> LinesOf(string consumer) => [.. _lines.GetValueOrDefault(consumer, []).OrderBy(PositionOf)];

    /// <summary>What belongs to no consumer's file: messages of the build itself.</summary>
    internal IReadOnlyList<string> OtherMessages => MessagesOf("");

    /// <summary>The assembly that a consumer's build made.</summary>
    internal string AssemblyOf(string consumer) => Path.Combine(_folder.FullName, "bin", consumer, "Consumer.dll");

    private Task<string> Pack(string project) =>
        DotNet.Succeed(Checkout.Root, "pack", project, "--no-build", "-c", Configuration, "-o", Feed, "-v:q");

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>
    /// What a person writes: a framework and one reference. The rest keeps the consumers apart that share it, gives one of them alone what
    /// it tests its policy with, and takes the catalog from those that declare its ids themselves.
    /// </summary>
    private string Project() => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <RootNamespace>Customer.Firewall</RootNamespace>
            <EnableDefaultCompileItems>false</EnableDefaultCompileItems>
            <AppendTargetFrameworkToOutputPath>false</AppendTargetFrameworkToOutputPath>
            <IntermediateOutputPath>obj/$(Consumer)/</IntermediateOutputPath>
            <OutputPath>bin/$(Consumer)/</OutputPath>
            <UseAppHost>false</UseAppHost>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Starface.Policies" Version="{VersionOf("Starface.Policies")}" />
            <PackageReference
              Include="Starface.Policy.Testing" Version="{VersionOf("Starface.Policy.Testing")}" GeneratePathProperty="true" ExcludeAssets="all" />
            <Reference
              Include="$(PkgStarface_Policy_Testing)/lib/net10.0/Starface.Policy.Testing.dll" Condition="'$(Consumer)' == '{Consumers.Testing}'" />
            <Compile Include="$(Consumer)/*.cs" />
          </ItemGroup>
          <Target Name="LeaveOutCatalog" AfterTargets="ResolveAssemblyReferences" Condition="'$(UsesCatalog)' == 'False'">
            <ItemGroup>
              <ReferencePath Remove="@(ReferencePath)" Condition="'%(Filename)' == 'Starface.Policies'" />
            </ItemGroup>
          </Target>
        </Project>
        """;

    private static string Traversal(IEnumerable<Consumer> consumers) => new XElement(
        "Project",
        new XElement("ItemGroup", consumers.Select(consumer => new XElement(
            "Consumer",
            new XAttribute("Include", "Consumer.csproj"),
            new XElement(
                "AdditionalProperties",
                string.Join(';', [$"Consumer={consumer.Name}", $"UsesCatalog={consumer.UsesCatalog}", .. consumer.Properties]))))),
        new XElement(
            "Target",
            new XAttribute("Name", "Build"),
            new XElement(
                "MSBuild",
                new XAttribute("Projects", "@(Consumer)"),
                new XAttribute("BuildInParallel", "true"),
                new XAttribute("ContinueOnError", "true")))).ToString();

    private string VersionOf(string package) =>
        Path.GetFileNameWithoutExtension(Assert.Single(Directory.GetFiles(Feed, package + ".*.nupkg")))[(package.Length + 1)..];

    private static (int Line, int Column) PositionOf(string line)
    {
        var numbers = Position().Match(line);
        return (
            int.Parse(numbers.Groups[1].ValueSpan, CultureInfo.InvariantCulture),
            int.Parse(numbers.Groups[2].ValueSpan, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"\((\d+),(\d+)\)")]
    private static partial Regex Position();

    [GeneratedRegex(@"^(?<file>/?[^(]+)(?<position>\(\d+,\d+\)): (?<severity>error|warning) (?<text>.*?)( \[[^\[]+\])?$")]
    private static partial Regex Message();
}
