using System.Collections.Immutable;
using Starface.Policy.Comparison;

namespace Starface.Drift.Reports;

/// <summary>The report as SARIF 2.1.0. Each result leads to the line of the policy.</summary>
internal static class SarifReport
{
    /// <summary>GitHub takes so many results of a run.</summary>
    private const int MostResults = 25_000;

    /// <summary>Writes a report.</summary>
    public static void Write(DriftReport report, ImmutableArray<DriftItem> items, string version, TextWriter output) => output.Write(JsonOutput.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "starface-policy drift");
        json.WriteString("version", version);
        json.WriteStartArray("rules");
        foreach (var (id, description) in DriftItem.Rules)
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteStartObject("shortDescription");
            json.WriteString("text", description);
            json.WriteEndObject();
            json.WriteStartObject("defaultConfiguration");
            json.WriteString("level", id is DriftItem.TagRule or DriftItem.IgnoreRule ? "warning" : "error");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        // What could not be read is the tool's failure to do its work, not a finding alone.
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", report.Status != DriftStatus.Unknown);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("results");
        foreach (var item in items.Take(MostResults))
        {
            json.WriteStartObject();
            json.WriteString("ruleId", item.Rule);
            json.WriteString("level", item.Severity == DriftSeverity.Error ? "error" : "warning");
            json.WriteStartObject("message");
            json.WriteString("text", item.Message);
            json.WriteEndObject();
            var place = item.Place ?? new SourcePlace("src/Infra/Pulumi.yaml", 1);
            json.WriteStartArray("locations");
            json.WriteStartObject();
            json.WriteStartObject("physicalLocation");
            json.WriteStartObject("artifactLocation");
            json.WriteString("uri", string.Join('/', place.File.Split('/').Select(Uri.EscapeDataString)));
            json.WriteEndObject();
            json.WriteStartObject("region");
            json.WriteNumber("startLine", place.Line);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteStartObject("partialFingerprints");
            json.WriteString("drift/v1", item.Fingerprint);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }));
}
