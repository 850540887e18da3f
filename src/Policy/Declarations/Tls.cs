namespace Starface.Policy;

/// <summary>The lowest TLS version a port accepts. A fact about the service: security groups do not look into TLS.</summary>
public enum Tls
{
    /// <summary>The source says nothing about a lowest version.</summary>
    Unspecified = 0,

    /// <summary>TLS 1.0 (RFC 2246), deprecated by RFC 8996.</summary>
    V10 = 10,

    /// <summary>TLS 1.1 (RFC 4346), deprecated by RFC 8996.</summary>
    V11 = 11,

    /// <summary>TLS 1.2 (RFC 5246).</summary>
    V12 = 12,

    /// <summary>TLS 1.3 (RFC 8446).</summary>
    V13 = 13,
}
