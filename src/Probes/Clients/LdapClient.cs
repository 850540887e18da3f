using Starface.Probes.Planning;
using Starface.Probes.Wire;

namespace Starface.Probes.Clients;

/// <summary>Binds at a directory server as nobody, and asks whether it offers StartTLS.</summary>
internal static class LdapClient
{
    private const int StartTlsId = 2;

    /// <summary>Tries it in the clear.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="token">Cancels the operation.</param>
    public static Task<ProbeOutcome> TryAsync(Attempt attempt, CancellationToken token) => TcpDialog.HoldAsync(
        attempt,
        async dialog =>
        {
            var bound = await BindAsync(dialog).ConfigureAwait(false);
            if (bound.Verdict != ProbeVerdict.Works) return bound;
            var started = await StartTlsAsync(dialog).ConfigureAwait(false);
            if (started is not null) return bound with { Detail = $"{bound.Detail}; StartTLS: {started.Detail}", Time = bound.Time };
            var (handshake, _) = await TlsSession.BeginAsync(attempt, dialog).ConfigureAwait(false);
            return bound with
            {
                Detail = $"{bound.Detail}; StartTLS: {handshake.Detail}",
                HasWeakCertificate = handshake.HasWeakCertificate,
            };
        },
        token);

    /// <summary>Binds in a connection that has begun.</summary>
    /// <param name="dialog">The connection.</param>
    public static async Task<ProbeOutcome> BindAsync(TcpDialog dialog)
    {
        var outcome = await dialog.AskAsync(
            LdapMessage.AnonymousBind,
            static received => Read(received, 1, LdapMessage.BindResponse) is var (answer, other) && answer is null ? other
                : new(ProbeVerdict.Works, answer!.Result == 0
                    ? "the server lets nobody in particular bind"
                    : FormattableString.Invariant($"the server answers a bind with the code {answer.Result}"))).ConfigureAwait(false);
        return outcome.Verdict == ProbeVerdict.Works ? outcome with { Time = dialog.Elapsed } : outcome;
    }

    /// <summary>Asks to begin TLS.</summary>
    /// <returns>Why it does not begin, or null where it does.</returns>
    private static async Task<ProbeOutcome?> StartTlsAsync(TcpDialog dialog)
    {
        var outcome = await dialog.AskAsync(
            LdapMessage.StartTls,
            static received => Read(received, StartTlsId, LdapMessage.ExtendedResponse) is var (answer, other) && answer is null ? other
                : answer!.Result == 0 ? new(ProbeVerdict.Works)
                : new(ProbeVerdict.Refused, FormattableString.Invariant($"not offered (code {answer.Result})"))).ConfigureAwait(false);
        return outcome.Verdict == ProbeVerdict.Works ? null : outcome;
    }

    private static (LdapMessage? Answer, ProbeOutcome? Other) Read(ReadOnlySpan<byte> received, int id, int kind)
    {
        if (!LdapMessage.TryRead(received, out var answer, out var isBroken))
            return (null, isBroken ? new(ProbeVerdict.OtherAnswer, $"the answer begins with {Quoted.From(received)}") : null);
        return answer.Id == id && answer.Kind == kind
            ? (answer, null)
            : (null, new(ProbeVerdict.OtherAnswer, "the answer is not one to the request"));
    }
}
