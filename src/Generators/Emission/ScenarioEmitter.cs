using Starface.Generators.Models;
using Starface.Generators.Naming;

namespace Starface.Generators.Emission;

/// <summary>Writes the generated part of a scenario.</summary>
internal static class ScenarioEmitter
{
    /// <summary>The C# of the part.</summary>
    /// <param name="scenario">The scenario.</param>
    public static string Emit(ScenarioModel scenario)
    {
        var writer = TypeEmitter.Begin(scenario.Type, "", scenario.Title, RuleTable.For(scenario));
        WriteDefinition(writer, scenario);
        return TypeEmitter.End(scenario.Type, writer);
    }

    private static void WriteDefinition(SourceWriter writer, ScenarioModel scenario)
    {
        writer.Write($"""
            /// <summary>The scenario's id.</summary>
            public const string Id = {Text.AsLiteral(scenario.Id)};

            /// <summary>The scenario with its steps.</summary>
            {TypeEmitter.GeneratedCode}
            """);
        const string Property = "public static global::Starface.Policy.ScenarioDefinition Definition";
        if (scenario.State != GenerationState.Complete)
        {
            writer.Write($"{Property} => {TypeEmitter.Refusal(scenario.Type)};");
            return;
        }

        writer.Write($"{Property} {{ get; }} = new(Id, {Text.AsLiteral(scenario.Title)},").Open("[");
        foreach (var step in scenario.Steps) WriteStep(writer, step);
        writer.Close("]);");
    }

    private static void WriteStep(SourceWriter writer, StepModel step)
    {
        var ports = step is { From: { } from, To: { } to } ? $"new({InvariantText.Digits(from)}, {InvariantText.Digits(to)})" : "null";
        writer.Part($"new({step.Service.Type.FullName}.Definition, {Text.Member(step.Direction)}, {Text.Member(step.Protocol)}, ")
            .Part($"{ports}, {Text.AsLiteral(step.Symptom)})");
        var properties = new Initializer(writer);
        if (step.Host is not null) properties.Assign("Host").Literal(step.Host);
        if (step.PeerGroup is not null)
            properties.Assign("PeerGroups").Part($"[{string.Join(", ", step.PeerGroups.Select(Text.Literal))}]");
        properties.End().Part(",").EndLine();
    }
}
