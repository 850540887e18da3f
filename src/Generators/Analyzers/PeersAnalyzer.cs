using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Starface.Generators.Diagnostics;
using Starface.Generators.Models;
using Starface.Generators.Parsing;
using Starface.Policy;
using Starface.Policy.Problems;
using Starface.Policy.Review;
using Starface.Policy.Rules;

namespace Starface.Generators.Analyzers;

/// <summary>Reports peers of an instance, given as constants, that open a service of the policy to strangers.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PeersAnalyzer : CodeAnalyzer
{
    private const string Peers = "Peers";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Descriptors.ForAll(
        ProblemIds.MalformedPeerLiteral,
        ProblemIds.UnencryptedFromAnywhere,
        ProblemIds.ManagementFromAnywhere,
        ProblemIds.TollFraud);

    /// <inheritdoc/>
    private protected override void Start(CompilationStartAnalysisContext context, KnownTypes types)
    {
        var policies = new ConcurrentDictionary<INamedTypeSymbol, PolicyDefinition?>(SymbolEqualityComparer.Default);
        context.RegisterOperationAction(operation => Check(operation, types, policies), OperationKind.SimpleAssignment);
    }

    private static void Check(
        OperationAnalysisContext context, KnownTypes types, ConcurrentDictionary<INamedTypeSymbol, PolicyDefinition?> policies)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation { Property: { ContainingType: { Name: Peers } record } property }
            || record.ContainingType is not { } policy
            || !KnownTypes.Is(policy.BaseType, types.FirewallPolicy))
        {
            return;
        }

        var peers = Constants(assignment.Value, types).ToList();
        if (peers.Count == 0 || policies.GetOrAdd(policy, type => Read(type, context.CancellationToken)) is not { } definition) return;
        var group = PeerGroupId.FromTypeName(property.Name);
        if (ArgumentProblems.CheckCloudItself(definition, group, peers) is { } misplaced)
        {
            context.ReportDiagnostic(new LiteralProblem(ProblemIds.MalformedPeerLiteral, null, misplaced.Text)
                .ToDiagnostic(assignment.Value.Syntax));
        }

        foreach (var problem in PeerReview.Review(group, FindSensitive, peers, "suppress it with a reason"))
        {
            context.ReportDiagnostic(new LiteralProblem(problem.Id, null, [.. problem.Arguments.Values])
                .ToDiagnostic(assignment.Value.Syntax));
        }

        ImmutableArray<SensitivePort> FindSensitive() => PeerReview.FindSensitive(definition, group, definition.PbxVersion);
    }

    /// <summary>The peers that are known at compile time; those that are not are left to the plan.</summary>
    private static IEnumerable<Peer> Constants(IOperation value, KnownTypes types)
    {
        foreach (var operation in value.DescendantsAndSelf())
        {
            if (operation is IPropertyReferenceOperation { Property: { IsStatic: true, Name: nameof(PeerList.Anywhere) } property }
                && KnownTypes.Is(property.ContainingType, types.PeerList))
            {
                foreach (var peer in PeerList.Anywhere) yield return peer;
            }
            else if (operation is IInvocationOperation { TargetMethod: { Name: nameof(Peer.ServiceTag) } method } tag
                && KnownTypes.Is(method.ContainingType, types.Peer)
                && tag.Arguments[0].Value.ConstantValue is { HasValue: true, Value: string name }
                && Peer.CheckServiceTag(name) is null)
            {
                yield return Peer.ServiceTag(name);
            }
            else if (operation.ConstantValue is { HasValue: true, Value: string text } && Peer.TryParse(text, out var peer, out _))
            {
                yield return peer;
            }
        }
    }

    private static PolicyDefinition? Read(INamedTypeSymbol policy, CancellationToken token) =>
        PolicyParser.Parse(policy, [], token) is { State: GenerationState.Complete } model ? model.ToDefinition() : null;
}
