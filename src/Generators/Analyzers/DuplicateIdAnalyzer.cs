using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Starface.Generators.Diagnostics;
using Starface.Generators.Symbols;
using Starface.Policy.Problems;

namespace Starface.Generators.Analyzers;

/// <summary>Reports ids that several services, or several policies, of an assembly share.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DuplicateIdAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Descriptors.ForAll(ProblemIds.DuplicateId);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        if (!AttributeNames.AreReferenced(context.Compilation)) return;
        var declarations = new ConcurrentBag<Declaration>();
        context.RegisterSymbolAction(symbol => Collect((INamedTypeSymbol)symbol.Symbol, declarations), SymbolKind.NamedType);
        context.RegisterCompilationEndAction(end => Report(end, declarations));
    }

    private static void Collect(INamedTypeSymbol type, ConcurrentBag<Declaration> declarations)
    {
        foreach (var attribute in type.GetAttributes())
            if (AttributeNames.KindOf(attribute) is var kind and (DeclarationKind.Service or DeclarationKind.Policy)
                && AttributeArguments.Positional(attribute, "id") is string { Length: > 0 } id)
                declarations.Add(new(kind, id, type, attribute));
    }

    private static void Report(CompilationAnalysisContext context, IEnumerable<Declaration> declarations)
    {
        foreach (var group in declarations.GroupBy(declaration => (declaration.Kind, declaration.Id)))
        {
            // Classes are collected in any order. In the order of files and lines, every build reports the same ones.
            var ordered = group
                .OrderBy(declaration => declaration.Attribute.ApplicationSyntaxReference?.SyntaxTree.FilePath, StringComparer.Ordinal)
                .ThenBy(declaration => declaration.Attribute.ApplicationSyntaxReference?.Span.Start)
                .ToList();
            var kind = group.Key.Kind == DeclarationKind.Service ? "service" : "policy";
            foreach (var other in ordered.Skip(1))
            {
                var problem = new DeclarationProblem(
                    ProblemIds.DuplicateId,
                    other.Attribute,
                    ArgumentPlace.For("id"),
                    kind,
                    group.Key.Id,
                    ordered[0].Type.Name,
                    other.Type.Name);
                context.ReportDiagnostic(problem.ToDiagnostic(context.CancellationToken));
            }
        }
    }

    private sealed record Declaration(DeclarationKind Kind, string Id, INamedTypeSymbol Type, AttributeData Attribute);
}
