using Starface.Cli.Hosting;
using Starface.Cli.Screen;
using Starface.Policy;
using Starface.Policy.Planning;

namespace Starface.Cli.Verbs.Compile;

/// <summary>Writes properties as expressions of Pulumi's YAML runtime, where a dollar sign can begin a reference.</summary>
internal sealed class ProgramExpressions : PropertyJson
{
    /// <summary>Escapes a text for the runtime, which reads two dollar signs as one.</summary>
    /// <param name="text">The text.</param>
    public static string Escape(string text) => text.Replace("$", "$$", StringComparison.Ordinal);

    /// <inheritdoc/>
    protected override string Text(string text) => Escape(text);

    /// <summary>A name with a dot, as rules on IPv4 prefixes have, would end at the dot; in brackets and quotes it is one name.</summary>
    protected override string Reference(PropertyReference reference) =>
        reference.Resource.Contains('.', StringComparison.Ordinal)
            ? $"${{[\"{reference.Resource}\"].{reference.Property}}}"
            : base.Reference(reference);

    /// <inheritdoc/>
    protected override string Input(PropertyInput input) =>
        throw new UsageException(Problem.Invalid(
            $"A peer refers to the group '{input.Name}', whose id only a program can "
            + "supply", "write the id itself, or use the C# program"));
}
