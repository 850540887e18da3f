using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using Starface.Policy.Flows;
using Starface.Policy.Problems;

namespace Starface.Generators.CodeFixes;

/// <summary>Swaps the ends of an inverted range of ports.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SwapPortsFix))]
[Shared]
public sealed class SwapPortsFix : PolicyCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [ProblemIds.InvertedPortRange, ProblemIds.MalformedPortsLiteral];

    private protected override CodeFix? Find(FixContext context, CancellationToken token)
    {
        var (first, last) = context.Node.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute
            ? Ends(attribute, context.Semantics, token)
            : Ends(context.Node.Parent?.Parent?.Parent as BaseObjectCreationExpressionSyntax, context.Semantics, token);
        if (first is null || last is null || Value(first) is not { } from || Value(last) is not { } to) return null;
        // Ports outside of 0 to 65535 would be invalid in any order.
        if (from <= to || to < 0 || from > PortRange.MaxPort) return null;
        return new(
            $"Swap {first} and {last}",
            () => context.Root.ReplaceNodes([first, last], (old, _) => (old == first ? last : first).WithTriviaFrom(old)));

        int? Value(ExpressionSyntax end) => context.Semantics.GetConstantValue(end, token).Value as int?;
    }

    private static (ExpressionSyntax? First, ExpressionSyntax? Last) Ends(
        AttributeSyntax attribute, SemanticModel semantics, CancellationToken token)
    {
        if (attribute.ArgumentList is not { } list) return default;
        if (semantics.GetSymbolInfo(attribute, token).Symbol is not IMethodSymbol constructor) return default;
        var arguments = list.Arguments.Where(argument => argument.NameEquals is null)
            .Select((argument, index) => (Name(argument.NameColon, constructor, index), argument.Expression))
            .ToList();
        return (Find(arguments, "fromPort"), Find(arguments, "toPort"));
    }

    private static (ExpressionSyntax? First, ExpressionSyntax? Last) Ends(
        BaseObjectCreationExpressionSyntax? creation, SemanticModel semantics, CancellationToken token)
    {
        if (creation?.ArgumentList is not { } list) return default;
        if (semantics.GetSymbolInfo(creation, token).Symbol is not IMethodSymbol constructor) return default;
        var arguments = list.Arguments
            .Select((argument, index) => (Name(argument.NameColon, constructor, index), argument.Expression))
            .ToList();
        return (Find(arguments, "from"), Find(arguments, "to"));
    }

    private static ExpressionSyntax? Find(List<(string? Name, ExpressionSyntax Expression)> arguments, string parameter) =>
        arguments.Find(argument => argument.Name == parameter).Expression;

    /// <summary>The parameter that an argument names, else the one at its position.</summary>
    private static string? Name(NameColonSyntax? name, IMethodSymbol constructor, int index) =>
        name?.Name.Identifier.ValueText ?? (index < constructor.Parameters.Length ? constructor.Parameters[index].Name : null);
}
