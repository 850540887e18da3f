using System.Diagnostics;
using System.Globalization;
using Starface.Cli.Hosting;
using Starface.Cli.Tests.Support;

namespace Starface.Cli.Tests;

/// <summary>The native tool has some commands in a second program; it hands those over whole, and no others.</summary>
public sealed class FullToolTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> InTheSecond =>
    [
        "drift",
        "drift --all --service-tags -",
        "drift --stack nosuch --format json",
        "drift --live groups.json",
        "drift --permissions",
        "review --base nosuch --post github --send",
        "resolve --check",
        "doctor --stack nosuch --live groups.json",
        "merge first.json",
        "report --output page.html",
    ];

    public static TheoryData<string> InTheFirst =>
    [
        "list",
        "show nosuch",
        "preview",
        "compile --stack nosuch",
        "check",
        "explain --stack nosuch --from 203.0.113.9",
        "diff nosuch live:groups.json",
        "export --to csv",
        "new",
        "schema",
        "drift --nosuch",
        "drift --help",
        "--version",
    ];

    private string Program => Path.Combine(_folder.Path, FullTool.Name);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(InTheSecond))]
    public void A_command_of_the_second_program_is_handed_over_with_its_arguments_and_its_exit_code(string command)
    {
        _folder.Write(FullTool.Name, "");
        var started = new List<string>();

        var result = Tool.RunIn(
            _folder.Environment with
            {
                IsFullTool = false,
                Input = static () => throw new InvalidOperationException("Standard input is the other program's."),
                RunProgram = (program, args) =>
                {
                    started.Add($"{program} {string.Join(' ', args)}");
                    return ExitCode.Findings;
                },
            },
            command.Split(' '));

        Assert.Equal([$"{Program} {command}"], started);
        Assert.Equal((ExitCode.Findings, "", ""), (result.ExitCode, result.Output, result.Error));
    }

    [Theory]
    [MemberData(nameof(InTheFirst))]
    public void A_command_of_the_first_program_is_not_handed_over(string command)
    {
        var withClients = Tool.RunIn(_folder.Environment, command.Split(' '));

        var result = Tool.RunIn(
            _folder.Environment with
            {
                IsFullTool = false,
                RunProgram = static (program, _) => throw new InvalidOperationException(program),
            },
            command.Split(' '));

        Assert.Equal(withClients, result);
    }

    [Fact]
    public void Each_command_is_in_one_of_the_programs()
    {
        var named = InTheFirst.Concat(InTheSecond).Select(row => row.Data.Split(' ')[0]).Distinct();

        Assert.Empty(new CommandTree().Commands.Select(command => command.Name).Except(named));
    }

    [Fact]
    public void Where_the_second_program_is_missing_the_message_says_where_it_belongs()
    {
        var result = Tool.RunIn(_folder.Environment with { IsFullTool = false }, "drift");

        result.IsError(
            $"{Program}: ",
            "has this command in a second program, which does not lie beside it",
            "copy it there from the package of the tool");
    }

    [Fact]
    public void Where_the_second_program_cannot_be_started_the_message_says_so()
    {
        if (OperatingSystem.IsWindows()) return;
        _folder.Write(FullTool.Name, "not a program");

        var result = Tool.RunIn(_folder.Environment with { IsFullTool = false }, "drift");

        result.IsError($"{Program}: ", "cannot be started: ", "install the tool again");
    }

    /// <summary>So that a signal that a build service sends to the command reaches what does the work.</summary>
    [Fact]
    public async Task The_second_program_has_the_process_of_the_first()
    {
        if (OperatingSystem.IsWindows()) return;
        foreach (var name in (string[])["Cli", "Drift", "Names", "Pages", "Policies", "Policy", "Probes"])
            Copy($"Starface.{name}.dll");
        Copy("System.CommandLine.dll");
        Copy("YamlDotNet.dll");
        var settings = _folder.Write(
            "without.runtimeconfig.json",
            """
            {
              "runtimeOptions": {
                "framework": { "name": "Microsoft.NETCore.App", "version": "10.0.0" },
                "configProperties": { "Starface.FullTool": false, "System.Globalization.Invariant": true }
              }
            }
            """);
        _folder.Write(FullTool.Name, "#!/bin/sh\necho $$\nprintf '%s\\n' \"$@\"\ncat\nexit 2\n");
        File.SetUnixFileMode(Program, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        string[] command = ["drift", "--stack", "a b", "--name", "ü\"'$(x)"];
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", ["exec", "--runtimeconfig", settings, Path.Combine(_folder.Path, "Starface.Cli.dll"), .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await process.StandardInput.WriteAsync("from the pipe\n");
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal("", await error);
        string[] expected = [process.Id.ToString(CultureInfo.InvariantCulture), .. command, "from the pipe", ""];
        Assert.Equal(expected, output.Split('\n'));
        Assert.Equal(ExitCode.Findings, process.ExitCode);
    }

    private void Copy(string file) => File.Copy(Path.Combine(AppContext.BaseDirectory, file), Path.Combine(_folder.Path, file));
}
