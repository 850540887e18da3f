using System.Runtime.InteropServices;
using System.Text;

namespace Starface.Drift.Files;

/// <summary>Tells regular files from folders, links, devices, pipes and sockets.</summary>
internal static class FileKind
{
    private const int ModeOffset = 4;
    private const int StatusLength = 256;
    private const int TypeMask = 0xF000;
    private const int Regular = 0x8000;
    private const int Pipe = 0x1000;

    /// <summary>Whether something of the name exists that is not a regular file itself: a link is not, wherever it leads.</summary>
    /// <param name="path">The full path.</param>
    /// <exception cref="IOException">It cannot be looked at.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public static bool IsSpecial(string path)
    {
        var file = new FileInfo(path);
        if (Directory.Exists(path) || file.LinkTarget is not null) return true;
        return file.Exists && TypeOf(path, ReadStatus) is { } type && type != Regular;
    }

    /// <summary>Whether a name leads to a named pipe.</summary>
    /// <param name="path">The full path.</param>
    public static bool IsPipe(string path) => TypeOf(path, ReadStatusBehindLinks) == Pipe;

    /// <summary>Whether a name leads to something that is there and not a regular file.</summary>
    /// <param name="path">The full path.</param>
    public static bool IsIrregular(string path) => TypeOf(path, ReadStatusBehindLinks) is not (null or Regular);

    /// <summary>The type of a file, or null where there is none or the system has no such types.</summary>
    private static int? TypeOf(string path, Func<byte[], byte[], int> read)
    {
        if (OperatingSystem.IsWindows()) return null;
        var status = new byte[StatusLength];
        return read(Encoding.UTF8.GetBytes(path + '\0'), status) == 0 ? BitConverter.ToInt32(status, ModeOffset) & TypeMask : null;
    }

    /// <summary>
    /// The runtime's own call, whose result has one form on every system. The framework itself tells no more than folders and links.
    /// </summary>
    [DllImport("libSystem.Native", EntryPoint = "SystemNative_LStat")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ReadStatus(byte[] path, byte[] status);

    [DllImport("libSystem.Native", EntryPoint = "SystemNative_Stat")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ReadStatusBehindLinks(byte[] path, byte[] status);
}
