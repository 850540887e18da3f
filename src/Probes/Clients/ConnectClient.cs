using Starface.Probes.Planning;

namespace Starface.Probes.Clients;

/// <summary>Ports whose protocol is not known: a TCP connection, and an empty datagram.</summary>
internal static class ConnectClient
{
    /// <summary>A server that takes a connection only to end it does so within this time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    /// <summary>Opens a connection, sees whether the server keeps it, and closes it.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="token">Cancels the operation.</param>
    public static Task<ProbeOutcome> TryTcpAsync(Attempt attempt, CancellationToken token) => TcpDialog.HoldAsync(
        attempt,
        static dialog => KeepAsync(dialog, "connected; the protocol is not known"),
        token);

    /// <summary>Sees whether the server keeps a connection.</summary>
    /// <param name="dialog">The connection.</param>
    /// <param name="detail">What was seen where it does.</param>
    public static async Task<ProbeOutcome> KeepAsync(TcpDialog dialog, string detail) =>
        await dialog.FindEndAsync(Patience).ConfigureAwait(false) ?? new ProbeOutcome(ProbeVerdict.Works, detail);

    /// <summary>Sends an empty datagram, and sees whether it is refused.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="token">Cancels the operation.</param>
    public static Task<ProbeOutcome> TryUdpAsync(Attempt attempt, CancellationToken token) => attempt.AskAsync(
        [], static (_, _) => new(ProbeVerdict.OpenOrFiltered, "something answers; the protocol is not known"), token);
}
