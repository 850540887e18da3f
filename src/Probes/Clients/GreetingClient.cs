using Starface.Probes.Planning;
using Starface.Probes.Wire;

namespace Starface.Probes.Clients;

/// <summary>Servers that speak first: mail servers and those of the secure shell. Nothing is said to them.</summary>
internal static class GreetingClient
{
    /// <summary>Waits for a greeting in the clear.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="token">Cancels the operation.</param>
    public static Task<ProbeOutcome> TryAsync(Attempt attempt, CancellationToken token) =>
        TcpDialog.HoldAsync(attempt, dialog => WaitAsync(attempt.Probe.Method, dialog), token);

    /// <summary>Waits for a greeting in a connection that has begun.</summary>
    /// <param name="method">The protocol.</param>
    /// <param name="dialog">The connection.</param>
    public static Task<ProbeOutcome> WaitAsync(ProbeMethod method, TcpDialog dialog) =>
        dialog.AskAsync(default, method == ProbeMethod.Ssh ? ReadShell : ReadMail);

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

    private static ProbeOutcome? ReadMail(ReadOnlySpan<byte> received) =>
        TextLines.First(received) is not { } line ? null
        : line.StartsWith("220 ", StringComparison.Ordinal) || line.StartsWith("220-", StringComparison.Ordinal)
            ? new(ProbeVerdict.Works, $"the server greets with {Quoted.From(received)}")
        : line.StartsWith("421", StringComparison.Ordinal) || line.StartsWith("554", StringComparison.Ordinal)
            ? new(ProbeVerdict.Refused, $"the server refuses with {Quoted.From(received)}")
        : new(ProbeVerdict.OtherAnswer, $"the answer begins with {Quoted.From(received)}");
}
