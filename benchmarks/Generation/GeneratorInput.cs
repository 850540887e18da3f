using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Starface.Benchmarks.Generation;

/// <summary>A compilation with one declaration in each file, and the edits of it that are measured.</summary>
internal sealed class GeneratorInput
{
    /// <summary>The text in the last declaration that the model edit changes.</summary>
    public const string Model = "Model_0";

    /// <summary>The text in the last declaration that the body edit changes.</summary>
    public const string Body = "=> 10";

    private readonly CSharpCompilation _base;
    private int _edits;

    public GeneratorInput(Subject subject, int size)
    {
        var trees = Enumerable.Range(0, size).Select(number => Parse(subject.Declare(number), $"Declaration{number}.cs"))
            .Append(Parse("internal static class Unrelated { public static int Number() => 10; }", "Unrelated.cs"));
        _base = CSharpCompilation.Create(
            "Measured", trees, [.. Net100.References.All, .. subject.References],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Size = size;
    }

    public int Size { get; }

    /// <summary>The compilation with nothing bound yet.</summary>
    public CSharpCompilation Fresh() => _base.Clone();

    /// <summary>The compilation after a change in a file without declarations.</summary>
    public CSharpCompilation AfterUnrelatedEdit() => After(Size, Body, $"=> {++_edits}");

    /// <summary>The compilation after a change in a method's body beside the last declaration.</summary>
    public CSharpCompilation AfterBodyEdit() => After(Size - 1, Body, $"=> {++_edits}");

    /// <summary>The compilation after a change of what the last declaration says.</summary>
    public CSharpCompilation AfterModelEdit() => After(Size - 1, Model, $"Model_{++_edits}");

    private CSharpCompilation After(int file, string from, string to)
    {
        var tree = _base.SyntaxTrees[file];
        var text = tree.ToString();
        if (!text.Contains(from, StringComparison.Ordinal))
            throw new InvalidOperationException($"{tree.FilePath} has no '{from}' to edit.");
        return _base.ReplaceSyntaxTree(tree, Parse(text.Replace(from, to, StringComparison.Ordinal), tree.FilePath));
    }

    private static SyntaxTree Parse(string text, string path)
    {
        var tree = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.CSharp14), path);
        // Parsing is lazy; its time is not the generator's.
        tree.GetRoot();
        return tree;
    }
}
