using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Starface.EndToEnd.Terraform;

/// <summary>A simulation of AWS on this machine, started for a test and ended with it.</summary>
internal sealed class MotoServer : IDisposable
{
    private readonly Process _process;

    private MotoServer(Process process, Uri endpoint)
    {
        _process = process;
        Endpoint = endpoint;
    }

    public Uri Endpoint { get; }

    /// <summary>A server that accepts connections.</summary>
    public static async Task<MotoServer> StartAsync(string program, CancellationToken cancellationToken)
    {
        var port = FreePort();
        var process = Process.Start(
            new ProcessStartInfo(
                program,
                [
                    "-H", "127.0.0.1", "-p", FormattableString.Invariant($"{port}"),
                ])
            { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new MotoServer(process, new Uri(FormattableString.Invariant($"http://127.0.0.1:{port}")));
        try
        {
            while (!await AcceptsAsync(port, cancellationToken))
            {
                if (process.HasExited)
                {
                    throw new InvalidOperationException(
                        $"moto_server ended with exit code {process.ExitCode} before it accepted a connection.");
                }
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
            }
        }
        catch
        {
            server.Dispose();
            throw;
        }

        return server;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static async Task<bool> AcceptsAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
