using System.Security;
using Starface.Policy.Problems;

namespace Starface.Drift.Output;

/// <summary>C# that people copy: a string is the content of a literal between quotes.</summary>
internal sealed class CSharp : IMedium
{
    /// <inheritdoc/>
    public static string Escape(string text) =>
        SafeText.From(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    /// <summary>A comment, up to the end of the line.</summary>
    public static MediumText<CSharp> Comment(string text) => MediumText<CSharp>.FromEscaped($"// {SafeText.From(text)}");

    /// <summary>A text in a documentation comment.</summary>
    public static MediumText<CSharp> Documentation(string text) =>
        MediumText<CSharp>.FromEscaped(SecurityElement.Escape(SafeText.From(text)));
}
