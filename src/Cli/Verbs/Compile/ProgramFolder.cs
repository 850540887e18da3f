using Starface.Drift.Files;
using Starface.Drift.Output;
using Starface.Cli.Hosting;
using Starface.Policy.Problems;
namespace Starface.Cli.Verbs.Compile;

/// <summary>
/// The folder a program is written to. Both files appear whole or not at all, and nothing that others wrote is overwritten.
/// </summary>
internal sealed class ProgramFolder
{
    /// <summary>The project's file.</summary>
    public const string ProjectFile = "Pulumi.yaml";

    /// <summary>The program's file.</summary>
    public const string ProgramFile = "Main.json";

    private readonly string _path;

    private ProgramFolder(string path, string display)
    {
        _path = path;
        Display = display;
    }

    /// <summary>The folder, for messages.</summary>
    public string Display { get; }

    /// <summary>Looks whether a folder can take a program; writes nothing.</summary>
    /// <param name="named">The folder as it was named.</param>
    /// <param name="environment">The machine.</param>
    /// <exception cref="UsageException">It is a file, or it holds a program that was not written here.</exception>
    public static ProgramFolder Open(string named, CliEnvironment environment)
    {
        if (named.Length == 0) throw new UsageException(UsageProblem.Option("--output is empty", "name a folder"));
        var path = Path.GetFullPath(named, environment.CurrentDirectory);
        var folder = new ProgramFolder(path, DisplayPath.From(path, environment));
        for (var above = path; above is not null; above = Path.GetDirectoryName(above))
        {
            if (File.Exists(above))
            {
                throw Error(
                    $"'{DisplayPath.From(above, environment)}' is a file where a folder is needed",
                    "name another folder, or move the file away");
            }
        }

        folder.RefuseForeignFiles();
        return folder;
    }

    /// <summary>Writes a program.</summary>
    /// <param name="program">Writes Main.json.</param>
    /// <exception cref="UsageException">
    /// The folder cannot be made or written to, or the program has problems; nothing is left behind.
    /// </exception>
    public void Write(Action<OutputGate> program)
    {
        var made = FirstMissing();
        try
        {
            Directory.CreateDirectory(_path);
            // The project is there first: by it a run that looks at the same time knows whose the folder is.
            WholeFiles.Write(
                (Path.Combine(_path, ProjectFile), project => project.WriteLines(PulumiProgram.Project)),
                (Path.Combine(_path, ProgramFile), program));
        }
        catch (Exception problem) when (WholeFiles.IsFileProblem(problem) || problem is UsageException)
        {
            if (made is not null) WholeFiles.TryDelete(() => DeleteEmpty(made));
            if (problem is UsageException) throw;
            throw Error($"'{Display}' cannot be written: {ForeignText.ToPhrase(problem)}", "name a folder that you can write to");
        }
    }

    private static UsageException Error(string message, string fix) => new(UsageProblem.FileOf("--output", message, fix));

    private void RefuseForeignFiles()
    {
        var project = Path.Combine(_path, ProjectFile);
        try
        {
            // Whose the folder is is looked at last: another run may write into it at the same time.
            var foreign = Array.Find([ProjectFile, ProgramFile], file => File.Exists(Path.Combine(_path, file)));
            var isOwn = File.Exists(project)
                && InputFile.ReadStart(project, PulumiProgram.Mark.Length + 1).TrimEnd('\r', '\n') == PulumiProgram.Mark;
            if (foreign is not null && !isOwn)
            {
                throw Error(
                    $"'{Display}' holds a {foreign} that 'compile' did not write, and it is not overwritten", "name an empty folder");
            }
            if (Directory.Exists(project) || Directory.Exists(Path.Combine(_path, ProgramFile)))
                throw Error($"'{Display}' holds a folder where {ProjectFile} or {ProgramFile} is to be written", "name an empty folder");
        }
        catch (Exception problem) when (WholeFiles.IsFileProblem(problem))
        {
            throw Error($"'{Display}' cannot be read: {ForeignText.ToPhrase(problem)}", "name a folder that you can write to");
        }
    }

    /// <summary>Deletes the folders that were made, where another run has not written into them.</summary>
    private void DeleteEmpty(string made)
    {
        for (var folder = _path; folder is not null && folder.Length >= made.Length; folder = Path.GetDirectoryName(folder))
            Directory.Delete(folder);
    }

    /// <summary>The topmost folder that has to be made, or null when the folder is there.</summary>
    private string? FirstMissing()
    {
        string? missing = null;
        for (var folder = _path; folder is not null && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder))
            missing = folder;
        return missing;
    }
}
