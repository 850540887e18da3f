using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Starface.Cli.Hosting;
using Starface.Cli.Tests.Support;

namespace Starface.Cli.Tests;

/// <summary>What a shell completes: the answers of the tool, and the lines that the page has for each shell.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("pre", "preview")]
    [InlineData("preview --st", "--stack")]
    [InlineData("check --format sa", "sarif")]
    [InlineData("list --format j", "json")]
    [InlineData("new x --cloud ", "aws azure")]
    [InlineData("preview --cloud az", "azure")]
    [InlineData("preview --assem", "--assembly")]
    [InlineData("preview --policy cloud-pbx-", "cloud-pbx-connect cloud-pbx-vpn")]
    [InlineData("new x --policy yea", "yealink-phone-network")]
    [InlineData("preview --unknown", "")]
    [InlineData("check --quiet --fo", "--format")]
    [InlineData("check --stack one --fo", "--format")]
    [InlineData("drift --all --li", "--live")]
    [InlineData("preview --stack one --assem", "--assembly")]
    [InlineData("show cloud-pbx-", "cloud-pbx-connect cloud-pbx-vpn")]
    [InlineData("show stu", "stun")]
    [InlineData("show trunk", "trunk-call-in")]
    [InlineData("export cloud-pbx-c", "cloud-pbx-connect")]
    [InlineData("export --beside=yea", "--beside=yealink-phone-network")]
    [InlineData("diff cloud-pbx cloud-pbx-v", "cloud-pbx-vpn")]
    [InlineData("check --format=sa", "--format=sarif")]
    [InlineData("new x --cloud=", "--cloud=aws --cloud=azure")]
    [InlineData("preview --unknown=x", "")]
    [InlineData("preview --quiet --policy=cloud-pbx-", "--policy=cloud-pbx-connect --policy=cloud-pbx-vpn")]
    public void The_tool_completes_commands_options_and_values(string line, string expected)
    {
        var position = line.Length.ToString(System.Globalization.CultureInfo.InvariantCulture);

        var suggested = Tool.Run($"[suggest:{position}]", line).IsFine().Output;

        Assert.Equal(expected.Replace(' ', '\n') + (expected.Length > 0 ? "\n" : ""), suggested);
    }

    [Theory]
    [InlineData("preview --stack ", "moon one")]
    [InlineData("check --stack one --stack m", "moon")]
    [InlineData("drift --directory other --stack ", "two")]
    [InlineData("drift --directory none --stack ", "")]
    [InlineData("preview --stack=", "--stack=moon --stack=one")]
    [InlineData("check --stack=one --stack=m", "--stack=moon")]
    [InlineData("drift --directory=other --stack=", "--stack=two")]
    [InlineData("drift --directory none --stack=", "")]
    [InlineData("diff mo", "moon")]
    public void The_stacks_of_the_folder_are_completed(string line, string expected)
    {
        foreach (var file in new[] { "Pulumi.yaml", "Pulumi.one.yaml", "Pulumi.moon.yaml", "other/Pulumi.two.yaml" })
            _folder.Write(file, "name: starface\nruntime: dotnet\n");

        var suggested = Tool.RunIn(_folder.Environment, FormattableString.Invariant($"[suggest:{line.Length}]"), line).IsFine();

        Assert.Equal((expected.Replace(' ', '\n') + (expected.Length > 0 ? "\n" : ""), ""), (suggested.Output, suggested.Error));
    }

    [Theory]
    [InlineData("[suggest:-1]")]
    [InlineData("[suggest:99]")]
    [InlineData("[suggest:x]")]
    [InlineData("[suggest]")]
    [InlineData("[suggest:]")]
    public void A_position_outside_of_the_line_is_no_error(string directive) => Tool.Run(directive, "pre").IsFine();

    [Theory]
    [InlineData("check --assembly none.dll --st")]
    [InlineData("check --build none --st")]
    public void Completion_loads_and_builds_nothing(string line) => Assert.Equal(
        "--stack\n",
        Tool.Run(FormattableString.Invariant($"[suggest:{line.Length}]"), line).IsFine().Output);

    [Theory]
    [InlineData("starface-policy preview --st", "--stack")]
    [InlineData("starface-policy preview --st --all", "--stack")]
    [InlineData("starface-policy che", "check")]
    [InlineData("starface-policy check --format=sa", "sarif")]
    [InlineData("starface-policy show yealink-phone-n", "yealink-phone-network")]
    [InlineData("starface-policy 'x$(touch owned)' --y", "")]
    public async Task Bash_completes(string line, string expected)
    {
        var point = line.IndexOf(" --all", StringComparison.Ordinal) is > 0 and var at ? at : line.Length;
        var script = Shim() + Lines("bash") + FormattableString.Invariant(
            $"\nCOMP_LINE={Quoted(line)}\nCOMP_POINT={point}\n_starface_policy\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"\n");

        Assert.Equal(expected + "\n", await RunAsync("bash", "--noprofile", "--norc", _folder.Write("run.sh", script)));
        Assert.Equal(["run.sh"], _folder.Files);
    }

    [Fact]
    public async Task Zsh_completes()
    {
        var script = Shim() + "compdef() { }\ncompadd() { print -l -- \"${(@P)2}\" }\n" + Lines("zsh")
            + "\nwords=(starface-policy preview --st)\nCURRENT=3\n_starface_policy\n";

        Assert.Equal("--stack\n", await RunAsync("zsh", "-f", _folder.Write("run.zsh", script)));
    }

    [Fact]
    public async Task PowerShell_completes()
    {
        var script = $"function starface-policy {{ dotnet {Program} @args }}\n" + Lines("powershell")
            + "\n(TabExpansion2 'starface-policy preview --st' 28).CompletionMatches.CompletionText\n";

        Assert.Equal("--stack\n", await RunAsync("pwsh", "-NoProfile", "-File", _folder.Write("run.ps1", script)));
    }

    public void Dispose() => _folder.Dispose();

    private static string Program => typeof(CliEnvironment).Assembly.Location;

    private static string Shim() => $"starface-policy() {{ dotnet {Quoted(Program)} \"$@\"; }}\n";

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Lines(string language)
    {
        var page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "completion.md")).ReplaceLineEndings("\n");
        return Regex.Match(page, $"(?s)```{language}\n(.*?)```").Groups[1].Value;
    }

    private async Task<string> RunAsync(string shell, params string[] arguments)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(shell, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = _folder.Path,
            },
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            Assert.Skip($"There is no {shell} on this machine.");
        }

        var token = TestContext.Current.CancellationToken;
        var error = process.StandardError.ReadToEndAsync(token);
        var output = await process.StandardOutput.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        Assert.Equal("", await error);
        return output.ReplaceLineEndings("\n");
    }
}
