using Starface.Probes.Planning;

namespace Starface.Cli.Verbs.Doctor;

/// <summary>What a person does next about a row that does not work.</summary>
internal static class NextStep
{
    /// <summary>The next step, or null where there is none to be taken.</summary>
    /// <param name="probe">The probe.</param>
    /// <param name="outcome">How it ended.</param>
    public static string? For(Probe probe, ProbeOutcome outcome) => outcome.Verdict switch
    {
        ProbeVerdict.Refused =>
            "The path is open: look at the service there, or at a filter that rejects instead of dropping.",
        ProbeVerdict.Filtered =>
            "Look at the layers of the cloud (--live names the rule), then at the route and NAT, then at the server's own filter.",
        ProbeVerdict.OpenOrFiltered when probe.Method == ProbeMethod.Datagram =>
            "UDP without a known protocol cannot tell more; look at the layers of the cloud (--live names the rule).",
        ProbeVerdict.OpenOrFiltered when probe.Method == ProbeMethod.Sip =>
            "Many servers ignore OPTIONS of a stranger: look whether the line is registered, then at the layers of the cloud.",
        ProbeVerdict.OpenOrFiltered =>
            "The server answers such requests, so look at the layers of the cloud (--live names the rule), at the route, and at the "
                + "server.",
        ProbeVerdict.OtherAnswer =>
            "A proxy, a captive portal, a redirected port or another service answers there: look at what stands on the way.",
        ProbeVerdict.TlsTooLow => "Set the lowest TLS version of the server to that of the row.",
        ProbeVerdict.DoesNotResolve => "Look at the resolvers of this machine, and ask another one with --resolver.",
        ProbeVerdict.OutsideLock => "Run 'starface-policy resolve', look at what changes, and update the stack.",
        ProbeVerdict.NotProbed when outcome is { IsByNature: false, IsWithoutRoute: false } && probe.Address is null =>
            "Name a server in it with --server.",
        _ => null,
    };
}
