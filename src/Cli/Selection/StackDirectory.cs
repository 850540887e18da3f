using System.Collections.Immutable;
using Starface.Drift.Files;
using Starface.Cli.Hosting;
using Starface.Policy;
using Starface.Policy.Configuration;
using Starface.Policy.Expectations;
using Starface.Policy.Names;
using Starface.Policy.Problems;

namespace Starface.Cli.Selection;

/// <summary>The folder of a Pulumi project, where each stack has a file <c>Pulumi.&lt;stack&gt;.yaml</c>.</summary>
internal sealed class StackDirectory
{
    private const string Prefix = "Pulumi.";
    private const string Suffix = ".yaml";
    private const string ProjectFileName = "Pulumi.yaml";

    /// <summary>The endings of stacks' files beside a project's file of another ending.</summary>
    private static readonly string[] OtherSuffixes = [".yml", ".json"];

    /// <summary>The project's files that Pulumi knows beside <see cref="ProjectFileName"/>, and whether it prefers them.</summary>
    private static readonly (string File, bool IsFirst)[] OtherProjectFiles = [("Pulumi.json", true), ("Pulumi.yml", false)];

    private readonly string _path;
    private readonly string _stacks;
    private readonly CliEnvironment _environment;
    private readonly Lazy<Guardrails> _guardrails;
    private Lazy<HostsLock?> _names;

    private StackDirectory(string path, CliEnvironment environment)
    {
        _path = path;
        _environment = environment;
        Display = DisplayPath.From(path, environment);
        RejectOtherProjectFiles(path);
        var project = Path.Combine(path, ProjectFileName);
        if (File.Exists(project))
        {
            var display = DisplayPath.From(project, environment);
            Project = ProjectFile.Read(StackFile.ReadText(project, display), display);
        }

        _stacks = Project?.StacksFolder is { } folder ? Path.Combine(path, folder) : path;
        LockPath = Path.Combine(path, HostsLock.FileName);
        _names = new Lazy<HostsLock?>(ReadLock);
        _guardrails = new Lazy<Guardrails>(ReadGuardrails);
        if (!Directory.Exists(_stacks)) return;
        var stacks = ImmutableArray.CreateBuilder<string>();
        foreach (var file in Directory.GetFiles(_stacks, Prefix + "*" + Suffix))
        {
            if (StackOf(Path.GetFileName(file)) is { } stack) stacks.Add(stack);
        }

        stacks.Sort(StringComparer.Ordinal);
        Stacks = stacks.ToImmutable();
    }

    /// <summary>The project's file, which may not exist.</summary>
    public string ProjectPath => Path.Combine(_path, ProjectFileName);

    /// <summary>The folder of the stacks' files.</summary>
    public string StacksPath => _stacks;

    /// <summary>The folder, for messages.</summary>
    public string Display { get; }

    /// <summary>The stacks' names in ordinal order.</summary>
    public ImmutableArray<string> Stacks { get; } = [];

    /// <summary>The project, or null where the folder has none.</summary>
    public ProjectFile? Project { get; }

    /// <summary>The file with the addresses of hosts, which may not exist. The Pulumi program reads it from the project's folder.</summary>
    public string LockPath { get; }

    /// <summary>The addresses of hosts that stacks do not pin, or null where there is no file with them.</summary>
    /// <exception cref="UsageException">The file cannot be read or has problems.</exception>
    public HostsLock? Names => _names.Value;

    /// <summary>What no instance may permit. The Pulumi program reads the file from the project's folder.</summary>
    /// <exception cref="UsageException">The file cannot be read or has problems.</exception>
    public Guardrails Guardrails => _guardrails.Value;

    /// <summary>The folder with other addresses of hosts than its file has.</summary>
    /// <param name="names">The addresses, or null for none.</param>
    public StackDirectory With(HostsLock? names)
    {
        var other = (StackDirectory)MemberwiseClone();
        other._names = new Lazy<HostsLock?>(() => names);
        return other;
    }

    /// <summary>The file of a stack.</summary>
    /// <param name="stack">One of <see cref="Stacks"/>.</param>
    public string FileOf(string stack) => Path.Combine(_stacks, NameOf(stack));

    /// <summary>The name of the file of a stack.</summary>
    /// <param name="stack">The stack.</param>
    public static string NameOf(string stack) => Prefix + stack + Suffix;

    /// <summary>A file that would be a stack's if it had another ending, for messages; null where there is none.</summary>
    /// <param name="stack">The stack, as it was named.</param>
    public string? FindOverlooked(string stack)
    {
        if (!Directory.Exists(_stacks)) return null;
        // What was named may be anything; only a name in this folder is looked for.
        var name = OtherSuffixes.Select(suffix => Prefix + stack + suffix).FirstOrDefault(NamesIn(_stacks).Contains);
        return name is null ? null : DisplayPath.From(Path.Combine(_stacks, name), _environment);
    }

    /// <summary>The stack whose file has a name; null where it is not that of a stack.</summary>
    /// <param name="file">The name, without a folder.</param>
    public static string? StackOf(string file) =>
        file.Length > Prefix.Length + Suffix.Length
            && file.StartsWith(Prefix, StringComparison.Ordinal)
            && file.EndsWith(Suffix, StringComparison.Ordinal)
            ? file[Prefix.Length..^Suffix.Length]
            : null;

    /// <summary>The content of a file of the project, and its name for messages.</summary>
    /// <param name="name">The path in the project's folder.</param>
    public (byte[] Content, string Name) ReadFile(string name)
    {
        var path = Path.Combine(_path, name);
        return (InputFile.ReadAllBytes(path, InputLimits.InstancesFile), DisplayPath.From(path, _environment));
    }

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
            var found = Repository.Nearest(environment, ProjectOf)
                ?? throw new UsageException(UsageProblem.Option(
                    "There is no Pulumi.yaml in this folder or above it",
                    "name the folder of the stacks with --directory, or describe an instance with --policy, --cloud and --peer"));
            var directory = new StackDirectory(found, environment);
            if (!IsProjectOf(found, environment.CurrentDirectory))
            {
                environment.Note(Problem.Info(
                    ProblemIds.OtherProject,
                    $"There is no Pulumi.yaml in this folder or above it; the stacks of {directory.Display} are used",
                    "name another folder with --directory"));
            }

            return directory;
        }
        catch (Exception problem) when (problem is UnauthorizedAccessException or IOException)
        {
            throw new UsageException(UsageProblem.FileOf("--directory", $"The folder cannot be read: {ForeignText.ToPhrase(problem)}"));
        }
    }

    /// <summary>
    /// The folder that was named, else the nearest Pulumi project from the current folder upwards, else the current folder, where a project
    /// may begin.
    /// </summary>
    /// <exception cref="UsageException">What was named is not a folder, or the project's file has problems.</exception>
    public static StackDirectory FindOrMake(string? named, CliEnvironment environment)
    {
        try
        {
            var found = named is not null
                ? Named(named, environment)
                : Repository.Nearest(environment with { ApplicationDirectory = environment.CurrentDirectory }, ProjectOf);
            return new StackDirectory(found ?? environment.CurrentDirectory, environment);
        }
        catch (Exception problem) when (problem is UnauthorizedAccessException or IOException)
        {
            throw new UsageException(UsageProblem.FileOf("--directory", $"The folder cannot be read: {ForeignText.ToPhrase(problem)}"));
        }
    }

    private HostsLock? ReadLock()
    {
        if (ReadOfProject(HostsLock.FileName) is not { } file) return null;
        return HostsLockReader.Read(file.Text, file.Display, out var problems) ?? throw new UsageException(problems);
    }

    private Guardrails ReadGuardrails()
    {
        foreach (var folder in new[] { _path, _stacks })
        {
            if (!Directory.Exists(folder) || Guardrails.FindOverlooked(NamesIn(folder)) is not { } other) continue;
            throw new UsageException(UsageProblem.File(
                DisplayPath.From(Path.Combine(folder, other), _environment),
                $"The file is read under the name {Guardrails.FileName} alone",
                $"rename it to {Guardrails.FileName}"));
        }

        if (ReadOfProject(Guardrails.FileName) is not { } file) return Guardrails.None;
        var read = GuardrailReader.Read(file.Text, file.Display, out var problems);
        return problems.IsEmpty ? read : throw new UsageException(problems);
    }

    private string[] NamesIn(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(folder).Select(entry => Path.GetFileName(entry))];
        }
        catch (Exception problem) when (problem is UnauthorizedAccessException or IOException)
        {
            throw new UsageException(UsageProblem.File(
                DisplayPath.From(folder, _environment), $"The folder cannot be read: {ForeignText.ToPhrase(problem)}"));
        }
    }

    /// <summary>A file that belongs to the project, and its name for messages; null where the file is missing.</summary>
    private (string Text, string Display)? ReadOfProject(string name)
    {
        var path = Path.Combine(_path, name);
        var display = DisplayPath.From(path, _environment);
        var beside = Path.Combine(_stacks, name);
        if (_stacks != _path && Path.Exists(beside))
        {
            throw new UsageException(UsageProblem.File(
                DisplayPath.From(beside, _environment),
                "The file is read from the project's folder, and not from that of the stacks",
                $"move it to {display}"));
        }

        return Path.Exists(path) ? (StackFile.ReadText(path, display), display) : null;
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
    private static string? ProjectOf(string folder)
    {
        RejectOtherProjectFiles(folder);
        if (File.Exists(Path.Combine(folder, ProjectFileName))) return folder;
        var infra = Path.Combine(folder, "src", "Infra");
        return Repository.IsRoot(folder) && Directory.Exists(infra) ? infra : null;
    }

    /// <summary>
    /// Whether a folder is the project that Pulumi finds from another one, or the one of the checkout whose root that is, as the help says.
    /// </summary>
    private static bool IsProjectOf(string project, string folder)
    {
        var relative = Path.GetRelativePath(project, folder);
        return relative == "." || !(relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative))
            || Repository.IsRoot(folder);
    }

    /// <summary>Pulumi reads these as the project's file, and then other files of the stacks too.</summary>
    private static void RejectOtherProjectFiles(string folder)
    {
        var hasProject = File.Exists(Path.Combine(folder, ProjectFileName));
        foreach (var (file, isFirst) in OtherProjectFiles)
        {
            if ((isFirst || !hasProject) && File.Exists(Path.Combine(folder, file)))
            {
                throw new UsageException(UsageProblem.File(
                    Path.Combine(folder, file),
                    $"Pulumi reads the project from {file}, and this program reads only {ProjectFileName}",
                    $"rename it to {ProjectFileName}, and the stacks' files accordingly"));
            }
        }
    }
}
