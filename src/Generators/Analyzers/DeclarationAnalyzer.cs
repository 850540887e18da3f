using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Starface.Generators.Diagnostics;
using Starface.Generators.Models;
using Starface.Generators.Parsing;
using Starface.Generators.Symbols;
using Starface.Generators.Validation;
using Starface.Policy.Clouds;
using Starface.Policy.Composition;
using Starface.Policy.Problems;

namespace Starface.Generators.Analyzers;

/// <summary>
/// Parses each declaration of a service, policy or scenario once, and reports what is invalid in it. What is valid is reviewed: whether it
/// adds anything, contradicts the vendor, or opens more than is needed.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeclarationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Descriptors.ForAll(
        // Shape of the class
        ProblemIds.NotPartial,
        ProblemIds.CannotBeCompleted,
        ProblemIds.MemberInTheWay,
        // Arguments
        ProblemIds.MalformedId,
        ProblemIds.PortOutOfRange,
        ProblemIds.InvertedPortRange,
        ProblemIds.MalformedPortText,
        ProblemIds.PortsDoNotFitProtocol,
        ProblemIds.PortsGivenTwice,
        ProblemIds.UnknownProtocol,
        ProblemIds.NotAMember,
        ProblemIds.MalformedPrefix,
        ProblemIds.MalformedHostName,
        ProblemIds.MalformedPbxVersion,
        ProblemIds.SinceAfterUntil,
        ProblemIds.MalformedSettingName,
        ProblemIds.AllowPrivateInvalid,
        ProblemIds.SettingWithTwoDefaults,
        ProblemIds.MalformedExpiry,
        // Services and peer groups that a policy names
        ProblemIds.NotAService,
        ProblemIds.NotAPeerGroup,
        ProblemIds.PeerGroupsOfOneName,
        ProblemIds.PeerGroupMissing,
        ProblemIds.PeerGroupWithoutUse,
        ProblemIds.OptionalWithoutEffect,
        ProblemIds.RepeatedAllowance,
        ProblemIds.InclusionCycle,
        ProblemIds.NotIncludable,
        ProblemIds.ExclusionWithoutEffect,
        ProblemIds.RepeatedInclusion,
        ProblemIds.InclusionsDisagree,
        // Scenarios
        ProblemIds.StepWithoutRequirement,
        ProblemIds.ScenarioWithoutSteps,
        ProblemIds.ScenarioTextMissing,
        ProblemIds.ScenarioAttributeWithoutEffect,
        ProblemIds.PeerGroupOfStep,
        ProblemIds.NotAScenario,
        // Review of services
        ProblemIds.CoveredRequirement,
        ProblemIds.CoveredByUnion,
        ProblemIds.SettingsClaimOnePort,
        ProblemIds.OutdatedTls,
        ProblemIds.EveryPort,
        ProblemIds.WiderThanDocumented,
        ProblemIds.NotExpressible,
        ProblemIds.UnreadableSource,
        ProblemIds.NamesCollide,
        // Review of policies
        ProblemIds.RedundantAllowance,
        ProblemIds.MissingService,
        ProblemIds.MixedViewpoints,
        ProblemIds.NothingRequired,
        ProblemIds.NoRequirementForVersion,
        ProblemIds.RepeatedService,
        ProblemIds.ExcludedNeverCut,
        ProblemIds.OtherVersionIncluded,
        ProblemIds.AllowsNothing,
        ProblemIds.NotSupported,
        ProblemIds.UnencryptedFromAnywhere,
        ProblemIds.ManagementFromAnywhere,
        ProblemIds.TollFraud,
        ProblemIds.NoReason,
        ProblemIds.ChangedSinceReview,
        ProblemIds.QuotaExceeded);

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
        // Read at most once, and only where a policy opens a service of its own assembly. A read that was cancelled is not remembered.
        var catalog = new Lazy<IReadOnlyList<ServiceModel>>(
            () => CatalogReader.ReadServices(context.Compilation, context.CancellationToken), LazyThreadSafetyMode.PublicationOnly);
        context.RegisterSymbolAction(symbol => Analyze(symbol, catalog), SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context, Lazy<IReadOnlyList<ServiceModel>> catalog)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var attributes = new DeclaredAttributes(type);
        if (!attributes.DeclareAnything) return;
        var problems = new List<DeclarationProblem>();
        var token = context.CancellationToken;
        if (attributes.First(DeclarationKind.Service) is { } service)
            FindInService(type, service, problems, token);
        else
            FindInRequirements(type, attributes, problems, token);
        if (attributes.First(DeclarationKind.Policy) is { } policy)
            FindInPolicy(type, policy, catalog, problems, token);
        else
            FindInAllowances(attributes, problems, token);
        ScenarioParser.Parse(type, problems, token);
        foreach (var problem in problems) context.ReportDiagnostic(problem.ToDiagnostic(token));
    }

    private static void FindInService(
        INamedTypeSymbol type, AttributeData declaration, ICollection<DeclarationProblem> problems, CancellationToken token)
    {
        var sites = new List<AttributeData>();
        if (ServiceParser.Parse(type, problems, token, sites) is not { State: GenerationState.Complete } service) return;
        ReviewDiagnostics.Add(DeclarationReview.Review(service.ToDefinition(), ShippedClouds.All), declaration, sites, problems);
    }

    private static void FindInPolicy(
        INamedTypeSymbol type,
        AttributeData declaration,
        Lazy<IReadOnlyList<ServiceModel>> catalog,
        ICollection<DeclarationProblem> problems,
        CancellationToken token)
    {
        var sites = new List<AttributeData>();
        var warnings = new List<DeclarationProblem>();
        if (PolicyParser.Parse(type, problems, token, sites, warnings) is not { State: GenerationState.Complete } policy) return;
        foreach (var warning in warnings) problems.Add(warning);
        ReviewDiagnostics.Add(CatalogDuplicates.Find(policy, catalog), declaration, sites, problems);
        // The problems of an invalid service are reported there, and its policy cannot be judged.
        if (policy.Allowances.Any(allowance => allowance.Service.State != GenerationState.Complete)) return;
        var found = DeclarationReview.Review(policy.ToDefinition(), ShippedClouds.All);
        var included = PolicyParser.Included(type, token);
        ReviewDiagnostics.Add(IncludedReview.WithoutKnown(found, policy, included), declaration, sites, problems);
        SupportParser.Check(type, policy, problems, token);
    }

    /// <summary>
    /// Without <c>[Service]</c>, requirements have no effect, which another analyzer reports. Their arguments are checked all the same.
    /// </summary>
    private static void FindInRequirements(
        INamedTypeSymbol type, in DeclaredAttributes attributes, ICollection<DeclarationProblem> problems, CancellationToken token)
    {
        var isComplete = true;
        ServiceParser.ReadRequirements(type, attributes, problems, ref isComplete, token);
    }

    /// <summary>
    /// Without <c>[Policy]</c>, allowances have no effect, which another analyzer reports. Their dates are checked all the same.
    /// </summary>
    private static void FindInAllowances(
        in DeclaredAttributes attributes, ICollection<DeclarationProblem> problems, CancellationToken token)
    {
        for (var i = 0; i < attributes.Count; i++)
        {
            token.ThrowIfCancellationRequested();
            if (attributes.KindOf(i) != DeclarationKind.Allowance) continue;
            foreach (var argument in ExpiryChecks.Arguments) ExpiryChecks.Read(attributes[i], argument, problems);
        }
    }
}
