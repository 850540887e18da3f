using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Starface.EndToEnd.Assemblies;

/// <summary>Compiles C# without the generator and without the rule code.</summary>
internal static class PlainCompiler
{
    public static byte[] Compile(string source, string name, params IEnumerable<string> references)
    {
        using var assembly = new MemoryStream();
        var result = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(source)],
            [.. Net100.References.All, .. references.Select(file => MetadataReference.CreateFromFile(file))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(assembly);
        Assert.Empty(result.Diagnostics);
        return assembly.ToArray();
    }
}
