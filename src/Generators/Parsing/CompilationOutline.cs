using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Starface.Generators.Models;

namespace Starface.Generators.Parsing;

/// <summary>What a declaration of a compilation may depend on, which is all but the bodies of members, and what was read from it.</summary>
internal sealed class CompilationOutline
{
    private readonly string? _assembly;
    private readonly CompilationOptions _options;
    private readonly ImmutableArray<MetadataReference> _references;
    private readonly ImmutableArray<SyntaxTree> _trees;

    /// <summary>The outline of a compilation.</summary>
    /// <param name="compilation">The compilation, which is not kept.</param>
    public CompilationOutline(Compilation compilation)
    {
        _assembly = compilation.AssemblyName;
        _options = compilation.Options;
        _references = compilation.ExternalReferences;
        _trees = TreesOf(compilation);
    }

    /// <summary>The services by their syntax; null where there is nothing to generate.</summary>
    public ConcurrentDictionary<SyntaxNode, ServiceModel?> Services { get; } = new();

    /// <summary>The policies by their syntax; null where there is nothing to generate.</summary>
    public ConcurrentDictionary<SyntaxNode, PolicyModel?> Policies { get; } = new();

    /// <summary>The files of a compilation that differ from the outline's own in bodies of members; null where the compilation differs in more.</summary>
    /// <param name="compilation">The compilation.</param>
    public IReadOnlyCollection<SyntaxTree>? FindEdited(Compilation compilation)
    {
        var trees = TreesOf(compilation);
        if (trees.Length != _trees.Length
            || compilation.AssemblyName != _assembly
            || !compilation.Options.Equals(_options)
            || !compilation.ExternalReferences.SequenceEqual(_references, ReferenceEquals))
            return null;
        List<SyntaxTree>? edited = null;
        for (var i = 0; i < trees.Length; i++)
        {
            if (ReferenceEquals(trees[i], _trees[i])) continue;
            if (!DifferInBodiesAlone(_trees[i], trees[i])) return null;
            (edited ??= []).Add(trees[i]);
        }

        return edited ?? (IReadOnlyCollection<SyntaxTree>)[];
    }

    private static ImmutableArray<SyntaxTree> TreesOf(Compilation compilation) => ((CSharpCompilation)compilation).SyntaxTrees;

    /// <summary>
    /// Whether two files have the same tokens and comments outside the bodies of members. The compiler has such a comparison of its own
    /// (<c>AreEquivalent</c> with <c>topLevel</c>); after the first field with a value it overlooks changed values of constants, which arguments of
    /// attributes may name. Without recursion, since expressions may be nested deeper than the stack.
    /// </summary>
    private static bool DifferInBodiesAlone(SyntaxTree before, SyntaxTree after)
    {
        if (before.FilePath != after.FilePath || !before.Options.Equals(after.Options)) return false;
        var pending = new Stack<(SyntaxNode Before, SyntaxNode After)>();
        pending.Push((before.GetRoot(), after.GetRoot()));
        while (pending.Count > 0)
        {
            var (one, other) = pending.Pop();
            if (one.IsIncrementallyIdenticalTo(other)) continue;
            if (one.RawKind != other.RawKind) return false;
            if (one.IsKind(SyntaxKind.Block) || one.IsKind(SyntaxKind.ArrowExpressionClause)) continue;
            var (children, others) = (one.ChildNodesAndTokens(), other.ChildNodesAndTokens());
            if (children.Count != others.Count) return false;
            for (var i = 0; i < children.Count; i++)
            {
                var (child, counterpart) = (children[i], others[i]);
                if (child.AsNode() is { } node && counterpart.AsNode() is { } otherNode) pending.Push((node, otherNode));
                else if (child.IsNode || counterpart.IsNode || !child.AsToken().IsEquivalentTo(counterpart.AsToken())) return false;
            }
        }

        return true;
    }
}
