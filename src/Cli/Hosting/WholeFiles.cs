using System.Text;

namespace Starface.Cli.Hosting;

/// <summary>Writes files that appear complete or not at all.</summary>
internal static class WholeFiles
{
    /// <summary>Writes files in UTF-8 over those of the same names. No file changes before the texts of all are on the disk.</summary>
    /// <param name="files">The paths and texts.</param>
    /// <exception cref="IOException">A file cannot be written; no partial file is left behind.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public static void Write(params (string Path, string Text)[] files)
    {
        var temporary = Array.ConvertAll(files, file => $"{file.Path}.{Guid.NewGuid():N}.tmp");
        try
        {
            for (var i = 0; i < files.Length; i++)
                File.WriteAllText(temporary[i], files[i].Text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            for (var i = 0; i < files.Length; i++) File.Move(temporary[i], files[i].Path, overwrite: true);
        }
        catch (Exception problem) when (IsFileProblem(problem))
        {
            foreach (var file in temporary) TryDelete(() => File.Delete(file));
            throw;
        }
    }

    /// <summary>Whether an exception says that a file or folder cannot be read or written.</summary>
    /// <param name="problem">The exception.</param>
    public static bool IsFileProblem(Exception problem) => problem is UnauthorizedAccessException or IOException;

    /// <summary>Deletes after a failure, which a second failure must not hide: what cannot be deleted stays.</summary>
    /// <param name="delete">Deletes.</param>
    public static void TryDelete(Action delete)
    {
        try
        {
            delete();
        }
        catch (Exception problem) when (IsFileProblem(problem))
        {
            // The first problem is the one to report.
        }
    }
}
