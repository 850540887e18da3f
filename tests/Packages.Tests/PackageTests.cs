using System.IO.Compression;

namespace Starface.Packages.Tests;

/// <summary>The packages as a user receives them: from a feed, in projects that are independent of this checkout.</summary>
[Trait("Category", "Slow")]
public sealed class PackageTests(ConsumerBuilds builds)
{
    private static readonly string UnencryptedToEveryone =
        "SFP3001: Service 'plain' opens inbound tcp 80, which is unencrypted, to anyone on the Internet; "
            + "allow it to a named peer group, or explain in Because why unencrypted traffic is acceptable ("
            + DiagnosticPage.Link("SFP3001") + ")";

    public static TheoryData<string> Ids => [.. DiagnosticPage.Ids];

    public static TheoryData<string> Programs => [.. Consumers.Programs.Select(program => program.Name)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_wrong_example_of_a_page_gives_the_message_it_promises_and_nothing_else(string id) =>
        Assert.Equal([$"{DiagnosticPage.Of(id).Message} ({DiagnosticPage.Link(id)})"], builds.MessagesOf(id));

    [Fact]
    public void The_file_with_errors_of_the_first_page_gives_the_lines_below_it() =>
        Assert.Equal(Readme.Read().Messages, builds.LinesOf("readme"));

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_program_builds_without_a_word_and_runs(string name)
    {
        Assert.Empty(builds.MessagesOf(name));

        var output = await DotNet.Succeed(Path.GetDirectoryName(builds.AssemblyOf(name))!, builds.AssemblyOf(name));

        Assert.Equal("web-interface\ndoor\nupdates\n8443 8080 8080 1\n", output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_policy_is_tested_with_the_package_for_it()
    {
        Assert.DoesNotContain(builds.MessagesOf(Consumers.Testing), message => message.StartsWith("error", StringComparison.Ordinal));

        var output = await DotNet.Succeed(
            Path.GetDirectoryName(builds.AssemblyOf(Consumers.Testing))!, builds.AssemblyOf(Consumers.Testing));

        Assert.Equal("Policy 'office': Test 'deny: inbound tcp 443 from 203.0.113.\n", output.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("as-written", "warning")]
    [InlineData("editorconfig", "error")]
    [InlineData("pragma", null)]
    [InlineData("suppress-message", null)]
    [InlineData("no-warn", null)]
    public void The_severity_of_a_message_is_for_the_project_to_choose(string name, string? severity)
    {
        Assert.Equal(severity is null ? [] : [$"{severity} {UnencryptedToEveryone}"], builds.MessagesOf(name));
        Assert.Equal(severity != "error", File.Exists(builds.AssemblyOf(name)));
    }

    [Fact]
    public void The_build_says_nothing_but_what_is_in_the_consumers_files() => Assert.True(builds.OtherMessages.Count == 0, builds.Log);

    [Fact]
    public void The_package_of_the_attributes_holds_generator_analyzers_fixes_and_pages()
    {
        using var package = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(builds.Feed, "Starface.Policy.0.*.nupkg")));
        var files = package.Entries.Select(entry => entry.FullName).ToList();

        Assert.Equal(
            ["Starface.Generators.CodeFixes.dll", "Starface.Generators.dll", "Starface.Policy.dll"],
            files
                .Where(file => file.StartsWith("analyzers/", StringComparison.Ordinal))
                .Select(file => file["analyzers/dotnet/cs/".Length..])
                .Order(StringComparer.Ordinal));
        Assert.All(["lib/net10.0/Starface.Policy.dll", "lib/netstandard2.0/Starface.Policy.dll"], file => Assert.Contains(file, files));
        Assert.All(DiagnosticPage.Ids, id => Assert.Contains($"docs/diagnostics/{id}.md", files));
    }

    [Theory]
    [InlineData("Starface.Policy")]
    [InlineData("Starface.Policies")]
    [InlineData("Starface.Policy.Testing")]
    public void A_package_carries_its_page_tags_and_repository(string id)
    {
        using var package = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(builds.Feed, $"{id}.0.*.nupkg")));
        using var nuspec = new StreamReader(package.GetEntry($"{id}.nuspec")!.Open());
        var text = nuspec.ReadToEnd();

        Assert.Contains("<readme>README.md</readme>", text, StringComparison.Ordinal);
        Assert.NotNull(package.GetEntry("README.md"));
        Assert.Contains("<tags>firewall ", text, StringComparison.Ordinal);
        Assert.Contains("<repository type=\"git\" url=\"https://", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Packing_for_a_release_refuses_a_repository_that_is_a_placeholder()
    {
        var (exitCode, output) = await DotNet.Run(
            Checkout.Root, "pack", "policies", "--no-build", "-c", ConsumerBuilds.Configuration, "-o", builds.Feed, "-p:IsRelease=true");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("error SFPACK001", output, StringComparison.Ordinal);
        Assert.Contains("Directory.Build.props", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Packing_warns_of_a_missing_licence() => Assert.Contains("warning SFPACK002", builds.PackingLog, StringComparison.Ordinal);
}
