using Starface.Policy.Problems;

namespace Starface.Drift.Output;

/// <summary>Logging commands of Azure DevOps: a string is a property.</summary>
internal sealed class AzureDevOps : IMedium
{
    /// <inheritdoc/>
    public static string Escape(string text) =>
        Data(text).Replace(";", "%3B", StringComparison.Ordinal).Replace("]", "%5D", StringComparison.Ordinal);

    /// <summary>What a command says after its properties.</summary>
    public static MediumText<AzureDevOps> Message(string text) => MediumText<AzureDevOps>.FromEscaped(Data(text));

    private static string Data(string text) => SafeText.From(text).Replace("%", "%AZP25", StringComparison.Ordinal);
}
