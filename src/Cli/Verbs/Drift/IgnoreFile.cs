using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Policy.Comparison;
using Starface.Policy.Problems;

namespace Starface.Cli.Verbs.Drift;

/// <summary>The file of accepted drift.</summary>
internal static class IgnoreFile
{
    private const string UsualName = "drift-ignore.yaml";

    /// <summary>The file that was named, else the usual one where it exists, else null.</summary>
    public static string? Find(string? named, string directory, CliEnvironment environment)
    {
        if (named is not null) return Path.GetFullPath(named, environment.CurrentDirectory);
        return new[] { directory, environment.CurrentDirectory }
            .Select(folder => Path.Combine(folder, UsualName))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Its entries.</summary>
    /// <exception cref="UsageException">It cannot be read or has problems.</exception>
    public static IgnoreList Read(string path, CliEnvironment environment)
    {
        var display = DisplayPath.From(path, environment);
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(UsageProblem.File(display, $"The file cannot be read: {ForeignText.ToPhrase(problem)}"));
        }

        var list = IgnoreList.Read(YamlConfigReader.Read(text, display, "ignore"), out var problems);
        return problems.IsEmpty ? list : throw new UsageException(problems);
    }
}
