using System.Text.Json;
using Starface.Drift.Output;
using Starface.Policy;

namespace Starface.Drift.Reports;

/// <summary>SARIF 2.1.0. Each result leads to a line of the repository.</summary>
internal sealed class SarifFormat : IReportFormat
{
    /// <summary>GitHub accepts this many results of a run.</summary>
    private const int MostResults = 25_000;

    /// <inheritdoc/>
    public string Name => "sarif";

    /// <inheritdoc/>
    public ReportReader Reader => ReportReader.Program;

    /// <inheritdoc/>
    public void Write(Report report, OutputGate output) => output.WriteJson(json =>
    {
        var items = report.Items.Where(item => !item.IsAboutRun).ToList();
        json.WriteStartObject();
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(json, report);
        WriteInvocation(json, report, items.Count - MostResults);
        json.WriteStartArray("results");
        foreach (var item in items.Take(MostResults)) WriteResult(json, item, report.FingerprintKey);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteTool(Utf8JsonWriter json, Report report)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", report.Tool);
        json.WriteString("version", report.Version);
        json.WriteStartArray("rules");
        foreach (var (id, description, severity) in report.Rules)
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            if (description is not null) WriteText(json, "shortDescription", description);
            json.WriteStartObject("defaultConfiguration");
            json.WriteString("level", Level(severity));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>What could not be read is the tool's failure to do its work, not a finding alone.</summary>
    private static void WriteInvocation(Utf8JsonWriter json, Report report, int left)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", report.IsComplete);
        List<(Severity Severity, string Text)> notifications =
            [.. report.Items.Where(item => item.IsAboutRun).Select(item => (item.Severity, item.Message))];
        if (left > 0)
        {
            var more = FormattableString.Invariant($"{left} more results do not fit here; the JSON report has them.");
            notifications.Add((Severity.Warning, more));
        }

        if (notifications.Count > 0)
        {
            json.WriteStartArray("toolExecutionNotifications");
            foreach (var (severity, text) in notifications)
            {
                json.WriteStartObject();
                json.WriteString("level", Level(severity));
                WriteText(json, "message", text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteResult(Utf8JsonWriter json, ReportItem item, string fingerprintKey)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", item.Rule);
        json.WriteString("level", Level(item.Severity));
        // Viewers make links of [text](target), and a stranger's link must not be followed.
        WriteText(json, "message", item.Message.Replace("](", "] (", StringComparison.Ordinal));
        json.WriteStartArray("locations");
        WriteLocation(json, item.Place ?? new SourcePlace(Report.FileOfNoPlace, 1));
        json.WriteEndArray();
        if (item.Accepted is { } accepted)
        {
            json.WriteStartArray("suppressions");
            json.WriteStartObject();
            json.WriteString("kind", "external");
            json.WriteString("status", "accepted");
            json.WriteString("justification", accepted.Replace("](", "] (", StringComparison.Ordinal));
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteStartObject("partialFingerprints");
        json.WriteString(fingerprintKey, item.Fingerprint);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteLocation(Utf8JsonWriter json, SourcePlace place)
    {
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
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static string Level(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };
}
