using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Starface.Generators.Diagnostics;
using Starface.Generators.Parsing;
using Starface.Generators.Symbols;
using Starface.Policy.Problems;

namespace Starface.Generators.Analyzers;

/// <summary>
/// Reports ids that services, policies or scenarios of an assembly share with each other or with those of a referenced catalog.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DuplicateIdAnalyzer : DiagnosticAnalyzer
{
    /// <summary>What has an id, with its names for people.</summary>
    private static readonly Dictionary<DeclarationKind, (string One, string Many)> Kinds = new()
    {
        [DeclarationKind.Service] = ("service", "services"),
        [DeclarationKind.Policy] = ("policy", "policies"),
        [DeclarationKind.Scenario] = ("scenario", "scenarios"),
    };

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
        var known = Kinds.ToDictionary(kind => kind.Key, kind => Catalog(context.Compilation, kind.Key));
        context.RegisterSymbolAction(symbol => Collect(symbol, declarations, known), SymbolKind.NamedType);
        context.RegisterCompilationEndAction(end => Report(end, declarations));
    }

    private static Lazy<IReadOnlyDictionary<string, INamedTypeSymbol>> Catalog(Compilation compilation, DeclarationKind kind) =>
        new(() => CatalogReader.ReadIds(compilation, kind), LazyThreadSafetyMode.PublicationOnly);

    private static void Collect(
        SymbolAnalysisContext context,
        ConcurrentBag<Declaration> declarations,
        Dictionary<DeclarationKind, Lazy<IReadOnlyDictionary<string, INamedTypeSymbol>>> known)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        foreach (var attribute in type.GetAttributes())
        {
            var kind = AttributeNames.KindOf(attribute);
            if (!Kinds.TryGetValue(kind, out var names)) continue;
            if (AttributeArguments.Positional(attribute, "id") is not string { Length: > 0 } id) continue;
            declarations.Add(new(kind, id, type, attribute));
            if (!known[kind].Value.TryGetValue(id, out var other)) continue;
            var problem = new DeclarationProblem(
                ProblemIds.IdOfCatalog,
                attribute,
                ArgumentPlace.For("id"),
                names.One,
                id,
                other.Name,
                other.ContainingAssembly.Name,
                names.Many,
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
            var kind = Kinds[group.Key.Kind].One;
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
