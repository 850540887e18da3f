using System.ComponentModel;
using Starface.Drift.Live;

namespace Starface.Cli.Hosting;

/// <summary>The second program of the native tool, which has the clients of clouds (<see cref="OnlineClients"/>).</summary>
internal static class OnlineTool
{
    /// <summary>Its name, in the folder of the first one.</summary>
    public const string Name = "Starface.Cli.Online";

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
                "The native tool asks clouds and platforms with a second program, which does not lie beside it",
                "copy it there from the package of the tool, or install the tool again"));
        }

        try
        {
            return environment.RunProgram(program, args);
        }
        catch (Win32Exception failure)
        {
            throw new UsageException(UsageProblem.File(
                program, $"The program that asks clouds cannot be started: {Redaction.Redact(failure)}", "install the tool again"));
        }
    }
}
