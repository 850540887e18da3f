using System.Runtime.InteropServices;
using System.Text;
using Starface.Drift.Files;
using Starface.Drift.Output;

namespace Starface.Cli.Hosting;

/// <summary>Writes files, new or regular ones only, that appear complete or not at all.</summary>
internal static class WholeFiles
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes files in UTF-8 over those of the same names. No file changes before the texts of all are on the disk.</summary>
    /// <param name="files">The paths, and what writes the texts; an exception of it leaves no partial file behind.</param>
    /// <exception cref="IOException">A file cannot be written; no partial file is left behind.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public static void Write(params (string Path, Action<OutputGate> Write)[] files)
    {
        foreach (var (path, _) in files) RefuseSpecial(path);
        WriteAll(files, overwrite: true);
    }

    /// <summary>Writes files as <see cref="Write"/> does, and none over a file that exists.</summary>
    /// <param name="files">The paths, and what writes the texts.</param>
    /// <exception cref="IOException">A file exists or cannot be written; none of the others is left behind.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public static void WriteNew(params (string Path, Action<OutputGate> Write)[] files)
    {
        foreach (var (path, _) in files)
        {
            if (FileKind.IsSpecial(path) || Path.Exists(path)) throw new IOException($"'{Path.GetFileName(path)}' exists");
        }

        WriteAll(files, overwrite: false);
    }

    private static void WriteAll((string Path, Action<OutputGate> Write)[] files, bool overwrite)
    {
        var (moved, isEnded, ending) = (0, false, new object());
        var temporary = Array.ConvertAll(files, file => $"{file.Path}.{Guid.NewGuid():N}.tmp");
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var hungUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, End);
        try
        {
            for (var i = 0; i < files.Length; i++)
            {
                using var text = Open(temporary[i]);
                files[i].Write(new OutputGate(text));
            }

            for (; moved < files.Length; moved++) File.Move(temporary[moved], files[moved].Path, overwrite);
        }
        catch (Exception problem) when (IsFileProblem(problem) || problem is UsageException)
        {
            foreach (var file in temporary) TryDelete(() => File.Delete(file));
            foreach (var (path, _) in files.Take(overwrite ? 0 : moved)) TryDelete(() => File.Delete(path));
            throw;
        }

        // A signal ends the program after this; where the first Ctrl-C is only a wish to stop reading, writing fails instead.
        void End(PosixSignalContext signal)
        {
            lock (ending) isEnded = true;
            foreach (var file in temporary) TryDelete(() => File.Delete(file));
        }

        StreamWriter Open(string path)
        {
            lock (ending) return isEnded ? throw new IOException("the command was ended") : new StreamWriter(path, append: false, Encoding);
        }
    }

    /// <summary>Appends a text to a file, which is made where it is missing.</summary>
    /// <param name="path">The path.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public static void Append<TMedium>(string path, MediumText<TMedium> text)
        where TMedium : IMedium
    {
        RefuseSpecial(path);
        File.AppendAllText(path, text.ToString(), Encoding);
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

    private static void RefuseSpecial(string path)
    {
        if (FileKind.IsSpecial(path)) throw new IOException("it is a folder, a link or a device, and not a regular file");
    }
}
