using System.Text;
using Starface.Probes.Planning;

namespace Starface.Probes.Clients;

/// <summary>Begins a stream at an XMPP server, and TLS in it. No sign-in follows.</summary>
internal static class XmppClient
{
    private const string UnknownHost = "'host-unknown'";

    /// <summary>Tries it.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="token">Cancels the operation.</param>
    public static Task<ProbeOutcome> TryAsync(Attempt attempt, CancellationToken token) => TcpDialog.HoldAsync(
        attempt,
        async dialog =>
        {
            var opened = await OpenAsync(attempt, dialog).ConfigureAwait(false);
            if (opened.Verdict != ProbeVerdict.Works) return opened;
            if (await StartTlsAsync(dialog).ConfigureAwait(false) is { } refusal) return refusal;
            var (handshake, _) = await TlsSession.BeginAsync(attempt, dialog).ConfigureAwait(false);
            if (handshake.Verdict != ProbeVerdict.Works) return handshake;

            // A server that wants a certificate of its client, or none of TLS at all, says so only now.
            var again = await OpenAsync(attempt, dialog, isSecure: true).ConfigureAwait(false);
            return again.Verdict == ProbeVerdict.Works ? handshake with { Detail = $"STARTTLS, {handshake.Detail}" } : again;
        },
        token);

    /// <summary>Says what has to be said before TLS.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="dialog">The connection.</param>
    /// <returns>Why TLS does not begin, or null where it does.</returns>
    public static async Task<ProbeOutcome?> PrepareAsync(Attempt attempt, TcpDialog dialog)
    {
        var opened = await OpenAsync(attempt, dialog).ConfigureAwait(false);
        return opened.Verdict == ProbeVerdict.Works ? await StartTlsAsync(dialog).ConfigureAwait(false) : opened;
    }

    private static Task<ProbeOutcome> OpenAsync(Attempt attempt, TcpDialog dialog, bool isSecure = false)
    {
        var domain = attempt.Probe.Host ?? attempt.Remote.Address.ToString();
        return dialog.AskAsync(
            Encoding.UTF8.GetBytes(
                $"<?xml version='1.0'?><stream:stream to='{domain}' version='1.0' xmlns='jabber:client' "
                + "xmlns:stream='http://etherx.jabber.org/streams'>"),
            received => Read(received, isSecure, isNamed: attempt.Probe.Host is not null));
    }

    private static ProbeOutcome? Read(ReadOnlySpan<byte> received, bool isSecure, bool isNamed)
    {
        var text = Encoding.UTF8.GetString(received);
        var isStream = text.TrimStart().StartsWith("<?xml", StringComparison.Ordinal)
            || text.TrimStart().StartsWith("<stream:stream", StringComparison.Ordinal);
        if (!isStream)
            return received.Length < 16 && "<?xml <stream:".Contains(text.Trim(), StringComparison.Ordinal)
                ? null
                : new(ProbeVerdict.OtherAnswer, $"the answer begins with {Quoted.From(received)}");

        // What was sent comes back from an echo; a server's stream has an id.
        if (!text.Contains("http://etherx.jabber.org/streams", StringComparison.Ordinal) || !HasId(text)) return null;
        return text.Contains("<stream:error", StringComparison.Ordinal)
            ? !isNamed && ConditionOf(text) == UnknownHost
                ? ProbeOutcome.NotProbed("the server speaks XMPP, and serves a name that is not known here: name it with --host")
                : new(ProbeVerdict.Refused, $"the server answers {ConditionOf(text)}")
            : text.Contains("</stream:features>", StringComparison.Ordinal) || text.Contains("<stream:features/>", StringComparison.Ordinal)
                ? isSecure || text.Contains("urn:ietf:params:xml:ns:xmpp-tls", StringComparison.Ordinal)
                    ? new(ProbeVerdict.Works, "the server offers STARTTLS")
                    : new(ProbeVerdict.TlsTooLow, "the server does not offer STARTTLS")
                : null;
    }

    private static async Task<ProbeOutcome?> StartTlsAsync(TcpDialog dialog)
    {
        var outcome = await dialog.AskAsync(
            "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"u8.ToArray(),
            static received => Encoding.UTF8.GetString(received) is var text && text.Contains("<proceed", StringComparison.Ordinal)
                ? text.Contains('>', StringComparison.Ordinal) ? new(ProbeVerdict.Works) : null
                : text.Contains("<failure", StringComparison.Ordinal)
                    ? new(ProbeVerdict.Refused, "the server refuses STARTTLS, which it offers")
                    : null).ConfigureAwait(false);
        return outcome.Verdict == ProbeVerdict.Works ? null : outcome;
    }

    private static bool HasId(string text) =>
        text.Contains(" id='", StringComparison.Ordinal) || text.Contains(" id=\"", StringComparison.Ordinal);

    /// <summary>The condition of an error, such as host-unknown, which is a stranger's word.</summary>
    private static string ConditionOf(string text)
    {
        var at = text.IndexOf("<stream:error", StringComparison.Ordinal);
        at = text.IndexOf('<', at + 1);
        return Quoted.From(Encoding.UTF8.GetBytes(at < 0 ? "an error" : text[at..].TrimStart('<').Split(' ', '/', '>')[0]));
    }
}
