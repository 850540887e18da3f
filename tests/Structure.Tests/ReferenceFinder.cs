using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Starface.Structure.Tests;

/// <summary>
/// Finds what the sources of a project refer to: every name, and what has no name in the source, as <c>new(…)</c>, operators, conversions
/// and collection expressions. Namespaces, locals, parameters and documentation comments are not references.
/// </summary>
internal static class ReferenceFinder
{
    public static IReadOnlyList<Reference> Find(SourceProject project)
    {
        var files = project.Trees.ToDictionary(tree => tree, project.RelativePath);
        var references = new List<Reference>();
        foreach (var (tree, file) in files.OrderBy(pair => pair.Value, StringComparer.Ordinal))
        {
            var model = project.Compilation.GetSemanticModel(tree);
            var seen = new HashSet<(int Line, ISymbol Symbol)>(SeenComparer.Instance);
            foreach (var node in tree.GetRoot().DescendantNodes(node => node is not UsingDirectiveSyntax))
            {
                foreach (var symbol in SymbolsAt(model, node).Select(Definition))
                {
                    var line = tree.GetLineSpan(node.Span).StartLinePosition.Line + 1;
                    if (symbol is not null && seen.Add((line, symbol)))
                        references.Add(new(file, line, symbol, DeclaringFiles(symbol, files)));
                }
            }
        }

        return references;
    }

    private static IEnumerable<ISymbol?> SymbolsAt(SemanticModel model, SyntaxNode node)
    {
        if (node is ConstructorInitializerSyntax or AttributeSyntax or PrimaryConstructorBaseTypeSyntax)
            yield return model.GetSymbolInfo(node).Symbol;
        // Of an invocation or a qualified name, the name within is enough.
        if (node is not ExpressionSyntax expression)
            yield break;
        if (node is InvocationExpressionSyntax or MemberAccessExpressionSyntax or QualifiedNameSyntax)
            yield break;
        var info = model.GetSymbolInfo(expression);
        // nameof of overloads has candidates only.
        yield return info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        yield return model.GetConversion(expression).MethodSymbol;
        if (expression is CollectionExpressionSyntax)
            yield return model.GetTypeInfo(expression).ConvertedType;
    }

    private static ISymbol? Definition(ISymbol? symbol)
    {
        if (symbol is IMethodSymbol { ReducedFrom: { } extension })
            symbol = extension;
        return symbol switch
        {
            INamedTypeSymbol { IsTupleType: true } or INamedTypeSymbol { IsAnonymousType: true } => null,
            { ContainingType: { IsTupleType: true } or { IsAnonymousType: true } } => null,
            INamedTypeSymbol or IFieldSymbol or IPropertySymbol or IEventSymbol => symbol.OriginalDefinition,
            IMethodSymbol { MethodKind: not (MethodKind.LocalFunction or MethodKind.AnonymousFunction or MethodKind.BuiltinOperator) } =>
                symbol.OriginalDefinition,
            _ => null,
        };
    }

    // What only a generator or the compiler declares belongs to the type that it is a part of.
    private static IReadOnlyList<string> DeclaringFiles(ISymbol symbol, Dictionary<SyntaxTree, string> files)
    {
        for (var declared = symbol; declared is not null; declared = declared.ContainingType)
        {
            var found = declared.DeclaringSyntaxReferences
                .Select(reference => files.GetValueOrDefault(reference.SyntaxTree))
                .OfType<string>()
                .Distinct()
                .ToList();
            if (found.Count > 0)
                return found;
        }

        return [];
    }

    private sealed class SeenComparer : IEqualityComparer<(int Line, ISymbol Symbol)>
    {
        public static readonly SeenComparer Instance = new();

        public bool Equals((int Line, ISymbol Symbol) x, (int Line, ISymbol Symbol) y) =>
            x.Line == y.Line && SymbolEqualityComparer.Default.Equals(x.Symbol, y.Symbol);

        public int GetHashCode((int Line, ISymbol Symbol) value) =>
            HashCode.Combine(value.Line, SymbolEqualityComparer.Default.GetHashCode(value.Symbol));
    }
}
