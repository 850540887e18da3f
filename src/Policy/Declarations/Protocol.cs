namespace Starface.Policy;

/// <summary>
/// A transport protocol by its IANA protocol number; <see cref="Any"/> stands for every protocol.
/// </summary>
/// <remarks>The numbers are the field of the IP header (IANA "Assigned Internet Protocol Numbers").</remarks>
public enum Protocol
{
    /// <summary>Every protocol. Takes no ports.</summary>
    Any = -1,

    /// <summary>ICMP for IPv4 (1). Takes a type and code in place of ports.</summary>
    Icmp = 1,

    /// <summary>TCP (6).</summary>
    Tcp = 6,

    /// <summary>UDP (17).</summary>
    Udp = 17,

    /// <summary>IPsec ESP (50). Takes no ports.</summary>
    Esp = 50,

    /// <summary>IPsec AH (51). Takes no ports.</summary>
    Ah = 51,

    /// <summary>ICMPv6 (58). Takes a type and code in place of ports.</summary>
    IcmpV6 = 58,
}
