using Starface.Policy;
using Starface.Probes.Planning;

namespace Starface.Cli.Verbs.Doctor;

/// <summary>What a probe would send.</summary>
internal static class DryText
{
    /// <summary>What it would send.</summary>
    /// <param name="probe">The probe.</param>
    public static string For(Probe probe)
    {
        var said = probe.Method switch
        {
            ProbeMethod.Connect => "nothing in the connection",
            ProbeMethod.Dns => "a question for the root's name servers",
            ProbeMethod.Ntp => "a question for the time",
            ProbeMethod.Stun => "a Binding request, and 10 more at most for the kind of NAT",
            ProbeMethod.Http => "HEAD /",
            ProbeMethod.Https => "a TLS handshake, and HEAD / in it",
            ProbeMethod.Tls => "a TLS handshake",
            ProbeMethod.Ldap => "an anonymous bind, StartTLS, and a TLS handshake where it is offered",
            ProbeMethod.Ldaps => "a TLS handshake, and an anonymous bind in it",
            ProbeMethod.Sip => "OPTIONS",
            ProbeMethod.SipTls => "a TLS handshake, and OPTIONS in it",
            ProbeMethod.Xmpp => "the beginning of a stream, STARTTLS, and a TLS handshake",
            ProbeMethod.Ssh => "nothing: the server greets",
            ProbeMethod.Smtp => "EHLO, after the server's greeting",
            ProbeMethod.Smtps => "a TLS handshake, and EHLO after the server's greeting in it",
            ProbeMethod.Greeting => "a greeting to the listener",
            ProbeMethod.Echo => "a datagram that the listener sends back",
            ProbeMethod.SipEcho => "OPTIONS, which the listener answers",
            ProbeMethod.SoundEcho => "half a second of sound to each of 8 ports, which the listener sends back",
            ProbeMethod.Sound => "half a second of sound to each of 8 ports, which the echo there sends back",
            _ => "an empty datagram",
        };
        return probe.MinimumTls == Tls.Unspecified || ProbeWords.IsOfListener(probe.Method)
            ? said
            : $"{said}; then the beginning of TLS 1.0, 1.1, 1.2 and 1.3";
    }
}
