using System.Text;
using Starface.Policy.Problems;

namespace Starface.Drift.Files;

/// <summary>Reads what somebody named: regular files, and named pipes while something is written to them, up to a limit.</summary>
internal static class InputFile
{
    /// <summary>How long a named pipe is waited for.</summary>
    public static readonly TimeSpan PipeTime = TimeSpan.FromSeconds(60);

    /// <summary>The content of a file.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="limit">How much is accepted.</param>
    /// <param name="patience">How long a named pipe is waited for, if not <see cref="PipeTime"/>.</param>
    /// <exception cref="IOException">It cannot be read, is neither a file nor a pipe, or has more than is accepted.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[] ReadAllBytes(string path, InputLimit limit, TimeSpan? patience = null)
    {
        if (FileKind.IsPipe(path)) return ReadPipe(path, limit, patience ?? PipeTime);
        using var stream = OpenRegular(path);
        return ReadAllBytes(stream, limit);
    }

    /// <summary>The text of a file.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="encoding">The encoding; a byte order mark is left out.</param>
    /// <param name="limit">How much is accepted.</param>
    /// <exception cref="IOException">It cannot be read, is neither a file nor a pipe, or has more than is accepted.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="DecoderFallbackException">It is not in that encoding, and the encoding says so.</exception>
    public static string ReadAllText(string path, Encoding encoding, InputLimit limit) => TextOf(ReadAllBytes(path, limit), encoding);

    /// <summary>The text of a file that is written to afterwards, and so is not a pipe.</summary>
    /// <inheritdoc cref="ReadAllText"/>
    public static string ReadRegularText(string path, Encoding encoding, InputLimit limit)
    {
        using var stream = OpenRegular(path);
        return TextOf(ReadAllBytes(stream, limit), encoding);
    }

    /// <summary>The first characters of a file in UTF-8, or all where it has fewer.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="length">How many.</param>
    /// <exception cref="IOException">It cannot be read, or is not a regular file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string ReadStart(string path, int length)
    {
        using var reader = new StreamReader(OpenRegular(path));
        var start = new char[length];
        return new string(start, 0, reader.ReadBlock(start));
    }

    /// <summary>Opens a file to be read from its start as often as needed.</summary>
    /// <param name="path">The full path.</param>
    /// <exception cref="IOException">It cannot be opened, or is not a regular file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileStream OpenRegular(string path)
    {
        if (Directory.Exists(path)) throw new IOException("it is a folder");
        if (FileKind.IsIrregular(path)) throw new IOException("it is a device, pipe or socket, not a file");
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
    }

    /// <summary>What comes from a stream until its end.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="limit">How much is accepted.</param>
    /// <exception cref="IOException">It cannot be read, or more comes than is accepted.</exception>
    public static byte[] ReadAllBytes(Stream stream, InputLimit limit)
    {
        using var copy = new MemoryStream();
        try
        {
            LimitedStream.Copy(stream, copy, limit);
        }
        catch (BeyondLimitException beyond)
        {
            throw new IOException(BeyondLimitException.Describe(beyond.Limit), beyond);
        }

        return copy.ToArray();
    }

    private static string TextOf(byte[] bytes, Encoding encoding)
    {
        var size = Math.Clamp(bytes.Length, 128, 1 << 16);
        using var reader = new StreamReader(new MemoryStream(bytes), encoding, detectEncodingFromByteOrderMarks: true, size);
        return reader.ReadToEnd();
    }

    private static byte[] ReadPipe(string path, InputLimit limit, TimeSpan patience)
    {
        // Opening a pipe waits for the one who writes, and cannot be cancelled: the thread is left behind.
        var read = Task.Run(() =>
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            return ReadAllBytes(stream, limit);
        });
        try
        {
            if (!read.Wait(patience)) throw new IOException($"nothing was written to the pipe within {patience.TotalSeconds:0} seconds");
        }
        catch (AggregateException failed) when (failed.InnerException is IOException or UnauthorizedAccessException)
        {
            throw failed.InnerException;
        }

        return read.Result;
    }
}
