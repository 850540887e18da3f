using Starface.Cli.Tests.Support;
using Starface.Policy;

namespace Starface.Cli.Tests;

/// <summary>The file with the addresses of hosts, as every command reads it.</summary>
public sealed class LockTests : IDisposable
{
    private const string Lock = "checked: 2026-11-01\nhosts:\n  license.starface.de:\n    203.0.113.99: { firstSeen: 2026-11-01 }\n";

    private readonly TemporaryFolder _folder = new();

    public LockTests()
    {
        _folder.Write("Pulumi.yaml", "name: starface\nruntime: dotnet\n");
        _folder.Write("Pulumi.one.yaml", StackText.Good);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_command_reads_it()
    {
        _folder.Write("hosts.lock.yaml", Lock);

        Assert.Contains("203.0.113.99", Run("preview", "--stack", "one").IsFine().Output, StringComparison.Ordinal);
        Assert.Equal(0, Run("compile", "--stack", "one", "--output", "out").ExitCode);
        Assert.Contains(_folder.Files, file => file.StartsWith("out", StringComparison.Ordinal)
            && File.Exists(Path.Combine(_folder.Path, file)) && _folder.Read(file).Contains("203.0.113.99", StringComparison.Ordinal));
        Assert.Contains("203.0.113.99", Run("export", "--stack", "one", "--to", "nftables").Output, StringComparison.Ordinal);
        Assert.Equal(0, Run("explain", "--stack", "one", "--to", "203.0.113.99", "--port", "8383").ExitCode);
        Assert.Equal(2, Run("explain", "--stack", "one", "--to", "203.0.113.98", "--port", "8383").ExitCode);
    }

    /// <summary>The program does not know of another folder of the stacks, and must not have another lock than the commands.</summary>
    [Fact]
    public void It_is_in_the_projects_folder_also_where_the_stacks_are_not()
    {
        _folder.Write("Pulumi.yaml", "name: starface\nruntime: dotnet\nstackConfigDir: stacks\n");
        _folder.Write("stacks/Pulumi.one.yaml", StackText.Good);
        _folder.Write("hosts.lock.yaml", Lock);
        Assert.Contains("203.0.113.99", Run("preview", "--stack", "one").IsFine().Output, StringComparison.Ordinal);

        _folder.Write("stacks/hosts.lock.yaml", Lock);
        Run("preview", "--stack", "one").IsError(
            "stacks/hosts.lock.yaml: The file is read from the project's folder", "move it to hosts.lock.yaml");
    }

    [Fact]
    public void What_is_wrong_with_it_is_told_once_for_all_stacks()
    {
        _folder.Write("Pulumi.two.yaml", StackText.Good);
        _folder.Write("hosts.lock.yaml", Lock + "=======\n");

        var result = Run("preview", "--all");

        result.IsError("error SFP5001: hosts.lock.yaml:5: A merge left its conflict here");
        Assert.Single(result.Error.TrimEnd().Split('\n'));
        Assert.Equal(1, Run("check").ExitCode);
    }

    [Fact]
    public void A_folder_of_that_name_is_not_a_missing_file()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "hosts.lock.yaml"));

        Run("preview", "--stack", "one").IsError("hosts.lock.yaml: The file cannot be read");
    }

    [Theory]
    [InlineData("2026-12-01", 0, false)]
    [InlineData("2026-12-02", 0, true)]
    [InlineData("2027-12-02", 0, true)]
    public void Its_age_is_a_finding_of_the_day(string today, int exitCode, bool warns)
    {
        _folder.Write("hosts.lock.yaml", Lock);

        var result = Tool.RunIn(_folder.Environment with { Today = CalendarDate.Parse(today) }, "preview", "--stack", "one");

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Equal(warns, result.Output.Contains("SFP7001", StringComparison.Ordinal));
        var check = Tool.RunIn(_folder.Environment with { Today = CalendarDate.Parse(today) }, "check", "--fail-on", "warning");
        Assert.Equal(warns ? 2 : 0, check.ExitCode);
    }

    [Fact]
    public void An_old_one_is_told_by_every_command_that_answers_from_it()
    {
        _folder.Write("hosts.lock.yaml", Lock);
        _folder.Write("Pulumi.two.yaml", StackText.Good.Replace("10.8.0.0/16", "10.9.0.0/16", StringComparison.Ordinal));
        var late = _folder.Environment with { Today = CalendarDate.Parse("2026-12-15") };

        var export = Tool.RunIn(late, "export", "--stack", "one", "--to", "nftables");
        Assert.Equal(0, export.ExitCode);
        Assert.Contains("# SFP7001: ", export.Output, StringComparison.Ordinal);
        Assert.Contains("SFP7001: ", export.Error, StringComparison.Ordinal);
        var explained = Tool.RunIn(late, "explain", "--stack", "one", "--to", "203.0.113.99", "--port", "8383");
        Assert.Equal(0, explained.ExitCode);
        Assert.Contains("warning SFP7001", explained.Output, StringComparison.Ordinal);
        Assert.Contains("note SFP7001", Tool.RunIn(late, "diff", "one", "two").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_too_old_for_inbound_rules_gives_no_ruleset()
    {
        _folder.Write("Pulumi.one.yaml", """
            config:
              starface:cloud: aws
              starface:policy: cloud-pbx
              starface:peers:
                administrators: [203.0.113.0/24]
                phones: [203.0.113.0/24]
                sip-providers: [198.51.100.0/25]
                resolvers: [192.0.2.53]
                time-servers: [192.0.2.123]

            """);
        _folder.Write("hosts.lock.yaml", Lock.Replace("license.starface.de", "stun.starface.com", StringComparison.Ordinal));
        var late = _folder.Environment with { Today = CalendarDate.Parse("2027-06-01") };

        var export = Tool.RunIn(late, "export", "--stack", "one", "--to", "nftables");
        Assert.Equal(1, export.ExitCode);
        Assert.Equal("", export.Output);
        Assert.Contains("SFP7001", export.Error, StringComparison.Ordinal);
        Assert.Contains(
            "error SFP7001",
            Tool.RunIn(late, "explain", "--stack", "one", "--from", "203.0.113.99", "--port", "3478", "--protocol", "udp").Output,
            StringComparison.Ordinal);
    }

    private CliResult Run(params string[] args) => Tool.RunIn(_folder.Environment, args);
}
