using System.Net;
using Starface.Policy;
using Starface.Probes.Planning;
using Starface.Probes.Wire;

namespace Starface.Probes.Clients;

/// <summary>Asks a SIP server what it can do. It never registers: a PBX blocks the address of a wrong registration for a day.</summary>
internal static class SipClient
{
    private const int FirstFinal = 200;
    private const int ServiceUnavailable = 503;
    private const int ServerTimeOut = 504;

    /// <summary>Tries it over the probe's transport.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="token">Cancels the operation.</param>
    public static async Task<ProbeOutcome> TryAsync(Attempt attempt, CancellationToken token)
    {
        if (attempt.Probe.Protocol == Protocol.Tcp)
            return await TcpDialog.HoldAsync(attempt, dialog => AskAsync(attempt, dialog, "TCP"), token).ConfigureAwait(false);
        using var socket = attempt.Sockets.OpenUdp(attempt.Remote);
        var options = SipOptions.Create();
        var request = options.Write("UDP", (IPEndPoint)socket.LocalEndPoint!, RemoteOf(attempt));
        int? provisional = null;
        var outcome = await attempt.Question(request)
            .AskAsync(socket, (datagram, _) => Read(datagram, options, ref provisional), token).ConfigureAwait(false);
        return Explain(outcome, provisional);
    }

    /// <summary>Asks within TLS that has begun.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="dialog">The connection.</param>
    public static Task<ProbeOutcome> AskAsync(Attempt attempt, TcpDialog dialog) => AskAsync(attempt, dialog, "TLS");

    private static async Task<ProbeOutcome> AskAsync(Attempt attempt, TcpDialog dialog, string transport)
    {
        var options = SipOptions.Create();
        int? provisional = null;
        var request = options.Write(transport, dialog.Local, RemoteOf(attempt));
        return Explain(
            await dialog.AskAsync(request, text => Read(text, options, ref provisional)).ConfigureAwait(false), provisional);
    }

    /// <summary>The first final answer among the messages that came. A provisional one says that somebody is there, and no more.</summary>
    private static ProbeOutcome? Read(ReadOnlySpan<byte> messages, SipOptions options, ref int? provisional)
    {
        while (options.ReadStatus(messages = SipOptions.SkipBlank(messages)) is { } status)
        {
            if (status >= FirstFinal)
            {
                provisional = null;
                return status switch
                {
                    ServiceUnavailable => new(ProbeVerdict.Refused, "the server answers SIP 503, service unavailable"),
                    ServerTimeOut => new(ProbeVerdict.Refused, "the server answers SIP 504: the one behind it does not answer"),
                    _ => new(ProbeVerdict.Works, FormattableString.Invariant($"the server answers SIP {status}")),
                };
            }

            provisional = status;
            messages = messages[SipOptions.LengthOf(messages)..];
        }

        return null;
    }

    private static ProbeOutcome Explain(ProbeOutcome outcome, int? provisional) =>
        provisional is { } status && outcome.Verdict != ProbeVerdict.Works && outcome.Verdict != ProbeVerdict.NotProbed
            ? outcome with
            {
                Verdict = ProbeVerdict.Refused,
                Detail = FormattableString.Invariant($"the server answers SIP {status}, and nothing final after it"),
            }
            : outcome;

    private static string RemoteOf(Attempt attempt) => attempt.Probe.Host is { } host && host[0] != '_'
        ? FormattableString.Invariant($"{host}:{attempt.Remote.Port}")
        : attempt.Remote.ToString();
}
