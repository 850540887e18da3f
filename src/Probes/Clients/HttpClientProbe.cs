using System.Text;
using Starface.Probes.Planning;
using Starface.Probes.Wire;

namespace Starface.Probes.Clients;

/// <summary>Asks a web server for the head of its first page. Where it sends the client is not followed.</summary>
internal static class HttpClientProbe
{
    private const int ProxyAuthentication = 407;
    private const int NetworkAuthentication = 511;
    private const int ServerError = 500;

    /// <summary>Tries it in the clear.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="token">Cancels the operation.</param>
    public static Task<ProbeOutcome> TryAsync(Attempt attempt, CancellationToken token) =>
        TcpDialog.HoldAsync(attempt, dialog => AskAsync(attempt, dialog), token);

    /// <summary>Asks in a connection that has begun.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="dialog">The connection.</param>
    public static Task<ProbeOutcome> AskAsync(Attempt attempt, TcpDialog dialog)
    {
        var host = attempt.Probe.Host ?? attempt.Remote.ToString();
        return dialog.AskAsync(
            Encoding.ASCII.GetBytes(
                $"HEAD / HTTP/1.1\r\nHost: {host}\r\nUser-Agent: starface-policy doctor\r\nAccept: */*\r\nConnection: close\r\n\r\n"),
            Read);
    }

    private static ProbeOutcome? Read(ReadOnlySpan<byte> received)
    {
        if (TextLines.First(received) is not { } line) return null;
        return TextLines.StatusOf(line, "HTTP/1.") switch
        {
            null => new(ProbeVerdict.OtherAnswer, $"the answer begins with {Quoted.From(received)}"),
            ProxyAuthentication or NetworkAuthentication => new(ProbeVerdict.OtherAnswer, "a proxy asks for a sign-in"),
            >= ServerError and var status => new(ProbeVerdict.Refused, FormattableString.Invariant($"the server answers HTTP {status}")),
            var status => new(ProbeVerdict.Works, FormattableString.Invariant($"the server answers HTTP {status}")),
        };
    }
}
