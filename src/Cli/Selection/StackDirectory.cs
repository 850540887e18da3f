using System.Collections.Immutable;
using Starface.Cli.Hosting;
using Starface.Policy.Problems;

namespace Starface.Cli.Selection;

/// <summary>The folder of a Pulumi project, where each stack has a file <c>Pulumi.&lt;stack&gt;.yaml</c>.</summary>
internal sealed class StackDirectory
{
    private const string Prefix = "Pulumi.";
    private const string Suffix = ".yaml";
    private const string ProjectFile = "Pulumi.yaml";

    private readonly string _path;

    private StackDirectory(string path, CliEnvironment environment)
    {
        _path = path;
        Display = DisplayPath.From(path, environment);
        var stacks = ImmutableArray.CreateBuilder<string>();
        foreach (var file in Directory.GetFiles(path, Prefix + "*" + Suffix))
        {
            var name = Path.GetFileName(file);
            if (name.Length > Prefix.Length + Suffix.Length) stacks.Add(name[Prefix.Length..^Suffix.Length]);
        }

        stacks.Sort(StringComparer.Ordinal);
        Stacks = stacks.ToImmutable();
    }

    /// <summary>The folder, for messages.</summary>
    public string Display { get; }

    /// <summary>The stacks' names in ordinal order.</summary>
    public ImmutableArray<string> Stacks { get; }

    /// <summary>The file of a stack.</summary>
    /// <param name="stack">One of <see cref="Stacks"/>.</param>
    public string FileOf(string stack) => Path.Combine(_path, Prefix + stack + Suffix);

    /// <summary>
    /// The folder that was named, else the nearest Pulumi project or checkout of this repository, upwards from the current folder and
    /// then from the program's own.
    /// </summary>
    /// <exception cref="UsageException">There is none, or what was named is not a folder.</exception>
    public static StackDirectory Find(string? named, CliEnvironment environment)
    {
        try
        {
            if (named is not null) return new StackDirectory(Named(named, environment), environment);
            var found = Repository.Nearest(environment, Project)
                ?? throw new UsageException(UsageProblem.Option(
                    "There is no Pulumi.yaml in this folder or above it",
                    "name the folder of the stacks with --directory, or describe an instance with --policy, --cloud and --peer"));
            return new StackDirectory(found, environment);
        }
        catch (Exception problem) when (problem is UnauthorizedAccessException or IOException)
        {
            throw new UsageException(UsageProblem.FileOf("--directory", $"The folder cannot be read: {ForeignText.ToPhrase(problem)}"));
        }
    }

    private static string Named(string named, CliEnvironment environment)
    {
        var path = Path.GetFullPath(named, environment.CurrentDirectory);
        if (Directory.Exists(path)) return path;
        throw new UsageException(UsageProblem.FileOf(
            "--directory",
            File.Exists(path) ? $"'{named}' is a file" : $"There is no folder '{named}'",
            "name the folder with the files Pulumi.<stack>.yaml"));
    }

    /// <summary>The folder itself when it is a Pulumi project, the one that a checkout has, or null.</summary>
    private static string? Project(string folder)
    {
        if (File.Exists(Path.Combine(folder, ProjectFile))) return folder;
        var infra = Path.Combine(folder, "src", "Infra");
        return Repository.IsRoot(folder) && Directory.Exists(infra) ? infra : null;
    }
}
