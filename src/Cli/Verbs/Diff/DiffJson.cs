using System.Collections.Immutable;
using System.Text.Json;
using Starface.Cli.Screen;
using Starface.Drift.Output;
using Starface.Policy.Changes;

namespace Starface.Cli.Verbs.Diff;

/// <summary>The JSON of <c>diff</c>.</summary>
internal static class DiffJson
{
    /// <summary>Writes the changes.</summary>
    public static void Write(ImmutableArray<PolicyChange> changes, OutputGate output) =>
        output.WriteJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("status", changes.All(change => change.IsNone) ? "same" : "different");
            json.WriteObjects("comparisons", changes, change => WriteMembers(json, change));
            json.WriteEndObject();
        });

    /// <summary>Writes the members of a change, as every command has them.</summary>
    public static void WriteMembers(Utf8JsonWriter json, PolicyChange change)
    {
        json.WriteString("before", change.Before.Name);
        json.WriteString("after", change.After.Name);
        json.WriteFlows("possible", change.Possible);
        json.WriteFlows("impossible", change.Impossible);
        json.WriteBoolean("exposureGrows", change.ExposureGrows);
        json.WriteObjects("exposure", change.Reach, reach =>
        {
            json.WriteString("service", reach.Service);
            json.WriteStartObject("before");
            json.WriteMembers(reach.Before);
            json.WriteEndObject();
            json.WriteStartObject("after");
            json.WriteMembers(reach.After);
            json.WriteEndObject();
        });
        json.WriteObjects("consequences", change.Consequences, consequence =>
        {
            json.WriteString("service", consequence.Service);
            json.WriteString("impact", consequence.Impact);
        });
        json.WriteObjects("scenarios", change.Scenarios, scenario =>
        {
            json.WriteString("scenario", scenario.Id);
            json.WriteString("title", scenario.After.Scenario.Title);
            json.WriteStartObject("before");
            ToldScenario.From(scenario.Before).WriteOutcome(json);
            json.WriteEndObject();
            json.WriteStartObject("after");
            ToldScenario.From(scenario.After).WriteOutcome(json);
            json.WriteEndObject();
        });
        json.WriteObjects("callImpact", change.CallImpacts, impact =>
        {
            json.WriteString("cloud", impact.Cloud.Id);
            json.WriteBoolean("cutsNothing", impact.CutsNothing);
            json.WriteOptional("order", impact.CutsNothing ? "add-before-remove" : null);
            json.WriteFlows("cut", impact.Cut);
            json.WriteFlows("surviving", impact.Surviving);
            json.WriteString("explanation", impact.Explanation);
        });
        json.WriteObjects("neverCut", change.NeverCutViolations, violation =>
        {
            json.WriteString("service", violation.Service);
            json.WriteFlows("flows", violation.Flows);
        });
    }
}
