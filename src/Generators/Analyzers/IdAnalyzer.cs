using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Starface.Generators.Checks;
using Starface.Generators.Parsing;

namespace Starface.Generators.Analyzers;

/// <summary>Reports ids of services and policies that cannot stand in names of cloud resources.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IdAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.MalformedId];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start => DeclarationAnalysis.Register(start, SupportedDiagnostics, Find));
    }

    private static void Find(INamedTypeSymbol type, ICollection<Mistake> mistakes, CancellationToken token)
    {
        foreach (var attribute in type.GetAttributes())
        {
            token.ThrowIfCancellationRequested();
            if (AttributeNames.KindOf(attribute) is DeclarationKind.Service or DeclarationKind.Policy && AttributeArguments.AreWellFormed(attribute))
                NameChecks.CheckId(attribute, AttributeArguments.Positional(attribute, "id") as string, mistakes);
        }
    }
}
