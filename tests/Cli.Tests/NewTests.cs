using System.Text.RegularExpressions;
using Starface.Cli.Hosting;
using Starface.Cli.Tests.Support;
using Starface.Policies;
using Starface.Policy;
using Starface.Policy.Composition;

namespace Starface.Cli.Tests;

/// <summary>Files of new stacks.</summary>
public sealed class NewTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Policies => new(
        from policy in Catalog.Instance.Policies
        from cloud in ShippedClouds.All
        select (policy.Definition.Id, cloud.Id));

    private CliEnvironment Environment => _folder.Environment;

    [Theory]
    [MemberData(nameof(Policies))]
    public void A_new_stack_says_what_has_to_be_filled_in_and_is_complete_then(string policy, string cloud)
    {
        var definition = Catalog.Instance.FindPolicy(policy)!.Definition;
        Run("new", "pbx-1", "--policy", policy, "--cloud", cloud).IsFine();
        var text = _folder.Read("Pulumi.pbx-1.yaml");

        // What check names are the lines without a value, and nothing else.
        var empty = Regex.Matches(text, "(?m)^ +(?!#)(starface:)?(?<key>[^ #]+):$").Select(match => match.Groups["key"].Value)
            .Where(key => key != "peers").Order(StringComparer.Ordinal).ToList();
        Assert.Equal(
            definition.PeerGroups.Except(definition.OptionalPeerGroups).Concat(cloud == "azure" ? ["resourceGroupName"] : []).Order(),
            empty);
        var check = Run("check", "--stack", "pbx-1", "--format", "json");
        var named = Regex.Matches(check.Output, "\"key\": \"starface:(peers\\.)?([^\"]+)\"").Select(match => match.Groups[2].Value);
        if (empty.Count > 0) Assert.Equal(empty, named.Order(StringComparer.Ordinal));
        Assert.Equal(empty.Count > 0 ? 1 : 0, check.ExitCode);

        _folder.Write("Pulumi.pbx-1.yaml", Filled(text));
        Assert.Equal(0, Run("preview", "--stack", "pbx-1").ExitCode);
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Every_line_that_is_a_comment_can_be_used_as_it_is(string policy, string cloud)
    {
        var definition = Catalog.Instance.FindPolicy(policy)!.Definition;
        Run("new", "pbx-1", "--policy", policy, "--cloud", cloud).IsFine();
        var text = Filled(_folder.Read("Pulumi.pbx-1.yaml"));

        var used = Regex.Replace(text, "(?m)^(?<indent> *)#(?<rest>(starface:)?[^ #:]+:.*|  [^#]+:.*)$", "${indent}${rest}");

        // One network interface and one group to adopt are examples of ids, and the guard of adoption looks at their regions.
        _folder.Write("Pulumi.pbx-1.yaml", used);
        var preview = Run("preview", "--stack", "pbx-1", "--format", "json");
        Assert.DoesNotContain("error", preview.Error, StringComparison.Ordinal);
        foreach (var group in definition.PeerGroups) Assert.Contains($"\n    {group}: ", used, StringComparison.Ordinal);
        foreach (var setting in definition.Settings)
            Assert.Contains($"\n    {setting.Name}: {setting.Default}\n", used, StringComparison.Ordinal);
    }

    [Fact]
    public void No_file_is_overwritten()
    {
        _folder.Write("Pulumi.yaml", "name: starface\nruntime: nodejs\n");
        _folder.Write("starface.schema.json", "{}");
        var first = Run("new", "pbx-1", "--policy", "cloud-pbx-vpn", "--cloud", "aws").IsFine();
        var written = _folder.Read("Pulumi.pbx-1.yaml");

        Run("new", "pbx-1", "--policy", "cloud-pbx", "--cloud", "azure")
            .IsError("SFP5001: Pulumi.pbx-1.yaml: The file exists, and is not overwritten; name another stack, or remove the file.");

        Assert.StartsWith("Pulumi.pbx-1.yaml\n\n", first.Output, StringComparison.Ordinal);
        Assert.Equal(written, _folder.Read("Pulumi.pbx-1.yaml"));
        Assert.Equal("{}", _folder.Read("starface.schema.json"));
        Assert.Contains("nodejs", _folder.Read("Pulumi.yaml"), StringComparison.Ordinal);
        Assert.Equal(["Pulumi.pbx-1.yaml", "Pulumi.yaml", "starface.schema.json"], _folder.Files);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a\nconfig: {}")]
    [InlineData("\u001b[31mx")]
    [InlineData("1st")]
    [InlineData("x-")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void A_name_that_is_not_that_of_a_stack_is_refused(string name)
    {
        var refused = Run("new", name, "--policy", "cloud-pbx", "--cloud", "aws");

        refused.IsError("SFP5010", "is not a valid name of a stack and its instance; write ");
        Assert.DoesNotContain('\u001b', refused.Error);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void An_unknown_policy_or_cloud_is_refused_with_the_nearest_one()
    {
        Run("new", "x", "--policy", "cloud-px", "--cloud", "aws").IsError("SFP5006: --policy: There is no policy 'cloud-px'; did you mean");
        Run("new", "x", "--policy", "cloud-pbx", "--cloud", "azur")
            .IsError("SFP5006: --cloud: There is no cloud 'azur'; did you mean 'azure'?");
        Run("new", "x", "--policy", "cloud-pbx").IsError("Option '--cloud' is required");
        Run("new", "x", "--policy", "cloud-pbx", "--cloud", "aws", "--directory", "none").IsError("There is no folder 'none'");
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void The_files_are_where_Pulumi_looks_for_them()
    {
        _folder.Write("team/Pulumi.yaml", "name: starface\nruntime: dotnet\nstackConfigDir: stacks\n");
        _folder.Write("team/sub/readme", "");
        var inside = new CliEnvironment(Path.Combine(_folder.Path, "team", "sub"), _folder.Path);

        Tool.RunIn(inside, "new", "a", "--policy", "cloud-pbx-vpn", "--cloud", "aws").IsFine();
        Run("new", "b", "--policy", "cloud-pbx-vpn", "--cloud", "aws", "--directory", "team").IsFine();

        Assert.Equal(
            ["team/stacks/Pulumi.a.yaml", "team/stacks/Pulumi.b.yaml", "team/stacks/starface.schema.json"],
            _folder.Files.Where(file => file.StartsWith("team/stacks/", StringComparison.Ordinal)));
        Assert.Equal(1, Run("check", "--stack", "a", "--directory", "team").ExitCode);
    }

    [Fact]
    public void A_new_project_has_the_program_that_Pulumi_runs()
    {
        var made = Run("new", "pbx-1", "--policy", "cloud-pbx-vpn", "--cloud", "aws").IsFine();

        Assert.Equal(["Program.cs", "Pulumi.pbx-1.yaml", "Pulumi.yaml", "Starface.Stack.csproj", "starface.schema.json"], _folder.Files);
        Assert.Contains("Then 'pulumi stack init pbx-1' and 'pulumi preview' in the folder of", made.Output, StringComparison.Ordinal);
        var second = Run("new", "pbx-2", "--policy", "cloud-pbx", "--cloud", "aws").IsFine();
        Assert.DoesNotContain("pulumi", second.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Other.csproj", "Then 'pulumi stack init pbx-1'")]
    [InlineData("Other.fsproj", "Then 'pulumi stack init pbx-1'")]
    [InlineData("Program.cs", "The program that Pulumi.yaml runs is still missing: 'dotnet new starface-policies'")]
    [InlineData("src/Other.cs", "The program that Pulumi.yaml runs is still missing: 'dotnet new starface-policies'")]
    public void Code_that_is_there_stays_as_it_is(string file, string next)
    {
        _folder.Write(file, "");

        var made = Run("new", "pbx-1", "--policy", "cloud-pbx-vpn", "--cloud", "aws").IsFine();

        Assert.Equal("", _folder.Read(file));
        Assert.Equal(
            ["Pulumi.pbx-1.yaml", "Pulumi.yaml", "starface.schema.json"],
            made.Output.Split('\n').TakeWhile(line => line.Length > 0));
        Assert.Contains(next, made.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void The_next_command_is_told_with_its_options()
    {
        _folder.Write("the team/Pulumi.yaml", "name: starface\nruntime: dotnet\n");

        var made = Run("new", "a", "--policy", "cloud-pbx", "--cloud", "aws", "--directory", "the team").IsFine();

        Assert.Contains("Fill in what 'starface-policy check --stack a --directory 'the team''", made.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_title_stays_a_comment()
    {
        var service = Catalog.Instance.Services.First(known => known.Id == "dns");
        var policy = new PolicyDefinition(
            "own", "One\n  starface:cloud: azure\r\n::error::two", null, [new Allowance(service, "resolvers", "x")]);
        var catalog = new PolicyCatalog([service], [new PolicyDescriptor(policy, _ => throw new InvalidOperationException())]);
        using var output = new StringWriter();
        using var error = new StringWriter();

        var exitCode = CommandLineApp.Run(
            ["new", "x", "--policy", "own", "--cloud", "aws"],
            output,
            error,
            Environment,
            new Lazy<PolicyCatalog>(catalog));

        Assert.Equal((0, ""), (exitCode, error.ToString()));
        var text = _folder.Read("Pulumi.x.yaml");
        Assert.Single(Regex.Matches(text, "(?m)^  starface:cloud: "));
        Assert.DoesNotMatch("(?m)^::", text);
    }

    [Fact]
    public void A_folder_where_a_file_belongs_is_refused()
    {
        _folder.Write("Pulumi.yaml", "name: starface\nruntime: dotnet\nstackConfigDir: taken\n");
        _folder.Write("taken", "a file");

        Run("new", "x", "--policy", "cloud-pbx", "--cloud", "aws").IsError("SFP5001", "The file cannot be written");
        Assert.Equal(["Pulumi.yaml", "taken"], _folder.Files);
    }

    public void Dispose() => _folder.Dispose();

    private static string Filled(string text) => Regex.Replace(
        Regex.Replace(text, "(?m)^(    [^ #]+):$", "$1: [203.0.113.0/28]"), "(?m)^(  starface:resourceGroupName):$", "$1: rg-pbx");

    private CliResult Run(params string[] args) => Tool.RunIn(Environment, args);
}
