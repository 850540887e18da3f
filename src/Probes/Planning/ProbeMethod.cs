namespace Starface.Probes.Planning;

/// <summary>What is said to a port, and what is taken for an answer.</summary>
internal enum ProbeMethod
{
    /// <summary>A TCP connection, and nothing in it: the protocol is not known.</summary>
    Connect,

    /// <summary>An empty datagram: the protocol is not known, so only a refusal can be told.</summary>
    Datagram,

    /// <summary>A question for the root's SOA record, over UDP or TCP.</summary>
    Dns,

    /// <summary>A question for the time (RFC 5905).</summary>
    Ntp,

    /// <summary>A Binding request (RFC 8489).</summary>
    Stun,

    /// <summary>A HEAD request in the clear.</summary>
    Http,

    /// <summary>A TLS handshake with a look at the certificate, and a HEAD request in it.</summary>
    Https,

    /// <summary>A TLS handshake with a look at the certificate, and nothing in it: the protocol is not known.</summary>
    Tls,

    /// <summary>An anonymous bind (RFC 4511), and whether StartTLS is offered.</summary>
    Ldap,

    /// <summary>An anonymous bind within TLS.</summary>
    Ldaps,

    /// <summary>An OPTIONS request (RFC 3261), over UDP or TCP.</summary>
    Sip,

    /// <summary>An OPTIONS request within TLS.</summary>
    SipTls,

    /// <summary>The beginning of a stream (RFC 6120), and whether STARTTLS is offered.</summary>
    Xmpp,

    /// <summary>A mail server greets first, and is asked what it can do (RFC 5321).</summary>
    Smtp,

    /// <summary>The same within TLS.</summary>
    Smtps,

    /// <summary>Nothing: a server of the secure shell greets first (RFC 4253).</summary>
    Ssh,

    /// <summary>From outside: a greeting over TCP that the listener answers.</summary>
    Greeting,

    /// <summary>From outside: a datagram that the listener sends back.</summary>
    Echo,

    /// <summary>From outside: an OPTIONS request that the listener answers, and tells how it arrived.</summary>
    SipEcho,

    /// <summary>From outside: the sound of a call at samples of a range of ports, which the listener sends back.</summary>
    SoundEcho,

    /// <summary>From outside: the sound of a call at samples of a range of ports, which something there sends back as it came.</summary>
    Sound,
}
