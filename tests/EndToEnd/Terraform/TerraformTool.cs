using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Starface.EndToEnd.Terraform;

/// <summary>The terraform on this machine with the AWS provider beside it; nothing is loaded from a network.</summary>
/// <param name="Program">The program.</param>
/// <param name="Plugins">The folder of providers, laid out by registry, owner, name, version and platform.</param>
internal sealed record TerraformTool(string Program, string Plugins)
{
    private const string AwsProvider = "registry.terraform.io/hashicorp/aws";

    /// <summary>The tool, or null where terraform or its provider is not there.</summary>
    public static TerraformTool? Find() => OnPath("terraform") is { } program && PluginFolders().FirstOrDefault(HasProvider) is { } plugins
        ? new TerraformTool(program, plugins)
        : null;

    /// <summary>A program in one of the folders of PATH, or null.</summary>
    public static string? OnPath(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);

    /// <summary>Runs a command in a folder.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(string folder, CancellationToken cancellationToken, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // A person's own settings may point at mirrors and plugins elsewhere; the simulation is on this machine, so no proxy is asked
        // either.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("TF_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["NO_PROXY"] = "127.0.0.1";
        start.Environment["CHECKPOINT_DISABLE"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output + await error);
    }

    /// <summary>Where terraform itself looks, and the folders of packages that are not the system's own.</summary>
    private static IEnumerable<string> PluginFolders()
    {
        string[] implied =
        [
            Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".terraform.d", "plugins"),
            "/usr/local/share/terraform/plugins",
            "/usr/share/terraform/plugins",
        ];
        return implied.Concat(Directory.Exists("/opt") ? Directory.EnumerateDirectories("/opt").Order(StringComparer.Ordinal) : []);
    }

    private static bool HasProvider(string plugins)
    {
        var platform = $"linux_{(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64")}";
        var provider = Path.Combine(plugins, AwsProvider);
        return OperatingSystem.IsLinux()
            && Directory.Exists(provider)
            && Directory.EnumerateDirectories(provider).Any(version => Directory.Exists(Path.Combine(version, platform)));
    }
}
