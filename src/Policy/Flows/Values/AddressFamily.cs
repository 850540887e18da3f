namespace Starface.Policy.Flows;

/// <summary>The two families of Internet addresses.</summary>
public enum AddressFamily
{
    /// <summary>IP version 4, with addresses of 32 bits.</summary>
    IPv4,

    /// <summary>IP version 6, with addresses of 128 bits.</summary>
    IPv6,
}
