using Microsoft.CodeAnalysis;
using Starface.Generators.Diagnostics;
using Starface.Generators.Models;
using Starface.Generators.Symbols;
using Starface.Generators.Validation;
using Starface.Policy;

namespace Starface.Generators.Parsing;

/// <summary>Reads the <c>[Step]</c> and <c>[Substitute]</c> attributes of a scenario.</summary>
internal static class StepParser
{
    /// <summary>The valid steps in the order of declaration.</summary>
    /// <param name="attributes">The attributes of the scenario.</param>
    /// <param name="problems">Receives the problems.</param>
    /// <param name="isComplete">Becomes false where the compiler reports an error, or a service cannot be generated.</param>
    /// <param name="token">Cancels the operation.</param>
    public static EquatableArray<StepModel> Parse(
        in DeclaredAttributes attributes, ICollection<DeclarationProblem> problems, ref bool isComplete, CancellationToken token)
    {
        var substitutes = ReadSubstitutes(attributes, problems, ref isComplete);
        var steps = new List<StepModel>();
        for (var i = 0; i < attributes.Count; i++)
        {
            token.ThrowIfCancellationRequested();
            if (attributes.KindOf(i) != DeclarationKind.Step) continue;
            if (Read(attributes[i], substitutes, problems, ref isComplete, token) is not { } step) continue;
            ScenarioChecks.CheckStep(attributes[i], step, steps, problems);
            steps.Add(step);
        }

        return new([.. steps]);
    }

    private static StepModel? Read(
        AttributeData attribute,
        List<(PeerGroupModel Group, PeerGroupModel Other)> substitutes,
        ICollection<DeclarationProblem> problems,
        ref bool isComplete,
        CancellationToken token)
    {
        var types = attribute.AttributeClass!.TypeArguments;
        var service = AllowanceParser.ReadService(attribute, types[0], problems, ref isComplete, token);
        var group = types.Length > 1 ? AllowanceParser.ReadGroup(attribute, 1, problems, ref isComplete) : null;
        if (!AttributeArguments.AreWellFormed(attribute)) isComplete = false;
        if (service is null || (types.Length > 1 && group is null) || !isComplete) return null;
        if (!EnumerationChecks.Check(attribute, problems)) return null;
        var port = AttributeArguments.Positional(attribute, "port") as int?;
        var symptom = AttributeArguments.Named(attribute, "Symptom") as string;
        ScenarioChecks.CheckText(attribute, "Symptom", symptom, $"the [Step] of '{service.Type.Name}'", problems);
        return new(
            service,
            (Direction)(AttributeArguments.Positional(attribute, "direction") as int? ?? 0),
            (Protocol)(AttributeArguments.Positional(attribute, "protocol") as int? ?? 0),
            port ?? AttributeArguments.Positional(attribute, "fromPort") as int?,
            port ?? AttributeArguments.Positional(attribute, "toPort") as int?,
            AttributeArguments.Named(attribute, "Host") as string,
            group,
            [.. substitutes.Where(substitute => substitute.Group == group).Select(substitute => substitute.Other)],
            symptom ?? "");
    }

    private static List<(PeerGroupModel Group, PeerGroupModel Other)> ReadSubstitutes(
        in DeclaredAttributes attributes, ICollection<DeclarationProblem> problems, ref bool isComplete)
    {
        var substitutes = new List<(PeerGroupModel Group, PeerGroupModel Other)>();
        for (var i = 0; i < attributes.Count; i++)
        {
            if (attributes.KindOf(i) != DeclarationKind.Substitute) continue;
            if (AllowanceParser.ReadGroup(attributes[i], 0, problems, ref isComplete) is not { } group) continue;
            if (AllowanceParser.ReadGroup(attributes[i], 1, problems, ref isComplete) is not { } other) continue;
            var isRepeated = substitutes.Exists(known => known.Group == group && known.Other == other);
            ScenarioChecks.CheckSubstitute(attributes[i], group, other, isRepeated, attributes, problems);
            substitutes.Add((group, other));
        }

        return substitutes;
    }
}
