namespace Starface.Cli.Hosting;

/// <summary>Paths as people read them.</summary>
internal static class DisplayPath
{
    /// <summary>The path relative to the current folder if it is inside it, else the full path; always with forward slashes.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="environment">The machine.</param>
    public static string From(string path, CliEnvironment environment)
    {
        var relative = Path.GetRelativePath(environment.CurrentDirectory, path);
        var shown = relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
        return OperatingSystem.IsWindows() ? shown.Replace('\\', '/') : shown;
    }
}
