namespace Starface.Cli.Hosting;

/// <summary>The checkout of this repository, which reports refer to and whose stacks are the default.</summary>
internal static class Repository
{
    private const string Solution = "Infra.sln";

    /// <summary>The nearest checkout upwards from the current folder, then from the program's own; null when there is none.</summary>
    /// <param name="environment">The machine.</param>
    public static string? RootOf(CliEnvironment environment) => Nearest(environment, folder => IsRoot(folder) ? folder : null);

    /// <summary>Whether a folder is the root of a checkout.</summary>
    /// <param name="folder">The folder.</param>
    public static bool IsRoot(string folder) => File.Exists(Path.Combine(folder, Solution));

    /// <summary>
    /// What a search finds first in the current folder and those above it, then in the program's own folder and those above it.
    /// </summary>
    /// <param name="environment">The machine.</param>
    /// <param name="search">Returns what a folder has, or null.</param>
    public static string? Nearest(CliEnvironment environment, Func<string, string?> search)
    {
        foreach (var folder in Upwards(environment.CurrentDirectory).Concat(Upwards(environment.ApplicationDirectory)))
        {
            if (search(folder) is { } found) return found;
        }

        return null;
    }

    /// <summary>A path within the checkout, with forward slashes; outside of it, the path as people read it.</summary>
    /// <param name="root">The checkout, or null.</param>
    /// <param name="path">The full path.</param>
    /// <param name="environment">The machine.</param>
    public static string Relative(string? root, string path, CliEnvironment environment)
    {
        var relative = root is null ? ".." : Path.GetRelativePath(root, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? DisplayPath.From(path, environment) : relative.Replace('\\', '/');
    }

    private static IEnumerable<string> Upwards(string start)
    {
        for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder)) yield return folder;
    }
}
