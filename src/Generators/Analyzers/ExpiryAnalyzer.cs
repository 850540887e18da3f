using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Starface.Generators.Checks;
using Starface.Generators.Parsing;

namespace Starface.Generators.Analyzers;

/// <summary>Reports last days of allowances that are no dates.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ExpiryAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.MalformedExpiry];

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
            if (AttributeNames.KindOf(attribute) == DeclarationKind.Allowance && AttributeArguments.AreWellFormed(attribute))
                ExpiryChecks.Read(attribute, mistakes);
        }
    }
}
