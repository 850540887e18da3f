using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Starface.Generators.Diagnostics;
using Starface.Generators.Symbols;
using Starface.Policy.Problems;

namespace Starface.Generators.Analyzers;

/// <summary>
/// Reports requirements outside of services, allowances and inclusions outside of policies, and steps outside of scenarios, which would be
/// ignored.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IneffectiveAttributeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        Descriptors.ForAll(ProblemIds.AttributeWithoutEffect);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start =>
        {
            if (AttributeNames.AreReferenced(start.Compilation)) start.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
        });
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var attributes = new DeclaredAttributes(type);
        if (!attributes.DeclareAnything) return;
        var isService = attributes.First(DeclarationKind.Service) is not null;
        var isPolicy = attributes.First(DeclarationKind.Policy) is not null;
        var isScenario = attributes.First(DeclarationKind.Scenario) is not null;
        for (var i = 0; i < attributes.Count; i++)
        {
            var missing = attributes.KindOf(i) switch
            {
                DeclarationKind.Requirement or DeclarationKind.RemoteHost or DeclarationKind.Need when !isService => "Service",
                DeclarationKind.Allowance or DeclarationKind.Inclusion or DeclarationKind.Exclusion or DeclarationKind.Support
                    when !isPolicy => "Policy",
                DeclarationKind.Step or DeclarationKind.Substitute when !isScenario => "Scenario",
                _ => null,
            };
            if (missing is null) continue;
            var problem = new DeclarationProblem(
                ProblemIds.AttributeWithoutEffect,
                attributes[i],
                ArgumentPlace.Attribute,
                Name(attributes[i]),
                type.Name,
                missing,
                missing.ToLowerInvariant());
            context.ReportDiagnostic(problem.ToDiagnostic(context.CancellationToken));
        }
    }

    private static string Name(AttributeData attribute)
    {
        const string Suffix = "Attribute";
        var name = attribute.AttributeClass!.Name;
        return name.Substring(0, name.Length - Suffix.Length);
    }
}
