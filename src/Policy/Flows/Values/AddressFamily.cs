namespace Starface.Policy.Flows;

/// <summary>The two families of Internet addresses.</summary>
public enum AddressFamily
{
    /// <summary>32-bit addresses.</summary>
    IPv4,

    /// <summary>128-bit addresses.</summary>
    IPv6,
}
