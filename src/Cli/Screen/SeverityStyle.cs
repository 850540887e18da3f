using Starface.Policy;

namespace Starface.Cli.Screen;

/// <summary>How problems look.</summary>
internal static class SeverityStyle
{
    /// <summary>The style of a severity.</summary>
    /// <param name="severity">The severity.</param>
    public static TextStyle For(Severity severity) => severity switch
    {
        Severity.Error => TextStyle.Error,
        Severity.Warning => TextStyle.Warning,
        _ => TextStyle.Muted,
    };
}
