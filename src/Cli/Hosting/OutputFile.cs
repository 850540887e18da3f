using Starface.Drift.Output;
using Starface.Policy.Problems;

namespace Starface.Cli.Hosting;

/// <summary>The file of an option <c>--output</c>. It appears whole or not at all.</summary>
internal static class OutputFile
{
    /// <summary>Writes the file, over an older one of the same name.</summary>
    /// <param name="named">The file as it was named.</param>
    /// <param name="write">Writes its text.</param>
    /// <param name="environment">The machine.</param>
    /// <returns>The file, for messages.</returns>
    /// <exception cref="UsageException">It is a folder, its folder is missing, or it cannot be written; nothing is left behind.</exception>
    public static string Write(string named, Action<OutputGate> write, CliEnvironment environment)
    {
        if (named.Length == 0) throw new UsageException(UsageProblem.Option("--output is empty", "name a file"));
        var path = Path.GetFullPath(named, environment.CurrentDirectory);
        var display = DisplayPath.From(path, environment);
        if (Directory.Exists(path))
        {
            throw new UsageException(
                UsageProblem.FileOf("--output", $"'{display}' is a folder where a file is needed", "name a file in it"));
        }
        try
        {
            WholeFiles.Write((path, write));
            return display;
        }
        catch (Exception problem) when (WholeFiles.IsFileProblem(problem))
        {
            throw new UsageException(UsageProblem.FileOf(
                "--output",
                $"'{display}' cannot be written: {ForeignText.ToPhrase(problem)}",
                "name a file in a folder that exists and that you can write to"));
        }
    }
}
