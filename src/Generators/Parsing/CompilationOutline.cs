using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Starface.Generators.Parsing;

/// <summary>What a declaration of a compilation may depend on, which is all but the bodies of members.</summary>
internal static class CompilationOutline
{
    /// <summary>Whether two compilations differ in bodies of members alone.</summary>
    /// <param name="before">The one.</param>
    /// <param name="after">The other, best made of the first: files they share are not looked into.</param>
    public static bool IsSame(Compilation before, Compilation after)
    {
        var (trees, others) = (TreesOf(before), TreesOf(after));
        if (trees.Length != others.Length
            || before.AssemblyName != after.AssemblyName
            || !before.Options.Equals(after.Options)
            || !before.ExternalReferences.SequenceEqual(after.ExternalReferences, ReferenceEquals))
            return false;
        for (var i = 0; i < trees.Length; i++)
        {
            if (!ReferenceEquals(trees[i], others[i]) && !DifferInBodiesAlone(trees[i], others[i])) return false;
        }

        return true;
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
