using System.ComponentModel;
using Starface.Cli.Hosting;
using Starface.Drift.Live;

namespace Starface.Cli.Assemblies;

/// <summary>The tool that runs on .NET, to which the native one hands over what it cannot do.</summary>
internal static class DotNetTool
{
    /// <summary>Its command, which is <c>dotnet starface-policy</c> as well.</summary>
    public const string Command = "dotnet-starface-policy";

    /// <summary>Its package.</summary>
    public const string Package = "Starface.Cli.DotNet";

    /// <summary>Runs a command with it.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="environment">The machine.</param>
    /// <returns>Its exit code.</returns>
    /// <exception cref="UsageException">It is not installed or cannot be started.</exception>
    public static int Run(string[] args, CliEnvironment environment)
    {
        var file = OperatingSystem.IsWindows() ? Command + ".exe" : Command;
        var program = environment.ToolFolders().Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists)
            ?? throw new UsageException(UsageProblem.Option(
                "The native tool cannot load assemblies, and the one that runs on .NET is not installed",
                $"install it with 'dotnet tool install --global {Package} --version {ProgramVersion.Text}'"));
        try
        {
            return environment.RunProgram(program, args);
        }
        catch (Win32Exception failure)
        {
            throw new UsageException(UsageProblem.Option(
                $"The tool that runs on .NET cannot be started: {Redaction.Redact(failure)}",
                $"install it again with 'dotnet tool update --global {Package}'"));
        }
    }
}
