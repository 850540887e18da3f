using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Starface.Generators.Checks;
using Starface.Generators.Models;
using Starface.Generators.Parsing;
using Starface.Policy.Clouds;
using Starface.Policy.Composition;

namespace Starface.Generators.Analyzers;

/// <summary>Reports allowances of a policy that add nothing, do not work, or open to everyone what should not be.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PolicyReviewAnalyzer : DiagnosticAnalyzer
{
    private static readonly ImmutableArray<DiagnosticDescriptor> Reported =
    [
        Descriptors.RedundantAllowance,
        Descriptors.SettingsClaimOnePort,
        Descriptors.MissingCompanion,
        Descriptors.MixedViewpoints,
        Descriptors.NothingRequired,
        Descriptors.NoRequirementForVersion,
        Descriptors.UnencryptedFromAnywhere,
        Descriptors.ManagementFromAnywhere,
        Descriptors.TollFraud,
        Descriptors.NoReason,
        Descriptors.QuotaExceeded,
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
        if (PolicyParser.Parse(type, [], token, sites) is not { Soundness: Soundness.Sound } policy) return;
        // What is wrong with a service is said there.
        if (policy.Allowances.Any(allowance => allowance.Service.Soundness != Soundness.Sound)) return;
        ReviewMistakes.Add(DeclarationReview.Review(policy.ToDefinition(), ShippedClouds.All), AttributeNames.Find(type, DeclarationKind.Policy)!, sites, Reported, mistakes);
    }
}
