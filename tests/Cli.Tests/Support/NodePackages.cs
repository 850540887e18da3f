using System.ComponentModel;
using System.Diagnostics;

namespace Starface.Cli.Tests.Support;

/// <summary>Packages of npm, which are installed once below artifacts. Tests that need what is not to be had are skipped.</summary>
internal static class NodePackages
{
    /// <summary>The folder <c>node_modules</c> with a package.</summary>
    /// <param name="package">The package with its version.</param>
    public static async Task<string> FindAsync(string package)
    {
        var folder = Path.Combine(Checkout.Root, "artifacts", "node", package.Replace('@', '-').Replace('/', '-'));
        var modules = Path.Combine(folder, "node_modules");
        if (Directory.Exists(modules)) return modules;
        Directory.CreateDirectory(folder);
        string[] arguments = ["install", package, "--prefix", folder, "--no-save", "--no-audit", "--no-fund", "--loglevel=error"];
        var (exitCode, output) = await RunAsync("npm", arguments);
        Assert.SkipWhen(exitCode != 0, $"npm does not have {package}: {output}");
        return modules;
    }

    /// <summary>Runs a program of Node.js.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true },
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            Assert.Skip($"There is no {program} on this machine.");
        }

        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }
}
