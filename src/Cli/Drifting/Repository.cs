using Starface.Cli.Selection;

namespace Starface.Cli.Drifting;

/// <summary>The checkout that reports lead into.</summary>
internal static class Repository
{
    private const string Solution = "Infra.sln";

    /// <summary>The nearest checkout upwards from the current folder, then from the program's own; null when there is none.</summary>
    public static string? RootOf(CliEnvironment environment) => Nearest(environment.CurrentDirectory) ?? Nearest(environment.ApplicationDirectory);

    /// <summary>A path within the checkout, with forward slashes; else as people read it.</summary>
    public static string Relative(string? root, string path, CliEnvironment environment)
    {
        if (root is null) return DisplayPath.Of(path, environment);
        var relative = Path.GetRelativePath(root, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? DisplayPath.Of(path, environment) : relative.Replace('\\', '/');
    }

    private static string? Nearest(string start)
    {
        for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, Solution))) return folder;
        }

        return null;
    }
}
