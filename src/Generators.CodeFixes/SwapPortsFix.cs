using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Starface.Generators.CodeFixes;

/// <summary>Swaps the ends of an inverted range of ports.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SwapPortsFix))]
[Shared]
public sealed class SwapPortsFix : MendingProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.InvertedPortRange, DiagnosticIds.MalformedPortsLiteral];

    private protected override Mending? Find(MistakePlace place, CancellationToken token)
    {
        var (first, last) = place.Node.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute
            ? EndsOf(attribute, place.Semantics, token)
            : EndsOf(place.Node.Parent?.Parent?.Parent as BaseObjectCreationExpressionSyntax, place.Semantics, token);
        if (first is null || last is null || ValueOf(first) is not { } from || ValueOf(last) is not { } to || from <= to || to < 0 || from > 65535) return null;
        return new($"Swap {first} and {last}", () => place.Root.ReplaceNodes([first, last], (old, _) => (old == first ? last : first).WithTriviaFrom(old)));

        int? ValueOf(ExpressionSyntax end) => place.Semantics.GetConstantValue(end, token).Value as int?;
    }

    private static (ExpressionSyntax? First, ExpressionSyntax? Last) EndsOf(AttributeSyntax attribute, SemanticModel semantics, CancellationToken token)
    {
        if (attribute.ArgumentList is not { } list || semantics.GetSymbolInfo(attribute, token).Symbol is not IMethodSymbol constructor) return default;
        var arguments = list.Arguments.Where(argument => argument.NameEquals is null)
            .Select((argument, index) => (Name: argument.NameColon?.Name.Identifier.ValueText ?? NameAt(constructor, index), argument.Expression))
            .ToList();
        return (Of("fromPort"), Of("toPort"));

        ExpressionSyntax? Of(string parameter) => arguments.Find(argument => argument.Name == parameter).Expression;
    }

    private static (ExpressionSyntax? First, ExpressionSyntax? Last) EndsOf(BaseObjectCreationExpressionSyntax? creation, SemanticModel semantics, CancellationToken token)
    {
        if (creation?.ArgumentList is not { } list || semantics.GetSymbolInfo(creation, token).Symbol is not IMethodSymbol constructor) return default;
        var arguments = list.Arguments
            .Select((argument, index) => (Name: argument.NameColon?.Name.Identifier.ValueText ?? NameAt(constructor, index), argument.Expression))
            .ToList();
        return (Of("from"), Of("to"));

        ExpressionSyntax? Of(string parameter) => arguments.Find(argument => argument.Name == parameter).Expression;
    }

    private static string? NameAt(IMethodSymbol constructor, int index) => index < constructor.Parameters.Length ? constructor.Parameters[index].Name : null;
}
