using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Starface.Structure.Tests;

/// <summary>Finds where the equality that the compiler gives to a record is used and compares collections by reference.</summary>
internal static class RecordEquality
{
    private static readonly HashSet<string> Comparing = new(StringComparer.Ordinal)
    {
        "Contains", "CountBy", "Distinct", "Except", "GroupBy", "IndexOf", "Intersect", "SequenceEqual", "ToDictionary",
        "ToFrozenDictionary", "ToFrozenSet", "ToHashSet", "ToImmutableDictionary", "ToImmutableHashSet", "ToLookup", "Union",
    };

    private static readonly HashSet<string> Hashing = new(StringComparer.Ordinal)
    {
        "ConcurrentDictionary", "Dictionary", "FrozenDictionary", "FrozenSet", "HashSet", "ImmutableDictionary", "ImmutableHashSet",
    };

    /// <summary>The uses, as "file:line: record".</summary>
    public static IEnumerable<string> FindUses(SourceProject project)
    {
        foreach (var tree in project.Trees)
        {
            var model = project.Compilation.GetSemanticModel(tree);
            foreach (var node in tree.GetRoot().DescendantNodes().OfType<ExpressionSyntax>())
            {
                if (FindCompared(model, node) is { } record) yield return Words(project, node, record.Name);
            }
        }
    }

    /// <summary>Members of records that are computed once, from a parameter of another name, as "file:line: member".</summary>
    public static IEnumerable<string> FindDerived(SourceProject project)
    {
        foreach (var tree in project.Trees)
        {
            var model = project.Compilation.GetSemanticModel(tree);
            foreach (var record in tree.GetRoot().DescendantNodes().OfType<RecordDeclarationSyntax>())
            {
                foreach (var (name, value) in record.Members.SelectMany(Initialized))
                {
                    var isDerived = value.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(identifier =>
                        model.GetSymbolInfo(identifier).Symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol method } parameter
                        && method.MethodKind == MethodKind.Constructor
                        && parameter.Name != name);
                    if (isDerived) yield return Words(project, value, name);
                }
            }
        }
    }

    private static IEnumerable<(string Name, ExpressionSyntax Value)> Initialized(MemberDeclarationSyntax member) => member switch
    {
        // One that can be set is a default, which a copy can change as well.
        PropertyDeclarationSyntax { Initializer.Value: { } value } property
            when !property.Modifiers.Any(SyntaxKind.StaticKeyword)
            && property.AccessorList?.Accessors.Any(SyntaxKind.InitAccessorDeclaration) != true => [(property.Identifier.Text, value)],
        FieldDeclarationSyntax field when !field.Modifiers.Any(SyntaxKind.StaticKeyword) => field.Declaration.Variables
            .Where(variable => variable.Initializer is not null)
            .Select(variable => (variable.Identifier.Text, variable.Initializer!.Value)),
        _ => [],
    };

    private static INamedTypeSymbol? FindCompared(SemanticModel model, ExpressionSyntax node) => node switch
    {
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } comparison
            when !comparison.Right.IsKind(SyntaxKind.NullLiteralExpression) => Lying(model.GetTypeInfo(comparison.Left).Type),
        InvocationExpressionSyntax invocation when model.GetSymbolInfo(invocation).Symbol is IMethodSymbol method =>
            method.Name == nameof(Equals) && !method.IsStatic && invocation.Expression is MemberAccessExpressionSyntax access
                ? Lying(model.GetTypeInfo(access.Expression).Type)
            : Comparing.Contains(method.Name) && !HasComparer(method) ? Lying(KeyOf(method))
            : null,
        BaseObjectCreationExpressionSyntax creation when model.GetSymbolInfo(creation).Symbol is IMethodSymbol constructor =>
            Hashing.Contains(constructor.ContainingType.Name) && !HasComparer(constructor)
                ? Lying(constructor.ContainingType.TypeArguments.FirstOrDefault())
                : null,
        CollectionExpressionSyntax when model.GetTypeInfo(node).ConvertedType is INamedTypeSymbol collection
            && Hashing.Contains(collection.Name) => Lying(collection.TypeArguments.FirstOrDefault()),
        _ => null,
    };

    // Of GroupBy and alike the key, else the elements: of an extension the first type, of a collection its own.
    private static ITypeSymbol? KeyOf(IMethodSymbol method) =>
        method.TypeParameters.FirstOrDefault(parameter => parameter.Name == "TKey") is { } key ? method.TypeArguments[key.Ordinal]
        : method.TypeArguments.FirstOrDefault() ?? method.ContainingType.TypeArguments.FirstOrDefault();

    private static bool HasComparer(IMethodSymbol method) =>
        method.Parameters.Any(parameter => parameter.Type.Name is "IEqualityComparer" or "IComparer");

    private static INamedTypeSymbol? Lying(ITypeSymbol? type) => type switch
    {
        INamedTypeSymbol { IsTupleType: true } tuple =>
            tuple.TupleElements.Select(element => Lying(element.Type)).FirstOrDefault(found => found is not null),
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => Lying(nullable.TypeArguments[0]),
        INamedTypeSymbol { IsRecord: true } record when ComparesByReference(record, []) => record,
        _ => null,
    };

    private static bool ComparesByReference(ITypeSymbol type, HashSet<ITypeSymbol> seen)
    {
        if (!seen.Add(type.OriginalDefinition)) return false;
        if (type is IArrayTypeSymbol) return true;
        if (type is not INamedTypeSymbol named) return false;
        if (named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T) return ComparesByReference(named.TypeArguments[0], seen);
        var space = named.ContainingNamespace?.ToDisplayString() ?? "";
        if (space.StartsWith("System.Collections", StringComparison.Ordinal)) return true;
        if (!named.IsRecord || DeclaresEquality(named)) return false;
        return named.GetMembers().OfType<IFieldSymbol>().Any(field => !field.IsStatic && ComparesByReference(field.Type, seen))
            || (named.BaseType is { IsRecord: true } parent && ComparesByReference(parent, seen));
    }

    private static bool DeclaresEquality(INamedTypeSymbol record) => record.GetMembers(nameof(Equals)).OfType<IMethodSymbol>()
        .Any(method => !method.IsImplicitlyDeclared && SymbolEqualityComparer.Default.Equals(method.Parameters[0].Type, record));

    private static string Words(SourceProject project, SyntaxNode node, string name) => FormattableString.Invariant(
        $"{project.RelativePath(node.SyntaxTree)}:{node.SyntaxTree.GetLineSpan(node.Span).StartLinePosition.Line + 1}: {name}");
}
