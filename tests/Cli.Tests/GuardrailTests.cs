using System.Text.Json;
using Starface.Cli.Tests.Support;

namespace Starface.Cli.Tests;

/// <summary>The file guardrails.yaml, as every command reads it.</summary>
public sealed class GuardrailTests : IDisposable
{
    private const string Broken =
        """
        guardrails:
          - never: inbound tcp 22
          - flows: inbound tcp 443
            only-from: [10.9.0.0/16]
            reason: the web interface is for the office

        """;

    private static readonly string Kept = Broken.Replace("10.9.0.0", "10.8.0.0", StringComparison.Ordinal);

    private readonly TemporaryFolder _folder = new();

    public GuardrailTests()
    {
        _folder.Write("Pulumi.yaml", "name: starface\n");
        _folder.Write("Pulumi.one.yaml", StackText.Good);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_broken_guardrail_is_an_error_at_the_peers_and_names_its_line()
    {
        _folder.Write("guardrails.yaml", Broken);

        var result = Run("check", "--quiet");

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("error SFP8003  Pulumi.one.yaml:5:5\n", result.Output, StringComparison.Ordinal);
        Assert.Contains(
            "one: Guardrail 'inbound tcp 443 from anywhere, only-from: 10.9.0.0/16' (guardrails.yaml:3:3, 'the web interface is for the "
                + "office') is broken: 10.8.0.0/16 of it is permitted (apps: Port table, row 443 TCP: ",
            string.Join(' ', result.Output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal);
        Assert.Contains(": 1 error, ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void It_holds_for_every_stack_and_instance()
    {
        _folder.Write("guardrails.yaml", Broken);
        _folder.Write("Pulumi.two.yaml", StackText.Good.Replace("10.8.0.0", "10.9.0.0", StringComparison.Ordinal));
        _folder.Write("Pulumi.three.yaml", StackText.Good + "  starface:instances: [{ name: a }, { name: b }]\n");

        var result = Run("check", "--format", "json");

        Assert.Equal(2, result.ExitCode);
        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal(
            ["a", "b", "one"],
            json.RootElement.GetProperty("problems").EnumerateArray()
                .Where(problem => problem.GetProperty("id").GetString() == "SFP8003")
                .Select(problem => problem.GetProperty("place").GetProperty("key").GetString()!)
                .Order(StringComparer.Ordinal));
        Run("check", "--stack", "two", "--quiet").IsFine();
    }

    [Fact]
    public void No_command_makes_what_a_broken_guardrail_forbids()
    {
        _folder.Write("guardrails.yaml", Broken);

        var preview = Run("preview", "--stack", "one");
        Assert.Equal(2, preview.ExitCode);
        Assert.Contains("error     SFP8003  Guardrail 'inbound tcp 443", preview.Output, StringComparison.Ordinal);
        Run("compile", "--stack", "one", "--output", "out").IsError("error SFP8003: one: Guardrail 'inbound tcp 443");
        Assert.DoesNotContain(_folder.Files, file => file.StartsWith("out", StringComparison.Ordinal));
        Run("export", "--stack", "one", "--to", "nftables").IsError("error SFP8003: Guardrail 'inbound tcp 443");
        var explained = Run("explain", "--stack", "one", "--from", "10.8.0.1", "--port", "443");
        Assert.Equal(0, explained.ExitCode);
        Assert.Contains("error SFP8003: Guardrail 'inbound tcp 443", explained.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Guardrails_that_hold_fail_nothing()
    {
        _folder.Write("guardrails.yaml", Kept);

        Run("preview", "--stack", "one").IsFine();
        Run("check").IsFine();
        Assert.Equal(0, Run("compile", "--stack", "one", "--output", "out").ExitCode);
    }

    [Fact]
    public void Neither_what_is_broken_nor_what_is_not_known_can_be_accepted()
    {
        const string both = "10.8.0.0/16, sg-0123456789abcdef0";
        _folder.Write("Pulumi.one.yaml", StackText.Good.Replace("10.8.0.0/16", both, StringComparison.Ordinal));
        foreach (var (id, text) in new[] { ("SFP8003", Broken), ("SFP8004", Kept) })
        {
            _folder.Write("guardrails.yaml", text);
            _folder.Write("policy-accept.yaml", $"accept:\n  - id: {id}\n    instance: one\n    reason: none\n    until: 2099-12-31\n");

            var result = Run("check");

            Assert.Equal(2, result.ExitCode);
            Assert.Contains($"error {id}  Pulumi.one.yaml:5:5\n", result.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_wrong_with_the_file_is_told_once_for_all_stacks()
    {
        _folder.Write("Pulumi.two.yaml", StackText.Good);
        _folder.Write("guardrails.yaml", "guardrails:\n  - nevr: inbound tcp 22\n");

        var result = Run("preview", "--all");

        result.IsError("guardrails.yaml:2:5: guardrails[0].nevr: Unknown key 'nevr'; did you mean 'never'?");
        Assert.Single(result.Error.Split('\n'), line => line.Contains("'nevr'", StringComparison.Ordinal));
        Assert.Equal(1, Run("check").ExitCode);
    }

    [Fact]
    public void It_is_in_the_projects_folder_also_where_the_stacks_are_not()
    {
        _folder.Write("Pulumi.yaml", "name: starface\nruntime: dotnet\nstackConfigDir: stacks\n");
        _folder.Write("stacks/Pulumi.one.yaml", StackText.Good);
        _folder.Write("guardrails.yaml", Broken);
        Assert.Equal(2, Run("check").ExitCode);

        _folder.Write("stacks/guardrails.yaml", Broken);
        Run("preview", "--stack", "one").IsError(
            "stacks/guardrails.yaml: The file is read from the project's folder", "move it to guardrails.yaml");
    }

    [Theory]
    [InlineData("guardrails.yml")]
    [InlineData("stacks/guardrails.yml")]
    [InlineData("Guardrails.yaml")]
    [InlineData("GUARDRAILS.YML")]
    [InlineData("stacks/Guardrails.yaml")]
    public void A_file_that_would_be_overlooked_is_refused(string name)
    {
        _folder.Write("Pulumi.yaml", "name: starface\nruntime: dotnet\nstackConfigDir: stacks\n");
        _folder.Write("stacks/Pulumi.one.yaml", StackText.Good);
        _folder.Write(name, Broken);

        Run("preview", "--stack", "one").IsError($"{name}: The file is read under the name guardrails.yaml alone; rename it");
        Assert.Equal(1, Run("check").ExitCode);
    }

    [Fact]
    public void A_folder_of_that_name_is_not_a_missing_file()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "guardrails.yaml"));

        Run("preview", "--stack", "one").IsError("guardrails.yaml: The file cannot be read");
    }

    private CliResult Run(params string[] args) => Tool.RunIn(_folder.Environment, args);
}
