namespace Starface.Policy;

/// <summary>The part of a requirement that a mistake in its ports comes from.</summary>
public enum PortArgument
{
    /// <summary>The protocol.</summary>
    Protocol,

    /// <summary>The first port, or the only one.</summary>
    From,

    /// <summary>The last port.</summary>
    To,

    /// <summary>The ports as text.</summary>
    Text,

    /// <summary>The ICMP type.</summary>
    IcmpType,

    /// <summary>The ICMP code.</summary>
    IcmpCode,
}
