using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Starface.Drift.Tests;

/// <summary>The EC2 emulator moto, when it is on this machine: one process for all tests of a class, started and ended by its id.</summary>
public sealed class MotoServer : IAsyncLifetime
{
    private Process? _process;

    /// <summary>Where it listens, or null when it cannot be had.</summary>
    internal Uri? Address { get; private set; }

    /// <summary>Why it cannot be had.</summary>
    internal string Reason { get; private set; } = "";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var program = Find();
        if (program is null)
        {
            Reason = "moto_server is not on PATH (pip install 'moto[ec2,server]').";
            return;
        }

        var port = FreePort();
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "-H", "127.0.0.1", "-p", port.ToString(System.Globalization.CultureInfo.InvariantCulture) })
            start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var address = new Uri($"http://127.0.0.1:{port}");
        using var client = new HttpClient();
        for (var attempt = 0; attempt < 300 && !_process.HasExited; attempt++)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(address, "/moto-api/"));
                Address = address;
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100);
            }
        }

        Reason = _process.HasExited
            ? $"moto_server ended with code {_process.ExitCode} instead of starting."
            : "moto_server did not answer within 30 seconds.";
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is null) return;
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "moto_server.exe" : "moto_server"))
        .FirstOrDefault(File.Exists);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
