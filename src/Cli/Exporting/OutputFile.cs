using System.Text;
using Starface.Cli.Selection;

namespace Starface.Cli.Exporting;

/// <summary>The file an export is written to. It appears whole or not at all.</summary>
internal static class OutputFile
{
    /// <summary>Writes a text, over an older one of the same name.</summary>
    /// <param name="named">The file as it was named.</param>
    /// <param name="text">The text.</param>
    /// <param name="environment">The machine.</param>
    /// <returns>The file, for messages.</returns>
    /// <exception cref="MistakeException">It is a folder, its folder is missing, or it cannot be written; nothing is left behind.</exception>
    public static string Write(string named, string text, CliEnvironment environment)
    {
        if (named.Length == 0) throw new MistakeException("--output is empty: name a file.");
        var path = Path.GetFullPath(named, environment.CurrentDirectory);
        var display = DisplayPath.Of(path, environment);
        if (Directory.Exists(path))
            throw new MistakeException($"--output: '{display}' is a folder where a file is needed. Name a file in it.");
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllText(temporary, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            File.Move(temporary, path, overwrite: true);
            return display;
        }
        catch (Exception problem) when (problem is UnauthorizedAccessException or IOException)
        {
            TryDelete(temporary);
            throw new MistakeException($"--output: '{display}' cannot be written: {problem.Message.TrimEnd('.')}. Name a file in a folder that exists and that you may write to.");
        }
    }

    /// <summary>Cleaning up after a failure must not hide the failure.</summary>
    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception problem) when (problem is UnauthorizedAccessException or IOException)
        {
            // What cannot be deleted stays; the first problem is the one to report.
        }
    }
}
