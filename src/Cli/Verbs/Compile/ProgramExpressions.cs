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

    /// <summary>A reference to a resource itself, as dependencies name it.</summary>
    /// <param name="resource">The resource's name.</param>
    public static string ResourceText(string resource) => $"${{{NameOf(resource)}}}";

    /// <inheritdoc/>
    protected override string Text(string text) => Escape(text);

    /// <inheritdoc/>
    protected override string Reference(PropertyReference reference) => $"${{{NameOf(reference.Resource)}.{reference.Property}}}";

    /// <inheritdoc/>
    protected override string Input(PropertyInput input) =>
        throw new UsageException(Problem.Invalid(
            $"A peer refers to the group '{input.Name}', whose id only a program can "
            + "supply", "write the id itself, or use the C# program"));

    /// <summary>A name with a dot, as rules on IPv4 prefixes have, would end at the dot; in brackets and quotes it is one name.</summary>
    private static string NameOf(string resource) =>
        resource.Contains('.', StringComparison.Ordinal) ? $"[\"{resource}\"]" : resource;
}
