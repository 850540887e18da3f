using System.Collections.Immutable;
using System.Globalization;

namespace Starface.Drift.Reports;

/// <summary>The report as SARIF 2.1.0. Each result leads to a line of the repository.</summary>
internal static class SarifReport
{
    /// <summary>GitHub takes so many results of a run.</summary>
    private const int MostResults = 25_000;

    /// <summary>Writes a report.</summary>
    public static void Write(SarifRun run, ImmutableArray<ReportItem> items, TextWriter output) => output.Write(JsonOutput.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", run.Tool);
        json.WriteString("version", run.Version);
        json.WriteStartArray("rules");
        foreach (var (id, description, severity) in run.Rules)
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            if (description is not null)
            {
                json.WriteStartObject("shortDescription");
                json.WriteString("text", description);
                json.WriteEndObject();
            }

            json.WriteStartObject("defaultConfiguration");
            json.WriteString("level", Level(severity));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        // What could not be read is the tool's failure to do its work, not a finding alone.
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", run.Successful);
        if (items.Length > MostResults)
        {
            json.WriteStartArray("toolExecutionNotifications");
            json.WriteStartObject();
            json.WriteString("level", "warning");
            json.WriteStartObject("message");
            json.WriteString("text", string.Create(CultureInfo.InvariantCulture, $"{items.Length - MostResults} more results do not fit here; the JSON report has them."));
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("results");
        foreach (var item in items.Take(MostResults))
        {
            json.WriteStartObject();
            json.WriteString("ruleId", item.Rule);
            json.WriteString("level", Level(item.Severity));
            json.WriteStartObject("message");
            // Viewers make links of [text](target), and a stranger's are not theirs to follow.
            json.WriteString("text", item.Message.Replace("](", "] (", StringComparison.Ordinal));
            json.WriteEndObject();
            var place = item.Place ?? new SourcePlace(run.Anywhere, 1);
            json.WriteStartArray("locations");
            json.WriteStartObject();
            json.WriteStartObject("physicalLocation");
            json.WriteStartObject("artifactLocation");
            json.WriteString("uri", string.Join('/', place.File.Split('/').Select(Uri.EscapeDataString)));
            json.WriteEndObject();
            json.WriteStartObject("region");
            json.WriteNumber("startLine", place.Line);
            if (place.Column is { } column) json.WriteNumber("startColumn", column);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteStartObject("partialFingerprints");
            json.WriteString(run.FingerprintKey, item.Fingerprint);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }));

    private static string Level(ItemSeverity severity) => severity switch
    {
        ItemSeverity.Error => "error",
        ItemSeverity.Warning => "warning",
        _ => "note",
    };
}
