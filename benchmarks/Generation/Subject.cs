using Microsoft.CodeAnalysis;

namespace Starface.Benchmarks.Generation;

/// <summary>A generator under measurement and the declarations it is fed with.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Create">Makes it.</param>
/// <param name="Attributes">The full names of the attributes it looks for; the floor looks for the same.</param>
/// <param name="References">What the declarations need beside the framework.</param>
/// <param name="Declare">The file of the declaration with a number. The last has the texts that <see cref="GeneratorInput"/> edits.</param>
internal sealed record Subject(
    string Name,
    Func<ISourceGenerator> Create,
    IReadOnlyList<string> Attributes,
    IReadOnlyList<MetadataReference> References,
    Func<int, string> Declare)
{
    /// <summary>The most declarations it is measured with.</summary>
    public int MostDeclarations { get; init; } = int.MaxValue;
}
