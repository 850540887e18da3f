using Starface.Policy;

namespace Starface.Probes.Wire;

/// <summary>What a server answers to the beginning of TLS.</summary>
internal sealed record TlsAnswer
{
    /// <summary>An answer in another protocol.</summary>
    public static TlsAnswer NotTls { get; } = new();

    /// <summary>The version that the server chose, or null.</summary>
    public Tls? Version { get; init; }

    /// <summary>The alert with which it refused, or null.</summary>
    public int? Alert { get; init; }

    /// <summary>A version as people write it.</summary>
    /// <param name="version">The version.</param>
    public static string Describe(Tls version) => version switch
    {
        Tls.V10 => "TLS 1.0",
        Tls.V11 => "TLS 1.1",
        Tls.V12 => "TLS 1.2",
        _ => "TLS 1.3",
    };
}
