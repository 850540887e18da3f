using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Starface.Generators.Checks;
using Starface.Generators.Parsing;

namespace Starface.Generators.Analyzers;

/// <summary>Reports hosts and addresses that are none.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RemoteSideAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.MalformedPrefix,
        Descriptors.MalformedHostName,
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
        {
            RemoteSideChecks.CheckHost(requirement.Attribute, "Host", requirement.Host, mistakes);
            RemoteSideChecks.ReadAddresses(requirement.Attribute, requirement.Addresses, mistakes);
        }

        foreach (var attribute in type.GetAttributes())
        {
            token.ThrowIfCancellationRequested();
            if (AttributeNames.KindOf(attribute) != DeclarationKind.RemoteHost || !AttributeArguments.AreWellFormed(attribute)) continue;
            RemoteSideChecks.CheckHost(attribute, "host", AttributeArguments.Positional(attribute, "host") as string ?? "", mistakes);
            RemoteSideChecks.ReadAddresses(attribute, AttributeArguments.Texts(attribute, "Addresses"), mistakes);
        }
    }
}
