using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Starface.Generators.Checks;
using Starface.Generators.Models;
using Starface.Generators.Parsing;
using Starface.Policy;
using Starface.Policy.Review;

namespace Starface.Generators.Analyzers;

/// <summary>Reports allowances of services whose ports a referenced catalogue has under a name of its own.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CatalogueAnalyzer : DiagnosticAnalyzer
{
    private static readonly ImmutableArray<DiagnosticDescriptor> Reported = [Descriptors.RepeatedService];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Reported;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        // Read once, and only where a policy allows a service of its own assembly. A search that was cancelled is not remembered.
        var catalogue = new Lazy<IReadOnlyList<ServiceModel>>(
            () => CatalogueReader.ServicesOf(context.Compilation, context.CancellationToken), LazyThreadSafetyMode.PublicationOnly);
        DeclarationAnalysis.Register(context, Reported, (type, mistakes, token) => Find(type, catalogue, mistakes, token));
    }

    private static void Find(INamedTypeSymbol type, Lazy<IReadOnlyList<ServiceModel>> catalogue, ICollection<Mistake> mistakes, CancellationToken token)
    {
        if (AttributeNames.Find(type, DeclarationKind.Policy) is not { } declaration) return;
        var sites = new List<AttributeData>();
        if (PolicyParser.Parse(type, [], token, sites) is not { Soundness: Soundness.Sound } policy) return;
        var problems = policy.Allowances
            .Select((allowance, index) => (allowance, index))
            .Where(row => row.allowance.Service is { Soundness: Soundness.Sound } service && service.Type.Assembly == policy.Type.Assembly)
            .Select(row => DuplicateOf(policy, row.allowance, row.index, catalogue.Value))
            .OfType<Problem>();
        ReviewMistakes.Add([.. problems], declaration, sites, Reported, mistakes);
    }

    private static Problem? DuplicateOf(PolicyModel policy, AllowanceModel allowance, int index, IReadOnlyList<ServiceModel> catalogue)
    {
        var own = allowance.Service.ToDefinition();
        if (catalogue.FirstOrDefault(candidate => CatalogReview.HaveSameRequirements(own, candidate.ToDefinition())) is not { } twin) return null;
        // Where the catalogue's is allowed as well, one of both is redundant, and that is said already.
        var isAllowed = policy.Allowances.Any(other => other.Service.Type.FullName == twin.Type.FullName && other.PeerGroup == allowance.PeerGroup);
        return isAllowed ? null : CatalogReview.Duplicate(index, own, twin.ToDefinition(), twin.Type.MetadataName, twin.Type.Assembly);
    }
}
