using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Starface.Generators.Diagnostics;
using Starface.Generators.Validation;
using Starface.Policy.Problems;

namespace Starface.Generators.Analyzers;

/// <summary>Reports settings and pinned hosts of an instance that its policy would reject at run time.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InstanceAnalyzer : CodeAnalyzer
{
    private const string Hosts = "Hosts";
    private const string Key = "key";
    private const string Tool = "Starface.Generators";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Descriptors.ForAll(
        ProblemIds.MalformedPinnedHost,
        ProblemIds.SettingOutOfRange);

    /// <inheritdoc/>
    private protected override void Start(CompilationStartAnalysisContext context, KnownTypes types)
    {
        context.RegisterOperationAction(operation => Check(operation, types), OperationKind.SimpleAssignment);
    }

    private static void Check(OperationAnalysisContext context, KnownTypes types)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation { Property: var property }) return;
        var declarer = property.ContainingType;
        if (property.IsIndexer && KnownTypes.Is(declarer, types.PinnedHosts))
        {
            foreach (var index in ((IPropertyReferenceOperation)assignment.Target).Arguments) CheckHost(context, index.Value);
            return;
        }

        if (property.Name == Hosts && (KnownTypes.Is(declarer, types.FirewallPolicy) || KnownTypes.Is(declarer, types.PolicyArguments)))
            CheckHosts(context, assignment.Value);
        else if (KnownTypes.Is(declarer?.BaseType, types.FirewallPolicy) && IsSetting(property))
            CheckSetting(context, property.Name, assignment.Value, types);
    }

    /// <summary>
    /// Whether the dictionary is made by <c>Add</c>, <c>SetItem</c> or the indexer, a host is an argument named <c>key</c>.
    /// </summary>
    private static void CheckHosts(OperationAnalysisContext context, IOperation value)
    {
        foreach (var operation in value.DescendantsAndSelf())
        {
            if (operation is not IArgumentOperation { Parameter.Name: Key, Value: var key }) continue;
            CheckHost(context, key);
        }
    }

    private static void CheckHost(OperationAnalysisContext context, IOperation name)
    {
        if (name.ConstantValue is { HasValue: true, Value: string host } && LiteralChecks.CheckPinnedHost(host) is { } problem)
            context.ReportDiagnostic(problem.ToDiagnostic(name.Syntax));
    }

    private static void CheckSetting(OperationAnalysisContext context, string name, IOperation value, KnownTypes types)
    {
        // A target-typed new is the operand of a conversion.
        if (value is IConversionOperation { Operand: IObjectCreationOperation inner }) value = inner;
        var port = value is IObjectCreationOperation { Type: var type } creation && KnownTypes.Is(type, types.PortRange)
            ? creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value
            : value;
        // A range is checked where it is created, by another rule; only 0 is a valid port there and not here.
        if (port?.ConstantValue is { HasValue: true, Value: int number }
            && (port == value || number == 0)
            && LiteralChecks.CheckSetting(name, number) is { } problem)
            context.ReportDiagnostic(problem.ToDiagnostic(port.Syntax));
    }

    /// <summary>Whether the generator wrote the property; the class may have others.</summary>
    private static bool IsSetting(IPropertySymbol property)
    {
        foreach (var attribute in property.GetAttributes())
            if (attribute is { AttributeClass.Name: "GeneratedCodeAttribute", ConstructorArguments: [{ Value: Tool }, ..] })
                return true;
        return false;
    }
}
