using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Starface.Cli.Verbs.Diff;
using Starface.Drift.Output;
using Starface.Drift.Reports;
using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Cli.Verbs.Review;

/// <summary>
/// The comment of a review: what matters most comes first and is never left out; details are folded, and left out where they would make the
/// comment larger than platforms accept.
/// </summary>
internal static class ReviewComment
{
    /// <summary>The most bytes of a comment. GitHub accepts 65,536 characters, the others more.</summary>
    public const int MostBytes = 60_000;

    private const int MostRows = 25;
    private const int MostItems = 20;
    private const int MostNames = 3;
    private const int MostNamed = 200;
    private const int MostRemotes = 6;
    private const int LongestName = 80;
    private const int LongestSentence = 400;

    /// <summary>The line by which a comment is found again. Nobody sees it.</summary>
    /// <param name="id">What tells several reviews of one change apart.</param>
    public static string Marker(string id) => $"<!-- starface-policy review {id} -->";

    /// <summary>The comment.</summary>
    /// <param name="review">The review.</param>
    /// <param name="id">What tells several reviews of one change apart: letters, digits and hyphens.</param>
    public static MediumText<Markdown> From(ReviewResult review, string id)
    {
        MediumText<Markdown> text = $"{Markdown.Comment($"starface-policy review {id}")}\n";
        text.Append($"## Firewall review: {Headline(review)}\n\n");
        text.Append($"{Markdown.Code(Short(review.Base))} ({Name(review.BaseName)}) → {Markdown.Code(Short(review.Head))}, ");
        text.Append($"{Count(review.Instances, "instance")} afterwards\n");
        AppendRefusals(text, review);
        AppendUnknown(text, review);
        AppendTable(text, review);
        var hidden = 0;
        foreach (var details in Details(review))
        {
            if (BytesOf(text) + BytesOf(details) > MostBytes) hidden++;
            else text.Append(details);
        }

        if (hidden > 0)
        {
            var command = Markdown.Code($"starface-policy review --base {Name(review.BaseName)} --format json");
            text.Append($"\n{hidden} parts do not fit here: {command} has them.\n");
        }

        return text;
    }

    private static string Headline(ReviewResult review)
    {
        return review.Status switch
        {
            "unknown" => "not all is known",
            "refused" => "refused",
            _ when review.Changes.IsEmpty => "no instance changes",
            _ => Count(review.Changed, "instance") + (review.Changed == 1 ? " changes" : " change"),
        };
    }

    private static void AppendRefusals(MediumText<Markdown> text, ReviewResult review)
    {
        AppendSection(text, $"Refused", review.Refused.SelectMany(Lines));

        IEnumerable<MediumText<Markdown>> Lines(ReviewedChange change)
        {
            var names = Names(change.Instances);
            var services = change.NeverCut.Where(service => !review.AllowedCuts.Contains(service));
            foreach (var service in services)
            {
                var option = Markdown.Code("--allow-cut " + Name(service));
                MediumText<Markdown> line = $"- {names}: {Name(service)} must never be cut and would be. ";
                line.Append($"Keep it allowed, or accept the cut with {option}.\n");
                yield return line;
            }

            foreach (var (problem, accepted) in change.Change.Placement)
            {
                if (accepted is null) yield return $"- {names}: {Sentence(problem.Describe())}\n";
                if (accepted is null || review.AllowedCuts.Contains(accepted)) continue;
                var option = Markdown.Code("--allow-cut " + Name(accepted));
                yield return $"- {names}: {Sentence(problem.Text)}, or accept it with {option}.\n";
            }

            foreach (var obstacle in change.Obstacles) yield return $"- {names}: {Sentence(obstacle.Describe())}\n";
        }
    }

    private static void AppendUnknown(MediumText<Markdown> text, ReviewResult review)
    {
        var lines = review.HeadProblems
            .Select(problem => (MediumText<Markdown>)$"- {Markdown.Code(problem.Id)} {Sentence(problem.Describe())}\n")
            .Concat(review.BaseProblems.Select(
                problem => (MediumText<Markdown>)$"- at the base: {Markdown.Code(problem.Id)} {Sentence(problem.Describe())}\n"));
        if (!review.NotCompared.IsEmpty) lines = lines.Concat([(MediumText<Markdown>)$"- not compared: {Names(review.NotCompared)}\n"]);
        AppendSection(text, $"Not known", lines);
    }

    private static void AppendSection(MediumText<Markdown> text, MediumText<Markdown> title, IEnumerable<MediumText<Markdown>> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0) return;
        text.Append($"\n### {title}\n\n");
        foreach (var line in all.Take(MostItems)) text.Append(line);
        if (all.Count > MostItems) text.Append($"- and {all.Count - MostItems} more\n");
    }

    private static void AppendTable(MediumText<Markdown> text, ReviewResult review)
    {
        if (review.Changes.IsEmpty) return;
        text.Append($"\n| Instances | | Opens | Closes | Public addresses | Running calls |\n|---|---|---|---|---|---|\n");
        foreach (var change in review.Changes.Take(MostRows))
        {
            var what = change.Change;
            text.Append($"| {Names(change.Instances)} | {KindText(change)} | {FlowCount(what.Possible)} | {FlowCount(what.Impossible)} ");
            text.Append($"| {ReachLines(what):<br>} | {Calls(change)} |\n");
        }

        if (review.Changes.Length > MostRows)
            text.Append($"\nand {review.Changes.Length - MostRows} other changes.\n");
    }

    /// <summary>The folded parts, the weightiest first.</summary>
    private static IEnumerable<MediumText<Markdown>> Details(ReviewResult review)
    {
        foreach (var change in review.Changes) yield return Detail(change);
        if (FindingDetail("New findings", review.NewFindings) is { } found) yield return found;
        if (FindingDetail("Findings that are gone", review.GoneFindings) is { } gone) yield return gone;
        if (!review.AcceptedFindings.IsEmpty)
        {
            var lines = review.AcceptedFindings
                .GroupBy(item => (item.Rule, item.Problem.Text, item.Accepted))
                .Select(same =>
                {
                    var more = same.Count() > 1 ? FormattableString.Invariant($" (and {same.Count() - 1} more)") : "";
                    var (accepted, line) = (Sentence(same.Key.Accepted ?? ""), Sentence(same.First().Line));
                    return (MediumText<Markdown>)$"- {Markdown.Code(same.Key.Rule)} {line}{more}: accepted {accepted}\n";
                });
            yield return Folded(FormattableString.Invariant($"Findings that are accepted now: {review.AcceptedFindings.Length}"), lines);
        }

        if (!review.Due.IsEmpty)
        {
            var lines = review.Due.Select(due => (MediumText<Markdown>)
                $"- {due.Day.ToString()}: {Sentence(due.What)}, in {Name(due.Policy)} ({Names(due.Instances)})\n");
            yield return Folded(FormattableString.Invariant($"Due within {DueDate.DaysAhead} days"), lines);
        }

        if (!review.Notes.IsEmpty)
        {
            MediumText<Markdown> notes = $"\n";
            foreach (var note in review.Notes) notes.Append($"- {Markdown.Code(note.Id)} {Sentence(note.Describe())}\n");
            yield return notes;
        }
    }

    private static MediumText<Markdown> Detail(ReviewedChange change)
    {
        var what = change.Change;
        var lines = new List<MediumText<Markdown>>();
        if (change.Instances.Length > MostNames)
        {
            var names = List(change.Instances.Take(MostNamed).Select(name => Markdown.Code(Name(name))));
            lines.Add($"Instances: {names}{More(change.Instances.Length)}\n\n");
        }

        if (!what.Possible.IsEmpty || !what.Impossible.IsEmpty)
        {
            lines.Add($"| | Direction | Protocol | Ports | Remote side |\n|---|---|---|---|---|\n");
            lines.AddRange(FlowRow.From(what.Possible).Select(row => Row("+", row)));
            lines.AddRange(FlowRow.From(what.Impossible).Select(row => Row("−", row)));
            lines.Add($"\n");
        }

        if (change.Kind == ChangeKind.Removed && change.IsDeletedByUpdate)
            lines.Add($"- The next {Markdown.Code("pulumi up")} of the stack deletes the groups, and every call ends.\n");
        else if (change.Kind == ChangeKind.Removed)
            lines.Add($"- The groups stay in the cloud until {Markdown.Code("pulumi destroy")} removes them, and every call ends.\n");
        foreach (var (problem, _) in what.Placement) lines.Add($"- {Sentence(problem.Message)}\n");
        foreach (var setting in change.Settings)
        {
            var end = setting.CutsCalls ? ", which ends every call" : "";
            lines.Add($"- {setting.Name}: {Sentence(setting.Before)} → {Sentence(setting.After)}{end}\n");
        }

        if (what.ExposureGrows) lines.Add($"- **Exposure grows**: Internet addresses can reach ports that they could not reach before.\n");
        foreach (var service in what.Consequences.GroupBy(consequence => consequence.Service, StringComparer.Ordinal))
            lines.Add($"- {Name(service.Key)}: {Sentence(string.Join("; ", service.Select(consequence => consequence.Impact)))}\n");
        foreach (var (before, after) in what.Scenarios.Where(scenario => scenario.Before.Outcome != scenario.After.Outcome))
        {
            var notes = after.Notes.Length == 0 ? "" : $": {after.Notes}";
            lines.Add($"- scenario {Name(after.Id)}: {Name(before.Outcome)} → {Name(after.Outcome)}{Sentence(notes)}\n");
        }

        foreach (var quota in change.Quotas)
        {
            var room = quota.IsNearlyReached ? ", little room left" : "";
            lines.Add($"- {Name(quota.Name)}: {Number(quota.Before)} → {Number(quota.After)} of {quota.Limit}{room}\n");
        }

        var isEnded = change.Kind == ChangeKind.Removed || change.Settings.Any(setting => setting.CutsCalls);
        foreach (var impact in isEnded ? [] : what.Impacts)
        {
            var end = impact.Cut.IsEmpty && what.Placement.IsEmpty ? "none are cut" : "some are cut";
            lines.Add($"- running calls on {Name(impact.Cloud)}: {end}. {Sentence(impact.Explanation)}\n");
            if (impact.Cut.IsEmpty) continue;
            var cut = impact.Cut.Ranges().Take(MostItems).Select(range => Markdown.Code(Sentence(range.ToString())));
            lines.Add($"  - cut at once: {List(cut)}\n");
        }

        return Folded($"{Plain(change.Instances)}: {KindText(change)}", lines);
    }

    private static MediumText<Markdown>? FindingDetail(string title, ImmutableArray<ReportItem> items)
    {
        if (items.IsEmpty) return null;
        var told = items
            .Where(item => item.Severity > Severity.Info && item.Accepted is null)
            .GroupBy(item => (item.Severity, item.Rule, item.Problem.Text))
            .OrderByDescending(same => same.Key.Severity)
            .ThenBy(same => same.Key.Rule, StringComparer.Ordinal)
            .Select(same =>
            {
                var first = same.First();
                var more = same.Count() > 1 ? FormattableString.Invariant($" (and {same.Count() - 1} more)") : "";
                var severity = ProblemJson.SeverityText(first.Severity);
                return (MediumText<Markdown>)$"- {severity} {Markdown.Code(first.Rule)} {Sentence(first.Line)}{more}\n";
            })
            .ToList();
        var lines = told.Take(MostItems).ToList();
        if (told.Count > MostItems) lines.Add($"- and {told.Count - MostItems} more\n");
        var other = items
            .Where(item => item.Severity == Severity.Info || item.Accepted is not null)
            .GroupBy(item => item.Rule, StringComparer.Ordinal)
            .OrderBy(same => same.Key, StringComparer.Ordinal)
            .Select(same => FormattableString.Invariant($"{same.Key} ({same.Count()})"))
            .ToList();
        if (other.Count > 0) lines.Add($"- for information: {string.Join(", ", other)}\n");
        return Folded(FormattableString.Invariant($"{title}: {items.Length}"), lines);
    }

    private static MediumText<Markdown> Folded(string title, IEnumerable<MediumText<Markdown>> lines)
    {
        MediumText<Markdown> text = $"\n<details><summary>{Markdown.Html(title)}</summary>\n\n";
        foreach (var line in lines) text.Append(line);
        text.Append($"\n</details>\n");
        return text;
    }

    private static MediumText<Markdown> Row(string sign, FlowRow row) =>
        $"| {sign} | {row.Direction} | {row.Protocol} | {row.Ports} | {List(Few(row.Remotes))} |\n";

    private static IEnumerable<MediumText<Markdown>> Few(ImmutableArray<string> remotes)
    {
        foreach (var remote in remotes.Take(MostRemotes)) yield return Markdown.Code(Name(remote));
        if (remotes.Length > MostRemotes) yield return $"and {remotes.Length - MostRemotes} more";
    }

    private static MediumText<Markdown> Names(ImmutableArray<string> names)
    {
        if (names.Length <= MostNames) return List(names.Select(name => Markdown.Code(Name(name))));
        return $"{Markdown.Code(Name(names[0]))} and {names.Length - 1} more";
    }

    private static MediumText<Markdown> Calls(ReviewedChange change)
    {
        if (change.Kind == ChangeKind.Removed || change.Settings.Any(setting => setting.CutsCalls)) return $"**all are cut**";
        if (change.Change.CutsCalls) return $"**some are cut**";
        return $"none are cut";
    }

    private static string Plain(ImmutableArray<string> names) => names.Length <= MostNames
        ? string.Join(", ", names.Select(Name))
        : FormattableString.Invariant($"{Name(names[0])} and {names.Length - 1} more");

    private static string KindText(ReviewedChange change) => change.Kind switch
    {
        ChangeKind.Added => "new",
        ChangeKind.Removed => "removed",
        ChangeKind.Renamed => $"was {Name(change.RenamedFrom ?? "")}",
        _ => "changed",
    };

    private static string FlowCount(FlowSet flows) =>
        flows.IsEmpty ? "" : FlowRow.From(flows).Count().ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<MediumText<Markdown>> ReachLines(ToldChange change) =>
        from reach in change.Reach
        where reach.Before != reach.After
        let sign = reach.After.CompareTo(reach.Before) > 0 ? "▲" : "▼"
        let before = Sentence(reach.Before.Describe())
        let after = Sentence(reach.After.Describe())
        select (MediumText<Markdown>)$"{sign} {Name(reach.Service)}: {before} → {after}";

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "none";

    private static string Count(int number, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");

    private static MediumText<Markdown> List(IEnumerable<MediumText<Markdown>> parts)
    {
        MediumText<Markdown> list = $"";
        foreach (var part in parts)
        {
            if (list.Length > 0) list.Append($", ");
            list.Append(part);
        }

        return list;
    }

    private static string Name(string text) => Cut(text, LongestName);

    private static string Sentence(string text) => Cut(text, LongestSentence);

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..longest] + "…";

    private static string More(int count) => count > MostNamed ? FormattableString.Invariant($" and {count - MostNamed} more") : "";

    private static string Short(string id) => id[..Math.Min(id.Length, 10)];

    private static int BytesOf(MediumText<Markdown> text) => Encoding.UTF8.GetByteCount(text.ToString());
}
