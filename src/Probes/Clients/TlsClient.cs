using Starface.Policy;
using Starface.Probes.Planning;
using Starface.Probes.Wire;

namespace Starface.Probes.Clients;

/// <summary>Protocols within TLS: those of the web, directories, SIP and mail, and one that is not known.</summary>
internal static class TlsClient
{
    /// <summary>Tries one of them.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="token">Cancels the operation.</param>
    public static async Task<ProbeOutcome> TryAsync(Attempt attempt, CancellationToken token)
    {
        var hasBegun = false;
        var outcome = await TcpDialog.HoldAsync(
            attempt,
            async dialog =>
            {
                (var certificate, hasBegun) = await TlsSession.BeginAsync(attempt, dialog).ConfigureAwait(false);
                if (!hasBegun || certificate.Verdict != ProbeVerdict.Works) return certificate;
                var answer = await AskAsync(attempt, dialog).ConfigureAwait(false);
                return answer.Verdict == ProbeVerdict.Works
                    ? certificate with { Detail = $"{answer.Detail}; {certificate.Detail}", Time = answer.Time }
                    : answer;
            },
            token).ConfigureAwait(false);
        return hasBegun || outcome.Verdict is not (ProbeVerdict.OtherAnswer or ProbeVerdict.Refused)
            ? outcome
            : await ExplainAsync(attempt, outcome, token).ConfigureAwait(false);
    }

    private static Task<ProbeOutcome> AskAsync(Attempt attempt, TcpDialog dialog) => attempt.Probe.Method switch
    {
        ProbeMethod.Ldaps => LdapClient.BindAsync(dialog),
        ProbeMethod.SipTls => SipClient.AskAsync(attempt, dialog),
        ProbeMethod.Smtps => GreetingClient.WaitAsync(ProbeMethod.Smtp, dialog),
        ProbeMethod.Tls => ConnectClient.KeepAsync(dialog, "TLS began; what is said in it is not known"),
        _ => HttpClientProbe.AskAsync(attempt, dialog),
    };

    /// <summary>
    /// Why TLS did not begin: the library says little of a server whose versions it does not accept, and of one that does not speak TLS.
    /// </summary>
    private static async Task<ProbeOutcome> ExplainAsync(Attempt attempt, ProbeOutcome outcome, CancellationToken token)
    {
        if (outcome.Time is null) return outcome;
        var isAlert = false;
        foreach (var version in new[] { Tls.V13, Tls.V12, Tls.V11, Tls.V10 })
        {
            var (answer, failure) = await TlsFloor.OfferAsync(attempt, version, token).ConfigureAwait(false);
            if (answer?.Version is { } chosen)
            {
                return chosen < Tls.V12
                    ? new(ProbeVerdict.TlsTooLow, $"the server accepts nothing above {TlsAnswer.Describe(chosen)}")
                    : outcome with { Detail = $"{outcome.Detail}, although the server offers {TlsAnswer.Describe(chosen)}" };
            }

            isAlert |= answer?.Alert is not null;

            // One that closes at a version it does not know may know another; one that says nothing is not asked again.
            if (failure is not null && (failure.Verdict != ProbeVerdict.Refused || failure.Time >= attempt.Limit)) return failure;
        }

        return new(
            ProbeVerdict.Refused,
            isAlert ? "the server refuses every version of TLS" : "the server ends every connection in which TLS is to begin");
    }
}
