using System.Collections.Immutable;

namespace Starface.Drift.Reports;

/// <summary>The report as GitLab's code quality JSON.</summary>
internal static class GitLabReport
{
    /// <summary>Writes a report. A fingerprint stands there once, as GitLab demands.</summary>
    public static void Write(ImmutableArray<ReportItem> items, TextWriter output) => output.Write(JsonOutput.Of(json =>
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        json.WriteStartArray();
        foreach (var item in items)
        {
            var times = seen[item.Fingerprint] = seen.GetValueOrDefault(item.Fingerprint) + 1;
            json.WriteStartObject();
            json.WriteString("description", item.Message);
            json.WriteString("check_name", item.Rule);
            json.WriteString("fingerprint", times == 1 ? item.Fingerprint : FormattableString.Invariant($"{item.Fingerprint}-{times}"));
            json.WriteString("severity", item.Severity switch
            {
                ItemSeverity.Error => item.Rule == DriftItem.UnknownRule ? "major" : "critical",
                ItemSeverity.Warning => "minor",
                _ => "info",
            });
            json.WriteStartObject("location");
            json.WriteString("path", item.Place?.File ?? "src/Infra/Pulumi.yaml");
            json.WriteStartObject("lines");
            json.WriteNumber("begin", item.Place?.Line ?? 1);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }));
}
