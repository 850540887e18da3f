using System.Net;
using Starface.Policy;
using Starface.Probes.Planning;
using Starface.Probes.Wire;

namespace Starface.Probes.Clients;

/// <summary>Asks a SIP server what it can do. It never registers: a PBX blocks the address of a wrong registration for a day.</summary>
internal static class SipClient
{
    /// <summary>Tries it over the probe's transport.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="token">Cancels the operation.</param>
    public static async Task<ProbeOutcome> TryAsync(Attempt attempt, CancellationToken token)
    {
        var options = SipOptions.Create();
        if (attempt.Probe.Protocol == Protocol.Tcp)
        {
            return await TcpDialog.HoldAsync(
                attempt,
                dialog => dialog.AskAsync(options.Write("TCP", dialog.Local, RemoteOf(attempt)), text => Read(text, options)),
                token).ConfigureAwait(false);
        }

        using var socket = attempt.Sockets.OpenUdp(attempt.Remote);
        var request = options.Write("UDP", (IPEndPoint)socket.LocalEndPoint!, RemoteOf(attempt));
        return await attempt.Question(request).AskAsync(socket, (datagram, _) => Read(datagram, options), token).ConfigureAwait(false);
    }

    /// <summary>Asks within TLS that has begun.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="dialog">The connection.</param>
    public static Task<ProbeOutcome> AskAsync(Attempt attempt, TcpDialog dialog)
    {
        var options = SipOptions.Create();
        return dialog.AskAsync(options.Write("TLS", dialog.Local, RemoteOf(attempt)), text => Read(text, options));
    }

    private static ProbeOutcome? Read(ReadOnlySpan<byte> message, SipOptions options) => options.ReadStatus(message) switch
    {
        null => null,
        503 => new(ProbeVerdict.Refused, "the server answers SIP 503, service unavailable"),
        var status => new(ProbeVerdict.Works, FormattableString.Invariant($"the server answers SIP {status}")),
    };

    private static string RemoteOf(Attempt attempt) => attempt.Probe.Host is { } host && host[0] != '_'
        ? FormattableString.Invariant($"{host}:{attempt.Remote.Port}")
        : attempt.Remote.ToString();
}
