using System.Net;
using System.Net.Sockets;
using System.Text;
using Starface.Probes.Planning;
using Starface.Probes.Wire;

namespace Starface.Probes.Clients;

/// <summary>Servers that speak first: mail servers and those of the secure shell.</summary>
internal static class GreetingClient
{
    private const int Completed = 250;

    /// <summary>Waits for a greeting in the clear.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="token">Cancels the operation.</param>
    public static Task<ProbeOutcome> TryAsync(Attempt attempt, CancellationToken token) =>
        TcpDialog.HoldAsync(attempt, dialog => WaitAsync(attempt.Probe.Method, dialog), token);

    /// <summary>
    /// Waits for a greeting in a connection that has begun. A mail server greets as one of FTP does, and is asked what it can do, which is
    /// not a sign-in, and sends no mail.
    /// </summary>
    /// <param name="method">The protocol.</param>
    /// <param name="dialog">The connection.</param>
    public static async Task<ProbeOutcome> WaitAsync(ProbeMethod method, TcpDialog dialog)
    {
        if (method == ProbeMethod.Ssh) return await dialog.AskAsync(default, ReadShell).ConfigureAwait(false);
        var greeting = await dialog.AskAsync(default, ReadGreeting).ConfigureAwait(false);
        if (greeting.Verdict != ProbeVerdict.Works) return greeting;
        var answer = await dialog.AskAsync(Encoding.ASCII.GetBytes($"EHLO {Literal(dialog.Local.Address)}\r\n"), ReadAbilities)
            .ConfigureAwait(false);
        return answer.Verdict == ProbeVerdict.Works ? greeting : answer;
    }

    /// <summary>This machine as its address (RFC 5321, section 4.1.3): a name of it need not exist.</summary>
    private static string Literal(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[IPv6:{address}]" : $"[{address}]";

    /// <summary>Other lines may come before that of the protocol (RFC 4253, section 4.2).</summary>
    private static ProbeOutcome? ReadShell(ReadOnlySpan<byte> received)
    {
        while (TextLines.First(received) is { } line)
        {
            if (line.StartsWith("SSH-", StringComparison.Ordinal))
                return new(ProbeVerdict.Works, $"the server greets with {Quoted.From(received)}");
            received = received[(received.IndexOf((byte)'\n') + 1)..];
        }

        return null;
    }

    private static ProbeOutcome? ReadGreeting(ReadOnlySpan<byte> received) => TextLines.ReplyOf(received) switch
    {
        null => null,
        220 => new(ProbeVerdict.Works, $"the server greets with {Quoted.From(received)}"),
        421 or 554 => new(ProbeVerdict.Refused, $"the server refuses with {Quoted.From(received)}"),
        _ => new(ProbeVerdict.OtherAnswer, $"the answer begins with {Quoted.From(received)}"),
    };

    /// <summary>A server of FTP does not know the command (500, 502), or wants a sign-in first (530).</summary>
    private static ProbeOutcome? ReadAbilities(ReadOnlySpan<byte> received) => TextLines.ReplyOf(received) switch
    {
        null => null,
        Completed => new(ProbeVerdict.Works),
        421 or 450 or 451 or 452 or 501 or 504 or 550 or 554 =>
            new(ProbeVerdict.Refused, $"the mail server refuses this machine with {Quoted.From(received)}"),
        _ => new(ProbeVerdict.OtherAnswer, $"the greeting is one of mail, and the answer to EHLO begins with {Quoted.From(received)}"),
    };
}
