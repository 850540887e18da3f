using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Starface.Generators.Checks;
using Starface.Generators.Parsing;

namespace Starface.Generators.Analyzers;

/// <summary>Reports PBX versions that are none or contradict each other.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class VersionAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.MalformedPbxVersion,
        Descriptors.SinceAfterUntil,
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
            VersionChecks.Check(requirement, mistakes);
        if (AttributeNames.Find(type, DeclarationKind.Policy) is { } policy)
            VersionChecks.Read(policy, "PbxVersion", AttributeArguments.Named(policy, "PbxVersion") as string, mistakes, out _);
    }
}
