using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Starface.Generators.Checks;

namespace Starface.Generators.Analyzers;

/// <summary>Reports ports that do not exist or do not fit their protocol.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PortAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.PortOutOfRange,
        Descriptors.InvertedPortRange,
        Descriptors.MalformedPortText,
        Descriptors.PortsDoNotFitProtocol,
        Descriptors.PortsGivenTwice,
        Descriptors.UnknownProtocol,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start => DeclarationAnalysis.Register(start, SupportedDiagnostics, Find));
    }

    private static void Find(INamedTypeSymbol type, ICollection<Mistake> mistakes, CancellationToken token)
    {
        foreach (var requirement in DeclarationAnalysis.RequirementsOf(type, token))
            PortChecks.Read(requirement, mistakes);
    }
}
