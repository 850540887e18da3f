using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Starface.Generators.Diagnostics;
using Starface.Generators.Parsing;
using Starface.Generators.Symbols;
using Starface.Policy.Problems;

namespace Starface.Generators.Analyzers;

/// <summary>Reports ids that services, or policies, of an assembly share with each other or with those of a referenced catalog.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DuplicateIdAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Descriptors.ForAll(
        ProblemIds.DuplicateId,
        ProblemIds.IdOfCatalog);

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
        // Read at most once, and only where something is declared.
        var services = Catalog(context.Compilation, DeclarationKind.Service);
        var policies = Catalog(context.Compilation, DeclarationKind.Policy);
        context.RegisterSymbolAction(symbol => Collect(symbol, declarations, services, policies), SymbolKind.NamedType);
        context.RegisterCompilationEndAction(end => Report(end, declarations));
    }

    private static Lazy<IReadOnlyDictionary<string, INamedTypeSymbol>> Catalog(Compilation compilation, DeclarationKind kind) =>
        new(() => CatalogReader.ReadIds(compilation, kind), LazyThreadSafetyMode.PublicationOnly);

    private static void Collect(
        SymbolAnalysisContext context,
        ConcurrentBag<Declaration> declarations,
        Lazy<IReadOnlyDictionary<string, INamedTypeSymbol>> services,
        Lazy<IReadOnlyDictionary<string, INamedTypeSymbol>> policies)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        foreach (var attribute in type.GetAttributes())
        {
            var kind = AttributeNames.KindOf(attribute);
            if (kind is not (DeclarationKind.Service or DeclarationKind.Policy)) continue;
            if (AttributeArguments.Positional(attribute, "id") is not string { Length: > 0 } id) continue;
            declarations.Add(new(kind, id, type, attribute));
            var isService = kind == DeclarationKind.Service;
            if (!(isService ? services : policies).Value.TryGetValue(id, out var other)) continue;
            var problem = new DeclarationProblem(
                ProblemIds.IdOfCatalog,
                attribute,
                ArgumentPlace.For("id"),
                isService ? "service" : "policy",
                id,
                other.Name,
                other.ContainingAssembly.Name,
                isService ? "services" : "policies",
                type.Name);
            context.ReportDiagnostic(problem.ToDiagnostic(context.CancellationToken));
        }
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
