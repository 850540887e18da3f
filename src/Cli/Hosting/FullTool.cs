using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Starface.Drift.Live;

namespace Starface.Cli.Hosting;

/// <summary>
/// The second program of the native tool, which has all commands. A native program takes longer to start with every type that it contains,
/// so the one that people start has only the commands that plan: not those that ask clouds, networks or platforms or that read a fleet's
/// reports, beside whose work a start does not count.
/// </summary>
internal static class FullTool
{
    /// <summary>Its name, in the folder of the first one.</summary>
    public const string Name = "Starface.Cli.Full";

    /// <summary>Whether this program has all commands.</summary>
    // The compiler leaves out what only other commands need where it knows this as false, which Cli.csproj says of the first program.
    [FeatureSwitchDefinition("Starface.FullTool")]
    public static bool IsThis => !AppContext.TryGetSwitch("Starface.FullTool", out var isOn) || isOn;

    /// <summary>Runs a command with it.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="environment">The machine.</param>
    /// <returns>Its exit code.</returns>
    /// <exception cref="UsageException">It is not there or cannot be started.</exception>
    public static int Run(string[] args, CliEnvironment environment)
    {
        var program = Path.Combine(environment.ApplicationDirectory, OperatingSystem.IsWindows() ? Name + ".exe" : Name);
        if (!File.Exists(program))
        {
            throw new UsageException(UsageProblem.File(
                program,
                "The native tool has this command in a second program, which does not lie beside it",
                "copy it there from the package of the tool, or install the tool again"));
        }

        try
        {
            return environment.RunProgram(program, args);
        }
        catch (Win32Exception failure)
        {
            throw new UsageException(UsageProblem.File(
                program, $"The program with this command cannot be started: {Redaction.Redact(failure)}", "install the tool again"));
        }
    }
}
