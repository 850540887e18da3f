using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Starface.Generators.Diagnostics;
using Starface.Generators.Models;
using Starface.Generators.Parsing;
using Starface.Generators.Symbols;
using Starface.Generators.Validation;
using Starface.Policy;
using Starface.Policy.Flows;
using Starface.Policy.Problems;
using Starface.Policy.Review;

namespace Starface.Generators.Analyzers;

/// <summary>Reports policies that open what an attribute of their assembly forbids, and such attributes that are not valid.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ForbiddenFlowsAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Descriptors.ForAll(
        ProblemIds.PortOutOfRange,
        ProblemIds.InvertedPortRange,
        ProblemIds.PortsDoNotFitProtocol,
        ProblemIds.UnknownProtocol,
        ProblemIds.NotAMember,
        ProblemIds.NotAPeerGroup,
        ProblemIds.RepeatedForbid,
        ProblemIds.Forbidden);

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
        var problems = new List<DeclarationProblem>();
        var forbidden = new List<(ForbiddenFlows Flows, string? Because)>();
        foreach (var attribute in context.Compilation.Assembly.GetAttributes().Where(AttributeNames.IsForbid))
        {
            if (Read(attribute, problems) is not { } rule) continue;
            if (forbidden.Exists(known => known.Flows == rule.Flows))
                problems.Add(new(ProblemIds.RepeatedForbid, attribute, ArgumentPlace.Attribute));
            else
                forbidden.Add(rule);
        }

        if (problems.Count > 0) context.RegisterCompilationEndAction(end => Report(problems, end.ReportDiagnostic, end.CancellationToken));
        if (forbidden.Count > 0) context.RegisterSymbolAction(symbol => Analyze(symbol, forbidden), SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context, List<(ForbiddenFlows Flows, string? Because)> forbidden)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (AttributeNames.Find(type, DeclarationKind.Policy) is null) return;
        var sites = new List<AttributeData>();
        if (PolicyParser.Parse(type, [], context.CancellationToken, sites) is not { State: GenerationState.Complete } policy) return;
        if (policy.Allowances.Any(allowance => allowance.Service.State != GenerationState.Complete)) return;
        var definition = policy.ToDefinition();
        var problems =
            from rule in forbidden
            from open in rule.Flows.FindOpen(definition)
            select new DeclarationProblem(
                ProblemIds.Forbidden,
                sites[open.Index],
                ArgumentPlace.TypeArgument(0),
                definition.Id,
                RequirementText.Describe(open.Row),
                RequirementText.Describe(definition.Allowances[open.Index]),
                rule.Because is { Length: > 0 } reason ? $": {reason}" : "");
        Report(problems, context.ReportDiagnostic, context.CancellationToken);
    }

    private static void Report(IEnumerable<DeclarationProblem> problems, Action<Diagnostic> report, CancellationToken token)
    {
        foreach (var problem in problems) report(problem.ToDiagnostic(token));
    }

    /// <summary>What an attribute forbids; null where it is not valid, or is not written to the end yet.</summary>
    private static (ForbiddenFlows Flows, string? Because)? Read(AttributeData attribute, List<DeclarationProblem> problems)
    {
        if (!AttributeArguments.AreWellFormed(attribute)) return null;
        var direction = (Direction)(int)AttributeArguments.Positional(attribute, "direction")!;
        var protocol = (Protocol)(int)AttributeArguments.Positional(attribute, "protocol")!;
        var from = (AttributeArguments.Positional(attribute, "port") ?? AttributeArguments.Positional(attribute, "fromPort")) as int?;
        var to = AttributeArguments.Positional(attribute, "toPort") as int?;
        var hasEveryPort = from is null && protocol is (Protocol.Tcp or Protocol.Udp);
        var ports = hasEveryPort ? PortRange.All : PortChecks.Read(attribute, protocol, from, to, null, -1, -1, problems);
        if (!EnumerationChecks.Check(attribute, problems)) return null;
        string? group = null;
        if (AttributeArguments.Type(attribute, "From") is { } written)
        {
            if (AllowanceParser.WhyNotPeerGroup(written) is { } reason)
            {
                problems.Add(new(
                    ProblemIds.NotAPeerGroup,
                    attribute,
                    ArgumentPlace.For("From"),
                    written.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
                    reason));
                return null;
            }

            group = PeerGroupId.FromTypeName(written.Name);
        }

        return ports is { } range
            ? (new ForbiddenFlows(direction, protocol, range, group), AttributeArguments.Named(attribute, "Because") as string)
            : null;
    }
}
