using System.Collections.Immutable;
using Starface.Cli.Assemblies;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Cli.Verbs.Schema;
using Starface.Drift.Output;
using Starface.Policy;
using Starface.Policy.Problems;

namespace Starface.Cli.Verbs.New;

/// <summary>Writes the files of a new stack, and none over a file that exists.</summary>
internal static class NewFiles
{
    private const string Project = """
        name: starface
        description: Firewall policies of STARFACE telephone systems on AWS and Azure
        runtime: dotnet
        # Each update and preview first reads what is there, so that what was changed by hand is seen.
        options:
          refresh: always
        """;

    /// <summary>Writes the stack's file, and the project's file with its program and the schema where they are missing.</summary>
    /// <param name="folder">The folder of the project.</param>
    /// <param name="template">The stack.</param>
    /// <param name="catalog">The policies there are, for the schema.</param>
    /// <param name="assembly">The assembly with policies that are not shipped, which the project's file names for people; or null.</param>
    /// <param name="environment">The machine.</param>
    /// <returns>What was written, for people.</returns>
    /// <exception cref="UsageException">The stack has a file, or it cannot be written.</exception>
    public static ImmutableArray<string> Write(
        StackDirectory folder, StackTemplate template, PolicyCatalog catalog, string? assembly, CliEnvironment environment)
    {
        var stack = folder.FileOf(template.Stack);
        var display = DisplayPath.From(stack, environment);
        if (Path.Exists(stack))
            throw Refusal(display, "The file exists, and is not overwritten", "name another stack, or remove the file");
        var schema = Path.Combine(folder.StacksPath, StackSchema.FileName);
        var files = new List<(string Path, Action<OutputGate> Write)>();
        try
        {
            if (folder.Project is null)
            {
                files.Add((folder.ProjectPath, file => WriteProject(folder, assembly, file)));
                if (assembly is null) files.AddRange(StackProgram.FilesFor(Path.GetDirectoryName(folder.ProjectPath)!));
            }

            if (!Path.Exists(schema)) files.Add((schema, file => StackSchema.Write(catalog, environment.Clouds, file)));
            files.Add((stack, file => template.Write(StackSchema.FileName, file)));
            Directory.CreateDirectory(folder.StacksPath);
            WholeFiles.WriteNew([.. files]);
        }
        catch (Exception problem) when (WholeFiles.IsFileProblem(problem))
        {
            throw Refusal(display, $"The file cannot be written: {ForeignText.ToPhrase(problem)}", "name a folder that you can write to");
        }

        return [.. files.Select(file => DisplayPath.From(file.Path, environment)).Order(StringComparer.Ordinal)];
    }

    private static void WriteProject(StackDirectory folder, string? assembly, OutputGate file)
    {
        file.WriteLines(Project);
        if (assembly is null) return;
        var path = Path.GetRelativePath(Path.GetDirectoryName(folder.ProjectPath)!, assembly).Replace('\\', '/');
        file.WriteLines(
            $"""
            config:
              # Where the policies are, for people: a command loads them with {PolicySource.AssemblyOption} or {PolicySource.BuildOption} alone.
              {StackFile.AssemblyKey}: '{path.Replace("'", "''", StringComparison.Ordinal)}'
            """);
    }

    private static UsageException Refusal(string display, string message, string fix) =>
        new(UsageProblem.File(display, message, fix));
}
