using Starface.Drift.Output;
using Starface.Policy.Comparison;

namespace Starface.Drift.Reports;

/// <summary>The summary for the page of a build job. GitHub accepts one MiB.</summary>
internal static class MarkdownSummary
{
    private const int MostBytes = 1_000_000;

    /// <summary>The summary of a report.</summary>
    public static MediumText<Markdown> From(DriftReport report)
    {
        MediumText<Markdown> text = $"## Firewall drift: {DriftText.Describe(report.Status)}\n\n{DriftText.Sums(report)}.\n";
        var differing = report.Instances.Where(instance => instance.Status != DriftStatus.InSync).ToList();
        if (differing.Count > 0 || !report.UnreadStacks.IsEmpty)
            text.Append($"\n| Instance | Status | What | Flows |\n|---|---|---|---|\n");
        var left = 0;
        foreach (var row in differing.SelectMany(Rows).Concat(report.UnreadStacks.SelectMany(Rows)))
        {
            if (text.Length + row.Length > MostBytes / 4) left++;
            else text.Append(row);
        }

        if (left > 0) text.Append($"\n{left} more rows do not fit here; the JSON report has them.\n");
        AppendList(text, $"Accepted drift", report.Instances.SelectMany(Accepted));
        AppendList(text, $"Notes", report.Instances.SelectMany(Notes));
        AppendList(text, $"Ignore file", report.AcceptanceFindings.Select(DriftText.AcceptanceFinding));
        return text;
    }

    private static void AppendList(MediumText<Markdown> text, MediumText<Markdown> title, IEnumerable<string> lines)
    {
        var isFirst = true;
        foreach (var line in lines)
        {
            if (isFirst) text.Append($"\n### {title}\n\n");
            isFirst = false;
            text.Append($"- {line}\n");
        }
    }

    private static IEnumerable<string> Accepted(InstanceDrift instance) =>
        instance.Ignored.Select(ignored => $"{instance.Name}: {DriftText.Ignored(ignored)}");

    private static IEnumerable<string> Notes(InstanceDrift instance) =>
        DriftText.Notes(instance).Select(note => $"{instance.Name}: {note.Describe()}");

    private static IEnumerable<MediumText<Markdown>> Rows(InstanceDrift drift)
    {
        foreach (var reason in drift.Reasons)
            yield return Row(drift, "unknown", reason.Describe(), []);
        foreach (var extra in drift.Extra)
            yield return Row(drift, "extra", $"{DriftText.Extra(extra)} {DriftText.Rule(drift, extra)}", DriftText.Few(extra.Ranges));
        foreach (var missing in drift.Missing)
        {
            var finding = $"{DriftText.Missing(missing)} ({DriftText.Services(missing)})";
            yield return Row(drift, "missing", finding, DriftText.Few(missing.Ranges));
        }

        foreach (var attachment in drift.Attachments)
            yield return Row(drift, "place", attachment.Message, []);
        foreach (var guardrail in drift.Guardrails)
            yield return Row(drift, "guardrail", guardrail.Describe(), []);
        foreach (var tag in drift.Tags)
            yield return Row(drift, "tag", DriftText.Tag(tag), []);
    }

    private static IEnumerable<MediumText<Markdown>> Rows(UnreadStack stack)
    {
        foreach (var problem in stack.Problems) yield return $"| stack {stack.Name} | unknown | {problem.Describe()} | |\n";
    }

    private static MediumText<Markdown> Row(InstanceDrift drift, string kind, string what, IEnumerable<string> flows) =>
        $"| {drift.Name} | {kind} | {what} | {flows.Select(Markdown.Code):<br>} |\n";
}
