using System.Collections.Immutable;

namespace Starface.Benchmarks;

/// <summary>A build of the command line that can be run: the copy beside the benchmarks is not one that ships.</summary>
/// <param name="Name">Built, or packed.</param>
/// <param name="Program">The program and what leads to it.</param>
internal sealed record CommandBuild(string Name, ImmutableArray<string> Program)
{
    /// <summary>What to do when there is no build.</summary>
    public const string Missing = "no Release build of src/Cli is under artifacts/. Build it with 'dotnet build src/Cli -c Release' and "
        + "'dotnet pack src/Cli -c Release -r RID'.";

    /// <summary>The runtime's program.</summary>
    public static string Dotnet =>
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";

    /// <summary>The checkout, or null.</summary>
    public static string? Repository
    {
        get
        {
            for (var directory = AppContext.BaseDirectory; directory is not null; directory = Path.GetDirectoryName(directory))
            {
                if (File.Exists(Path.Combine(directory, "Infra.sln"))) return directory;
            }

            return null;
        }
    }

    /// <summary>The command line's own outputs: compiled ahead of time by a build, and native as the packed tool carries it.</summary>
    public static ImmutableArray<CommandBuild> All()
    {
        if (Repository is not { } repository) return [];
        return
        [
            .. Find("bin", "release_*", "Starface.Cli.dll").Select(program => new CommandBuild("built", [Dotnet, program])),
            .. Find("publish", "packed_*", OperatingSystem.IsWindows() ? "Starface.Cli.exe" : "Starface.Cli").Select(
                program => new CommandBuild("packed", [program])),
        ];

        IEnumerable<string> Find(string kind, string pattern, string file) =>
            new DirectoryInfo(Path.Combine(repository, "artifacts", kind, "Cli")) is { Exists: true } folder
                ? folder.EnumerateDirectories(pattern)
                    .Select(place => Path.Combine(place.FullName, file))
                    .Order(StringComparer.Ordinal)
                    .Where(File.Exists)
                : [];
    }
}
