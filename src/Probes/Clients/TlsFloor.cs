using Starface.Policy;
using Starface.Probes.Planning;
using Starface.Probes.Wire;

namespace Starface.Probes.Clients;

/// <summary>Which versions of TLS a server accepts, each offered in a connection of its own.</summary>
internal static class TlsFloor
{
    private static readonly Tls[] Versions = [Tls.V10, Tls.V11, Tls.V12, Tls.V13];

    /// <summary>Looks at what a server accepts that works.</summary>
    /// <param name="attempt">The attempt; its row demands a version.</param>
    /// <param name="works">How the server answered.</param>
    /// <param name="token">Cancels the operation.</param>
    public static async Task<ProbeOutcome> CheckAsync(Attempt attempt, ProbeOutcome works, CancellationToken token)
    {
        var floor = attempt.Probe.MinimumTls;
        var accepted = new SortedSet<Tls>();
        var open = new List<Tls>();
        var isSilent = false;
        foreach (var version in Versions)
        {
            if (isSilent)
            {
                open.Add(version);
                continue;
            }

            var (answer, failure) = await OfferAsync(attempt, version, token).ConfigureAwait(false);
            if (answer?.Version is { } chosen) accepted.Add(chosen);
            else if (failure is not null && !IsAboutTls(failure, attempt)) open.Add(version);
            isSilent = failure?.Time >= attempt.Limit;
        }

        var low = accepted.Where(version => version < floor).ToList();
        var told = accepted.Count == 0 ? "the server accepts no version" : $"the server accepts {Words(accepted)}";
        if (low.Count > 0) return new(ProbeVerdict.TlsTooLow, $"{told}; the row demands {TlsAnswer.Describe(floor)}") { Time = works.Time };
        if (!accepted.Any(version => version >= floor))
        {
            // TLS has begun before, so that this is not the server's last word.
            if (HasBegun(attempt.Probe.Method) && accepted.Count == 0)
                return ProbeOutcome.CutShort($"{works.Detail}; which versions of TLS it accepts could not be found out");
            return new(ProbeVerdict.TlsTooLow, $"{told}; the row demands {TlsAnswer.Describe(floor)}") { Time = works.Time };
        }

        // Whether a version is refused is not known of one that nothing was said about.
        var unknown = open.Where(version => version < floor).ToList();
        return unknown.Count > 0
            ? ProbeOutcome.CutShort($"{works.Detail}; whether it refuses {Words(unknown)} could not be found out")
            : works with { Detail = $"{works.Detail}; {Words(accepted)}" };
    }

    /// <summary>Whether a server that ends a connection so does not accept a version: it took the connection, and ended it.</summary>
    private static bool IsAboutTls(ProbeOutcome failure, Attempt attempt) =>
        failure.Verdict == ProbeVerdict.Refused && failure.Time is { } time && time < attempt.Limit;

    private static bool HasBegun(ProbeMethod method) => method is ProbeMethod.Https or ProbeMethod.Ldaps or ProbeMethod.SipTls
        or ProbeMethod.Smtps or ProbeMethod.Tls or ProbeMethod.Xmpp;

    /// <summary>Offers one version.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="version">The version.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <returns>The answer, or why there is none.</returns>
    public static async Task<(TlsAnswer? Answer, ProbeOutcome? Failure)> OfferAsync(Attempt attempt, Tls version, CancellationToken token)
    {
        TlsAnswer? answer = null;
        var host = attempt.Probe.Host is { } name && name[0] != '_' ? name : null;
        var outcome = await TcpDialog.HoldAsync(
            attempt,
            async dialog =>
            {
                if (attempt.Probe.Method == ProbeMethod.Xmpp
                    && await XmppClient.PrepareAsync(attempt, dialog).ConfigureAwait(false) is { } refusal)
                {
                    return refusal;
                }

                return await dialog.AskAsync(TlsHello.Write(version, host), received =>
                {
                    answer = TlsHello.Read(received);
                    return answer is null ? null
                        : answer == TlsAnswer.NotTls
                            ? new(ProbeVerdict.OtherAnswer, $"the answer begins with {Quoted.From(received)}")
                            : new(ProbeVerdict.Works);
                }).ConfigureAwait(false);
            },
            token).ConfigureAwait(false);
        return outcome.Verdict == ProbeVerdict.Works ? (answer, null) : (null, outcome);
    }

    private static string Words(IEnumerable<Tls> versions) => string.Join(", ", versions.Select(TlsAnswer.Describe));
}
