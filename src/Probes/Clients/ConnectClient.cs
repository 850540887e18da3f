using Starface.Probes.Planning;

namespace Starface.Probes.Clients;

/// <summary>Ports whose protocol is not known: a TCP connection, and an empty datagram.</summary>
internal static class ConnectClient
{
    /// <summary>Opens a connection and closes it.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="token">Cancels the operation.</param>
    public static Task<ProbeOutcome> TryTcpAsync(Attempt attempt, CancellationToken token) => TcpDialog.HoldAsync(
        attempt, static _ => Task.FromResult(new ProbeOutcome(ProbeVerdict.Works, "connected; the protocol is not known")), token);

    /// <summary>Sends an empty datagram, and sees whether it is refused.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="token">Cancels the operation.</param>
    public static Task<ProbeOutcome> TryUdpAsync(Attempt attempt, CancellationToken token) => attempt.AskAsync(
        [], static (_, _) => new(ProbeVerdict.OpenOrFiltered, "something answers; the protocol is not known"), token);
}
