namespace Starface.Probes.Planning;

/// <summary>How a probe ended.</summary>
internal enum ProbeVerdict
{
    /// <summary>The service answered in its protocol.</summary>
    Works,

    /// <summary>The path is open, and the service is down or does not serve.</summary>
    Refused,

    /// <summary>No answer came, or something on the way said that there will be none.</summary>
    Filtered,

    /// <summary>UDP: no answer came, which a service that does not answer strangers and a firewall have in common.</summary>
    OpenOrFiltered,

    /// <summary>An answer came that is not the service's.</summary>
    OtherAnswer,

    /// <summary>From outside: what is sent arrives, and the answer does not come back.</summary>
    OneWay,

    /// <summary>From outside: SIP arrives with other bytes than were sent.</summary>
    Rewritten,

    /// <summary>From outside: so many packets of sound are lost that a call is not understood.</summary>
    Lossy,

    /// <summary>The server accepts TLS below what the row demands, or none that is high enough.</summary>
    TlsTooLow,

    /// <summary>The name of the host has no address.</summary>
    DoesNotResolve,

    /// <summary>The name of the host has an address that the instance does not have for it, so that its rules do not permit it.</summary>
    OutsideLock,

    /// <summary>Nothing was sent.</summary>
    NotProbed,
}
