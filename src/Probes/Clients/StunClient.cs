using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Starface.Probes.Planning;
using Starface.Probes.Wire;

namespace Starface.Probes.Clients;

/// <summary>Asks a STUN server where a request comes from.</summary>
internal static class StunClient
{
    /// <summary>Tries it.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="token">Cancels the operation.</param>
    public static Task<ProbeOutcome> TryAsync(Attempt attempt, CancellationToken token)
    {
        var id = RandomNumberGenerator.GetBytes(StunMessage.IdLength);
        return attempt.AskAsync(StunMessage.Request(id), (datagram, _) => Read(datagram, id, attempt.Remote.Address), token);
    }

    private static ProbeOutcome? Read(ReadOnlySpan<byte> datagram, byte[] id, IPAddress server) =>
        !StunMessage.TryReadAnswer(datagram, id, out var answer) ? null
        : answer.ErrorCode is { } code
            ? new(ProbeVerdict.Refused, FormattableString.Invariant($"the server answers with the error {code}"))
        : IsSource(answer.Mapped!, server)
            ? new(ProbeVerdict.Works, $"seen from outside as {answer.Mapped}")
            : new(ProbeVerdict.OtherAnswer, $"it says that the request comes from {answer.Mapped}, which cannot be");

    /// <summary>
    /// Whether packets to a server can come from an address; those to this machine itself do from a loopback address, and those to an IPv6
    /// address may be translated to IPv4 (NAT64).
    /// </summary>
    private static bool IsSource(IPEndPoint mapped, IPAddress server) =>
        mapped.Port != 0
        && (mapped.AddressFamily == server.AddressFamily || server.AddressFamily == AddressFamily.InterNetworkV6)
        && HostAddress.IsValid(mapped.Address)
        && (!IPAddress.IsLoopback(mapped.Address) || IPAddress.IsLoopback(server));
}
