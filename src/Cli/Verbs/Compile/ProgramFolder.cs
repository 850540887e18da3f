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

    /// <summary>Writes the program.</summary>
    /// <exception cref="UsageException">The folder cannot be made or written to; nothing is left behind.</exception>
    public void Write(PulumiProgram program)
    {
        var made = FirstMissing();
        try
        {
            Directory.CreateDirectory(_path);
            WholeFiles.Write((Path.Combine(_path, ProgramFile), program.Program), (Path.Combine(_path, ProjectFile), program.Project));
        }
        catch (Exception problem) when (WholeFiles.IsFileProblem(problem))
        {
            if (made is not null) WholeFiles.TryDelete(() => Directory.Delete(made, recursive: true));
            throw Error($"'{Display}' cannot be written: {ForeignText.ToPhrase(problem)}", "name a folder that you can write to");
        }
    }

    private static UsageException Error(string message, string fix) => new(UsageProblem.FileOf("--output", message, fix));

    private void RefuseForeignFiles()
    {
        var project = Path.Combine(_path, ProjectFile);
        try
        {
            var isOwn = File.Exists(project) && File.ReadLines(project).FirstOrDefault() == PulumiProgram.Mark;
            var foreign = isOwn ? null : Array.Find([ProjectFile, ProgramFile], file => File.Exists(Path.Combine(_path, file)));
            if (foreign is not null)
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

    /// <summary>The topmost folder that has to be made, or null when the folder is there.</summary>
    private string? FirstMissing()
    {
        string? missing = null;
        for (var folder = _path; folder is not null && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder))
            missing = folder;
        return missing;
    }
}
