using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Starface.Generators.Checks;
using Starface.Generators.Models;
using Starface.Generators.Parsing;
using Starface.Policy.Clouds;
using Starface.Policy.Composition;

namespace Starface.Generators.Analyzers;

/// <summary>Reports requirements of a service that add nothing, contradict the vendor, or open more than is needed.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ServiceReviewAnalyzer : DiagnosticAnalyzer
{
    private static readonly ImmutableArray<DiagnosticDescriptor> Reported =
    [
        Descriptors.CoveredRequirement,
        Descriptors.CoveredByUnion,
        Descriptors.SettingsClaimOnePort,
        Descriptors.OutdatedTls,
        Descriptors.EveryPort,
        Descriptors.WiderThanDocumented,
        Descriptors.NotExpressible,
        Descriptors.UnreadableSource,
        Descriptors.NamesCollide,
    ];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Reported;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start => DeclarationAnalysis.Register(start, Reported, Find));
    }

    private static void Find(INamedTypeSymbol type, ICollection<Mistake> mistakes, CancellationToken token)
    {
        var sites = new List<AttributeData>();
        if (ServiceParser.Parse(type, [], token, sites) is not { Soundness: Soundness.Sound } service) return;
        ReviewMistakes.Add(DeclarationReview.Review(service.ToDefinition(), ShippedClouds.All), AttributeNames.Find(type, DeclarationKind.Service)!, sites, Reported, mistakes);
    }
}
