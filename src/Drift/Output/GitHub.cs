using Starface.Policy.Problems;

namespace Starface.Drift.Output;

/// <summary>Workflow commands of GitHub Actions: a string is a property.</summary>
internal sealed class GitHub : IMedium
{
    /// <inheritdoc/>
    public static string Escape(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);

    /// <summary>What a command says after its properties.</summary>
    public static MediumText<GitHub> Message(string text) => MediumText<GitHub>.FromEscaped(Data(text));

    private static string Data(string text) => SafeText.From(text).Replace("%", "%25", StringComparison.Ordinal);
}
