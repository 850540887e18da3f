using Starface.Policy.Explanations;
using Starface.Probes.Planning;

namespace Starface.Cli.Verbs.Doctor;

/// <summary>What is known of a row that does not work, and what a person does next.</summary>
internal static class NextStep
{
    /// <summary>A sentence or two, or null where there is nothing to be done.</summary>
    /// <param name="joined">The result, beside what is known of its flow.</param>
    public static string? For(JoinedResult joined)
    {
        var ((probe, outcome), isPlanned, live) = joined;
        var known = isPlanned == true ? "Declared and planned" : "Declared";
        return outcome.Verdict switch
        {
            ProbeVerdict.Works when live?.Verdict == Verdict.Denied =>
                $"It works although {live.Reason}: the files of --live are older, or this machine is not behind these rules.",
            ProbeVerdict.Works when outcome.HasWeakCertificate =>
                "It works from here, and many clients refuse such a certificate: replace it by one with a key of RSA 2048 or P-256 and "
                    + "signatures by SHA-256, its issuers included.",
            ProbeVerdict.Works => null,
            ProbeVerdict.NotProbed => outcome is { IsByNature: false } && probe.Address is null && probe.Host is null
                ? "Name a server in it with --server, or pass it over with --accept-not-probed."
                : null,
            ProbeVerdict.DoesNotResolve => "Look at the resolvers of this machine, and ask another one with --resolver.",
            ProbeVerdict.OutsideLock => "Declared, and not planned: run 'starface-policy resolve' where the lock has the host, or correct "
                + "'hosts' of the stack, look at what changes, and update the stack.",
            _ when live?.Verdict == Verdict.Denied =>
                $"{known}; {live.Reason}. Look at it with 'starface-policy drift', and correct it there.",
            ProbeVerdict.OneWay => $"{known}, and the way in is open but not the way out: look at stateless filters (network ACLs), at "
                + "asymmetric routes, and at NAT.",
            ProbeVerdict.Rewritten => "A router on the way has a SIP helper (SIP ALG): switch it off there, or use SIP over TLS, which it "
                + "cannot read.",
            ProbeVerdict.Lossy => $"{known}, and the way is open: look at its load, at Wi-Fi and at limits of the rate on it.",
            ProbeVerdict.Refused or ProbeVerdict.Filtered when outcome.IsOpenAtListener =>
                $"{known}, and something on the way refuses or drops it: look at the layers of the cloud (--live names the rule), at port "
                    + "forwarding, and at packet filters before the PBX and on it.",
            ProbeVerdict.OtherAnswer when outcome.IsOpenAtListener =>
                $"{known}, and connections to the port meet another service of the PBX: correct the port forwarding.",
            _ when ProbeWords.IsOfListener(probe.Method) =>
                "Look whether the listener runs on the PBX with the same key, and whether the address is that of the PBX.",
            ProbeVerdict.Refused when probe.Method == ProbeMethod.Sound =>
                $"{known}: look whether the echo runs at these ports, and at a filter that rejects instead of dropping.",
            ProbeVerdict.Refused =>
                $"{known}, and the path is open: look at the service there, or at a filter that rejects instead of dropping.",
            ProbeVerdict.OtherAnswer =>
                $"{known}, and the path is open: a proxy, a captive portal, a redirected port or another service answers there.",
            ProbeVerdict.TlsTooLow => $"{known}, and the path is open: set the lowest TLS version of the server to that of the row.",
            _ when live?.Verdict == Verdict.Allowed =>
                $"{known}, permitted by the cloud, and no answer: look at the route, at NAT, or at the server{Silence(probe)}.",
            _ when live is not null => $"{known}; {live.Reason}. Read the layers with 'starface-policy drift', then look at the route.",
            _ => $"{known}, and no answer: look at the layers of the cloud (--live names the rule), at the route and NAT, or at the "
                + $"server{Silence(probe)}.",
        };
    }

    private static string Silence(Probe probe) => probe.Method switch
    {
        ProbeMethod.Sip => ", which may ignore OPTIONS of a stranger",
        ProbeMethod.Sound => ", at whose ports the echo has to run; a listener in its place (doctor --listen) tells which way is closed",
        ProbeMethod.Datagram => ", whose protocol is not known, so that silence does not tell more",
        _ => "",
    };
}
