using Microsoft.CodeAnalysis;

namespace Starface.Benchmarks.Generation;

/// <summary>The floor: looks for attributes as every generator has to, and writes nothing.</summary>
internal sealed class EmptyGenerator(IReadOnlyList<string> attributes) : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        foreach (var attribute in attributes)
        {
            var found = context.SyntaxProvider.ForAttributeWithMetadataName(attribute, static (_, _) => true, static (_, _) => 0);
            context.RegisterSourceOutput(found, static (_, _) => { });
        }
    }
}
