using System.Runtime.InteropServices;

namespace Starface.Benchmarks;

/// <summary>
/// The processor time of a short process on Linux. Starting one with the framework counts what a copy of this large process does until it
/// becomes the other program, which is as much as a native program takes; <c>posix_spawn</c> has no such part.
/// </summary>
internal static class NativeRun
{
    private const int WriteOnly = 1;

    /// <summary>Runs a command that has to succeed, without its output, and returns its milliseconds of processor time.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="command">The program and its arguments.</param>
    public static double Processor(string folder, params string[] command)
    {
        var actions = Marshal.AllocHGlobal(256);
        var arguments = Texts(command);
        var variables = Texts([$"PATH={Environment.GetEnvironmentVariable("PATH")}", $"HOME={Environment.GetEnvironmentVariable("HOME")}"]);
        try
        {
            Check(InitActions(actions), "posix_spawn_file_actions_init");
            Check(AddFolder(actions, folder), "posix_spawn_file_actions_addchdir_np");
            Check(AddOpen(actions, 1, "/dev/null", WriteOnly, 0), "posix_spawn_file_actions_addopen");
            Check(AddOpen(actions, 2, "/dev/null", WriteOnly, 0), "posix_spawn_file_actions_addopen");
            Check(Spawn(out var process, command[0], actions, 0, arguments, variables), "posix_spawn");
            if (Wait(process, out var status, 0, out var usage) != process || status != 0)
                throw new InvalidOperationException($"'{string.Join(' ', command)}' ended with {status >> 8}.");
            return (usage.UserSeconds + usage.SystemSeconds) * 1e3 + (usage.UserMicroseconds + usage.SystemMicroseconds) / 1e3;
        }
        finally
        {
            FreeActions(actions);
            Marshal.FreeHGlobal(actions);
            Free(arguments);
            Free(variables);
        }
    }

    private static nint[] Texts(string[] texts) => [.. texts.Select(Marshal.StringToCoTaskMemUTF8), 0];

    private static void Free(nint[] texts)
    {
        foreach (var text in texts) Marshal.FreeCoTaskMem(text);
    }

    private static void Check(int error, string call)
    {
        if (error != 0) throw new InvalidOperationException($"{call}: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    [DllImport("libc", EntryPoint = "posix_spawn")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Spawn(
        out int process,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string path,
        nint actions,
        nint attributes,
        nint[] arguments,
        nint[] variables);

    [DllImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int InitActions(nint actions);

    [DllImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FreeActions(nint actions);

    [DllImport("libc", EntryPoint = "posix_spawn_file_actions_addchdir_np")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int AddFolder(nint actions, [MarshalAs(UnmanagedType.LPUTF8Str)] string folder);

    [DllImport("libc", EntryPoint = "posix_spawn_file_actions_addopen")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int AddOpen(
        nint actions, int descriptor, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mode);

    [DllImport("libc", EntryPoint = "wait4")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Wait(int process, out int status, int options, out ProcessUsage usage);
}
