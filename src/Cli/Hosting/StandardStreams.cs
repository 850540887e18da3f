using System.Text;

namespace Starface.Cli.Hosting;

/// <summary>
/// The streams of this process. Their bytes do not depend on the machine: UTF-8 without a byte order mark, LF. They are flushed and never
/// closed, since a second attempt to write what could not be written would fail again.
/// </summary>
internal static class StandardStreams
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The stream of the data.</summary>
    public static TextWriter Output()
    {
        if (OperatingSystem.IsWindows() && !Console.IsOutputRedirected) Console.OutputEncoding = System.Text.Encoding.UTF8;
        return Writer(Console.OpenStandardOutput);
    }

    /// <summary>The stream of everything else.</summary>
    public static TextWriter Error() => Writer(Console.OpenStandardError);

    /// <summary>
    /// Makes an end of the process before the command is done an error and tells of it: a pipeline must not believe that all is well where
    /// code of an assembly ends the process.
    /// </summary>
    /// <returns>Says that the command is done.</returns>
    public static Action WatchEnd()
    {
        var isDone = false;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            if (isDone) return;
            var error = Error();
            error.WriteLine("error: The command was ended before it was done, by a signal or by code that it loaded.");
            error.Flush();
            Environment.ExitCode = ExitCode.Error;
        };
        return () => isDone = true;
    }

    /// <summary>
    /// Keeps what other code writes to the console away from it, now and later; the result returns the start of what was written until
    /// then. The streams above are not affected.
    /// </summary>
    public static Func<string> CatchConsole()
    {
        var written = new CaughtText();
        Console.SetOut(written);
        Console.SetError(written);
        return written.ToString;
    }

    /// <summary>A writer that fails when it is flushed, and not before, where the stream is closed.</summary>
    private static StreamWriter Writer(Func<Stream> open)
    {
        Stream stream;
        try
        {
            stream = open();
        }
        catch (Exception closed) when (WholeFiles.IsFileProblem(closed))
        {
            stream = new ClosedStream();
        }

        return new StreamWriter(stream, Encoding, bufferSize: 16 * 1024) { NewLine = "\n" };
    }

    /// <summary>Holds the start of a text, and forgets the rest.</summary>
    private sealed class CaughtText : TextWriter
    {
        private const int Longest = 400;
        private readonly StringBuilder _text = new();

        public override Encoding Encoding => StandardStreams.Encoding;

        public override void Write(char value)
        {
            lock (_text)
            {
                if (_text.Length < Longest) _text.Append(value);
            }
        }

        public override string ToString()
        {
            lock (_text) return _text.ToString();
        }
    }
}
