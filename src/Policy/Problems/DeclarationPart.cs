namespace Starface.Policy;

/// <summary>The part of a declaration that a problem is about.</summary>
internal enum DeclarationPart
{
    /// <summary>All of it.</summary>
    Whole,

    /// <summary>The service of an allowance.</summary>
    Service,

    /// <summary>The peer group of an allowance.</summary>
    PeerGroup,

    /// <summary>The reason of an allowance.</summary>
    Because,

    /// <summary>The digest of what the last review of an allowance saw.</summary>
    Reviewed,

    /// <summary>The protocol of a requirement.</summary>
    Protocol,

    /// <summary>The ports of a requirement, however they are written.</summary>
    Ports,

    /// <summary>The first port of a requirement, or the only one.</summary>
    FromPort,

    /// <summary>The last port of a requirement.</summary>
    ToPort,

    /// <summary>The ports of a requirement as text.</summary>
    PortText,

    /// <summary>The ICMP type of a requirement.</summary>
    IcmpType,

    /// <summary>The ICMP code of a requirement.</summary>
    IcmpCode,

    /// <summary>The setting of a requirement.</summary>
    Setting,

    /// <summary>The lowest TLS version of a requirement.</summary>
    MinimumTls,

    /// <summary>The source of a requirement.</summary>
    Source,
}
