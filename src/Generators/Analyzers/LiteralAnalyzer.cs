using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Starface.Generators.Diagnostics;
using Starface.Generators.Validation;
using Starface.Policy.Problems;

namespace Starface.Generators.Analyzers;

/// <summary>Reports constants in code that are not a valid peer, prefix, address, port range or version.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LiteralAnalyzer : CodeAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Descriptors.ForAll(
        ProblemIds.MalformedPeerLiteral,
        ProblemIds.MalformedPrefixLiteral,
        ProblemIds.MalformedPortsLiteral,
        ProblemIds.MalformedVersionLiteral);

    /// <inheritdoc/>
    private protected override void Start(CompilationStartAnalysisContext context, KnownTypes types)
    {
        context.RegisterOperationAction(operation => CheckConversion(operation, types), OperationKind.Conversion);
        context.RegisterOperationAction(operation => CheckInvocation(operation, types), OperationKind.Invocation);
        context.RegisterOperationAction(operation => CheckCreation(operation, types), OperationKind.ObjectCreation);
    }

    private static void CheckConversion(OperationAnalysisContext context, KnownTypes types)
    {
        var conversion = (IConversionOperation)context.Operation;
        if (KnownTypes.Is(conversion.OperatorMethod?.ContainingType, types.Peer))
            Report(context, conversion.Operand, LiteralChecks.CheckPeer);
    }

    private static void CheckInvocation(OperationAnalysisContext context, KnownTypes types)
    {
        var invocation = (IInvocationOperation)context.Operation;
        var method = invocation.TargetMethod;
        if (!method.IsStatic || invocation.Arguments.Length != 1 || FindCheck(method, types) is not { } check) return;
        Report(context, invocation.Arguments[0].Value, check);
    }

    private static Func<string, LiteralProblem?>? FindCheck(IMethodSymbol method, KnownTypes types)
    {
        var isParse = method.Name == nameof(int.Parse);
        if (KnownTypes.Is(method.ContainingType, types.Peer)) return LiteralChecks.ForPeerMethod(method.Name);
        if (!isParse) return null;
        if (KnownTypes.Is(method.ContainingType, types.Prefix)) return LiteralChecks.CheckPrefix;
        if (KnownTypes.Is(method.ContainingType, types.Address)) return LiteralChecks.CheckAddress;
        if (KnownTypes.Is(method.ContainingType, types.PortRange)) return LiteralChecks.CheckPorts;
        return KnownTypes.Is(method.ContainingType, types.PbxVersion) ? LiteralChecks.CheckVersion : null;
    }

    private static void CheckCreation(OperationAnalysisContext context, KnownTypes types)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (!KnownTypes.Is(creation.Type, types.PortRange) || creation.Arguments.IsEmpty) return;
        int? before = null;
        foreach (var argument in creation.Arguments.OrderBy(argument => argument.Parameter?.Ordinal))
        {
            if (argument.Value.ConstantValue is not { HasValue: true, Value: int port }) return;
            if (LiteralChecks.CheckEnd(port, before) is { } problem)
            {
                context.ReportDiagnostic(problem.ToDiagnostic(argument.Value.Syntax));
                return;
            }

            before = port;
        }
    }

    private static void Report(OperationAnalysisContext context, IOperation value, Func<string, LiteralProblem?> check)
    {
        if (value.ConstantValue is { HasValue: true, Value: string text } && check(text) is { } problem)
            context.ReportDiagnostic(problem.ToDiagnostic(value.Syntax));
    }
}
