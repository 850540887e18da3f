using System.Text;
using Starface.Drift.Live;
using Starface.Policy.Comparison;

namespace Starface.Drift.Reports;

/// <summary>The summary for the page of a build job. GitHub accepts one MiB.</summary>
internal static class MarkdownSummary
{
    private const int MostBytes = 1_000_000;

    /// <summary>The summary of a report.</summary>
    public static string From(DriftReport report)
    {
        var text = new StringBuilder();
        text.Append("## Firewall drift: ").Append(DriftText.Describe(report.Status)).Append("\n\n");
        text.Append(DriftText.Sums(report)).Append(".\n");
        if (DriftText.Limit(report) is { } limit) text.Append('\n').Append(Cell(limit.Describe())).Append('\n');
        var differing = report.Instances.Where(instance => instance.Status != DriftStatus.InSync).ToList();
        if (differing.Count > 0 || !report.UnreadStacks.IsEmpty) text.Append("\n| Instance | Status | What | Flows |\n|---|---|---|---|\n");
        var left = 0;
        foreach (var row in differing.SelectMany(Rows).Concat(report.UnreadStacks.SelectMany(Rows)))
        {
            if (text.Length + row.Length > MostBytes / 4) left++;
            else text.Append(row);
        }

        if (left > 0) text.Append(FormattableString.Invariant($"\n{left} more rows do not fit here; the JSON report has them.\n"));
        var accepted = report.Instances.SelectMany(Accepted).ToList();
        if (accepted.Count > 0) text.Append("\n### Accepted drift\n\n");
        foreach (var line in accepted) text.Append("- ").Append(Cell(line)).Append('\n');
        var notes = report.Instances.SelectMany(Notes).ToList();
        if (notes.Count > 0) text.Append("\n### Notes\n\n");
        foreach (var line in notes) text.Append("- ").Append(Cell(line)).Append('\n');
        if (report.IgnoreFindings.Length > 0) text.Append("\n### Ignore file\n\n");
        foreach (var finding in report.IgnoreFindings)
            text.Append("- ").Append(Cell(DriftText.IgnoreFinding(finding))).Append('\n');
        return text.ToString();
    }

    private static IEnumerable<string> Accepted(InstanceDrift instance) =>
        instance.Ignored.Select(ignored => $"{instance.Name}: {DriftText.Ignored(ignored)}");

    private static IEnumerable<string> Notes(InstanceDrift instance) =>
        DriftText.Notes(instance).Select(note => $"{instance.Name}: {note.Describe()}");

    private static IEnumerable<string> Rows(InstanceDrift drift)
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
        foreach (var tag in drift.Tags)
            yield return Row(drift, "tag", DriftText.Tag(tag), []);
    }

    private static IEnumerable<string> Rows(UnreadStack stack)
    {
        var name = Cell($"stack {stack.Name}");
        return stack.Problems.Select(problem => $"| {name} | unknown | {Cell(problem.Describe())} | |\n");
    }

    private static string Row(InstanceDrift drift, string kind, string what, IEnumerable<string> flows) =>
        $"| {Cell(drift.Name)} | {kind} | {Cell(what)} | {string.Join("<br>", flows.Select(Code))} |\n";

    /// <summary>A flow as code. The id of a remote group may hold what ends the code or the cell.</summary>
    private static string Code(string flow) => flow.AsSpan().ContainsAny('`', '|') ? Cell(flow) : $"`{SafeText.From(flow)}`";

    private static string Cell(string text)
    {
        var cell = new StringBuilder();
        foreach (var c in SafeText.From(text))
        {
            if (c is '|' or '`' or '*' or '_' or '[' or ']' or '\\' or '#' or '~' or '$') cell.Append('\\').Append(c);
            else if (c is '<') cell.Append("&lt;");
            else if (c is '>') cell.Append("&gt;");
            else if (c is '&') cell.Append("&amp;");
            else if (c is '@') cell.Append("&#64;");
            else cell.Append(c);
        }

        // A plain address becomes a link as well, and a stranger's link must not be followed.
        return cell.Replace("://", "&#58;//").ToString();
    }
}
