namespace Starface.Policy.Flows;

/// <summary>What kind of mistake a prefix has.</summary>
public enum PrefixProblemKind
{
    /// <summary>There is no text.</summary>
    Empty,

    /// <summary>The text is neither an IPv4 nor an IPv6 address with an optional length.</summary>
    Malformed,

    /// <summary>There is white space in or around the text.</summary>
    WhiteSpace,

    /// <summary>An octet or the length has a leading zero, which some programs read as octal.</summary>
    LeadingZero,

    /// <summary>An IPv4 octet is above 255.</summary>
    OctetOutOfRange,

    /// <summary>The address carries a zone id (<c>fe80::1%eth0</c>), which means something on one machine only.</summary>
    ZoneId,

    /// <summary>The address carries a port or stands in brackets.</summary>
    Port,

    /// <summary>The length after the slash is missing, no number, or too large for the family.</summary>
    BadLength,

    /// <summary>Bits after the prefix length are set, so that the text could mean a network or a host.</summary>
    HostBitsSet,
}
