using System.Collections.Immutable;
using Starface.Cli.Screen;
using Starface.Policy.Changes;

namespace Starface.Cli.Verbs.Diff;

/// <summary>The JSON of <c>diff</c>.</summary>
internal static class DiffJson
{
    /// <summary>Writes the changes.</summary>
    public static void Write(ImmutableArray<PolicyChange> changes, TextWriter output) =>
        output.Write(JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString("status", changes.All(change => change.IsNone) ? "same" : "different");
            json.WriteStartArray("comparisons");
            foreach (var change in changes)
            {
                json.WriteStartObject();
                json.WriteString("before", change.Before.Name);
                json.WriteString("after", change.After.Name);
                FlowJson.Write(json, "possible", change.Possible);
                FlowJson.Write(json, "impossible", change.Impossible);
                json.WriteBoolean("exposureGrows", change.ExposureGrows);
                json.WriteStartArray("consequences");
                foreach (var (service, impact) in change.Consequences)
                {
                    json.WriteStartObject();
                    json.WriteString("service", service);
                    json.WriteString("impact", impact);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteStartArray("callImpact");
                foreach (var impact in change.CallImpacts)
                {
                    json.WriteStartObject();
                    json.WriteString("cloud", impact.Cloud.Id);
                    json.WriteBoolean("cutsNothing", impact.CutsNothing);
                    json.WriteString("order", impact.CutsNothing ? "add-before-remove" : null);
                    FlowJson.Write(json, "cut", impact.Cut);
                    FlowJson.Write(json, "surviving", impact.Surviving);
                    json.WriteString("explanation", impact.Explanation);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteStartArray("neverCut");
                foreach (var violation in change.NeverCutViolations)
                {
                    json.WriteStartObject();
                    json.WriteString("service", violation.Service);
                    FlowJson.Write(json, "flows", violation.Flows);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }));
}
