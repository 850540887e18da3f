using Starface.Policy;

namespace Starface.Cli.Verbs.List;

/// <summary>How TLS versions are written.</summary>
internal static class TlsText
{
    /// <summary>The version, such as <c>1.2</c>, or null when the source names none.</summary>
    public static string? Describe(Tls version) => version switch
    {
        Tls.V10 => "1.0",
        Tls.V11 => "1.1",
        Tls.V12 => "1.2",
        Tls.V13 => "1.3",
        _ => null,
    };
}
