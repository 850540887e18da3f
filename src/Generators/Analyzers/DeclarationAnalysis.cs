using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Starface.Generators.Checks;
using Starface.Generators.Parsing;

namespace Starface.Generators.Analyzers;

/// <summary>What analyzers of declarations have in common: they look at each class once and report mistakes of their own kinds.</summary>
internal static class DeclarationAnalysis
{
    /// <summary>Looks at every type of a compilation that knows the attributes.</summary>
    /// <param name="context">The compilation.</param>
    /// <param name="reported">The kinds of mistakes to report; what else the search finds belongs to other analyzers.</param>
    /// <param name="find">Adds the mistakes of a type.</param>
    public static void Register(
        CompilationStartAnalysisContext context,
        ImmutableArray<DiagnosticDescriptor> reported,
        Action<INamedTypeSymbol, ICollection<Mistake>, CancellationToken> find)
    {
        if (!KnowsAttributes(context.Compilation)) return;
        context.RegisterSymbolAction(
            symbol =>
            {
                var type = (INamedTypeSymbol)symbol.Symbol;
                if (!IsDeclared(type)) return;
                var mistakes = new List<Mistake>();
                find(type, mistakes, symbol.CancellationToken);
                foreach (var mistake in mistakes)
                    if (reported.Contains(mistake.Descriptor))
                        symbol.ReportDiagnostic(mistake.ToDiagnostic(symbol.CancellationToken));
            },
            SymbolKind.NamedType);
    }

    /// <summary>Whether a compilation references the attributes.</summary>
    /// <param name="compilation">The compilation.</param>
    public static bool KnowsAttributes(Compilation compilation) => compilation.GetTypeByMetadataName(AttributeNames.Service) is not null;

    /// <summary>Looks at the requirements of a type, as far as the compiler accepts their arguments.</summary>
    /// <param name="type">The type.</param>
    /// <param name="token">Ends the search.</param>
    public static IEnumerable<RequirementArguments> RequirementsOf(INamedTypeSymbol type, CancellationToken token)
    {
        foreach (var attribute in type.GetAttributes())
        {
            token.ThrowIfCancellationRequested();
            if (AttributeNames.KindOf(attribute) == DeclarationKind.Requirement && AttributeArguments.AreWellFormed(attribute))
                yield return RequirementArguments.Of(attribute);
        }
    }

    private static bool IsDeclared(INamedTypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes())
            if (AttributeNames.KindOf(attribute) != DeclarationKind.None)
                return true;
        return false;
    }
}
