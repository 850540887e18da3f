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
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.InvertedPortRange];

    private protected override Mending? Find(MistakePlace place, CancellationToken token)
    {
        if (place.Node.FirstAncestorOrSelf<AttributeSyntax>() is not { ArgumentList: { } list } attribute) return null;
        if (place.Semantics.GetSymbolInfo(attribute, token).Symbol is not IMethodSymbol constructor) return null;
        if (Argument(list, constructor, "fromPort") is not { } first || Argument(list, constructor, "toPort") is not { } last) return null;
        return new($"Swap {first} and {last}", () => place.Root.ReplaceNodes([first, last], (old, _) => (old == first ? last : first).WithTriviaFrom(old)));
    }

    private static ExpressionSyntax? Argument(AttributeArgumentListSyntax list, IMethodSymbol constructor, string parameter)
    {
        for (var i = 0; i < list.Arguments.Count; i++)
        {
            var argument = list.Arguments[i];
            if (argument.NameEquals is not null) continue;
            var name = argument.NameColon?.Name.Identifier.ValueText ?? (i < constructor.Parameters.Length ? constructor.Parameters[i].Name : null);
            if (name == parameter) return argument.Expression;
        }

        return null;
    }
}
