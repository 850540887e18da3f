using System.Collections.Immutable;
using System.Text;
using Starface.Cli.Hosting;
using Starface.Drift.Files;
using Starface.Policy;
using Starface.Policy.Configuration;
using Starface.Policy.Problems;

namespace Starface.Cli.Selection;

/// <summary>A file with entries of what is accepted: drift, or findings.</summary>
/// <typeparam name="T">The list.</typeparam>
/// <param name="UsualName">The name that it has beside the stacks' files.</param>
/// <param name="Key">The key that the file begins with.</param>
/// <param name="Parse">Reads the file's tree.</param>
internal sealed record EntryFile<T>(string UsualName, string Key, EntryFile<T>.Reader Parse)
    where T : class
{
    /// <summary>Reads the tree of a file.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="problems">Everything that is wrong with it.</param>
    public delegate T Reader(ConfigNode root, out ImmutableArray<Problem> problems);

    /// <summary>The file that was named, else the usual one where it exists, else null.</summary>
    /// <param name="named">The file that was named, or null.</param>
    /// <param name="directory">The folder of the stacks' files.</param>
    /// <param name="environment">The machine.</param>
    public string? Find(string? named, string directory, CliEnvironment environment) =>
        named is not null
            ? Path.GetFullPath(named, environment.CurrentDirectory)
            : new[] { directory, environment.CurrentDirectory }
                .Select(folder => Path.Combine(folder, UsualName))
                .FirstOrDefault(File.Exists);

    /// <summary>The list of a file.</summary>
    /// <param name="path">The file's full path.</param>
    /// <param name="environment">The machine.</param>
    /// <exception cref="UsageException">It cannot be read or has problems.</exception>
    public T Read(string path, CliEnvironment environment)
    {
        var display = DisplayPath.From(path, environment);
        string text;
        try
        {
            text = InputFile.ReadAllText(path, Encoding.UTF8, InputLimits.ConfigurationFile);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(UsageProblem.File(display, $"The file cannot be read: {ForeignText.ToPhrase(problem)}"));
        }

        var list = Parse(YamlConfigReader.Read(text, display, Key), out var problems);
        return problems.IsEmpty ? list : throw new UsageException(problems);
    }
}
