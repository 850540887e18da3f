using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Starface.EndToEnd.Terraform;

/// <summary>The terraform on this machine with the AWS provider beside it; nothing is loaded from a network.</summary>
/// <param name="Program">The program.</param>
/// <param name="Provider">
/// The folder with the provider, which is used as it is: without <c>init</c>, which computes its checksum, as does each command after it.
/// </param>
internal sealed record TerraformTool(string Program, string Provider)
{
    /// <summary>What the tool says of a provider that is used as it is.</summary>
    public const string KnownWarning = "Provider development overrides are in effect";

    private const string AwsProvider = "registry.terraform.io/hashicorp/aws";

    /// <summary>The tool, or null where terraform or its provider is not there.</summary>
    public static TerraformTool? Find() =>
        OnPath("terraform") is { } program && PluginFolders().SelectMany(ProviderFolders).FirstOrDefault() is { } provider
            ? new TerraformTool(program, provider)
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
        var settings = Path.Combine(folder, "terraform.rc");
        await File.WriteAllTextAsync(
            settings,
            $$"""
            provider_installation {
              dev_overrides { "hashicorp/aws" = {{System.Text.Json.JsonSerializer.Serialize(Provider)}} }
            }

            """,
            cancellationToken);
        start.Environment["TF_CLI_CONFIG_FILE"] = settings;
        // The provider's schema is large, and both collect garbage most of the time that they take to pass it on.
        start.Environment["GOGC"] = "400";
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

    private static IEnumerable<string> ProviderFolders(string plugins)
    {
        var platform = $"linux_{(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64")}";
        var provider = Path.Combine(plugins, AwsProvider);
        return OperatingSystem.IsLinux() && Directory.Exists(provider)
            ? Directory.EnumerateDirectories(provider)
                .Order(StringComparer.Ordinal)
                .Select(version => Path.Combine(version, platform))
                .Where(Directory.Exists)
            : [];
    }
}
