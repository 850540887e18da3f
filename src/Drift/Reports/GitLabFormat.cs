using Starface.Drift.Output;
using Starface.Policy;

namespace Starface.Drift.Reports;

/// <summary>The code quality JSON of GitLab.</summary>
internal sealed class GitLabFormat : IReportFormat
{
    /// <inheritdoc/>
    public string Name => "gitlab";

    /// <inheritdoc/>
    public ReportReader Reader => ReportReader.Program;

    /// <inheritdoc/>
    public void Write(Report report, OutputGate output) => output.WriteJson(json =>
    {
        // GitLab accepts each fingerprint once.
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        json.WriteStartArray();
        foreach (var item in report.Items)
        {
            var times = seen[item.Fingerprint] = seen.GetValueOrDefault(item.Fingerprint) + 1;
            json.WriteStartObject();
            json.WriteString("description", item.Message);
            json.WriteString("check_name", item.Rule);
            json.WriteString("fingerprint", times == 1 ? item.Fingerprint : FormattableString.Invariant($"{item.Fingerprint}-{times}"));
            json.WriteString("severity", SeverityOf(item));
            json.WriteStartObject("location");
            json.WriteString("path", item.Place?.File ?? Report.FileOfNoPlace);
            json.WriteStartObject("lines");
            json.WriteNumber("begin", item.Place?.Line ?? 1);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static string SeverityOf(ReportItem item) => item.Severity switch
    {
        Severity.Error => item.IsInconclusive ? "major" : "critical",
        Severity.Warning => "minor",
        _ => "info",
    };
}
