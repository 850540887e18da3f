using System.Diagnostics;

namespace Starface.EndToEnd.Packets.Kernel;

/// <summary>Runs a program of the system.</summary>
internal static class Command
{
    private static readonly string[] Folders = ["/usr/sbin", "/sbin", "/usr/bin", "/bin"];

    /// <summary>
    /// The path of a program, or null when it is not installed. The folders of system programs are not always on the path.
    /// </summary>
    public static string? Find(string program) =>
        Folders.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it wrote to its standard output.</returns>
    /// <exception cref="IOException">The program is missing or failed; the message holds what it said.</exception>
    public static string Run(string program, string? input, params string[] arguments)
    {
        var (code, output, error) = Try(program, input, arguments);
        return code == 0
            ? output
            : throw new IOException(
                $"'{program} {string.Join(' ', arguments)}' ended with {code}: {error.Trim()}{(input is null ? "" : $"\n{input}")}");
    }

    /// <summary>Runs a program to its end, whatever it returns.</summary>
    public static (int Code, string Output, string Error) Try(string program, string? input, params string[] arguments)
    {
        var path = Find(program) ?? throw new IOException($"The program '{program}' is not installed.");
        var start = new ProcessStartInfo(path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // A program that refuses its input closes it early; its own message says why.
        }

        process.WaitForExit();
        return (process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }
}
