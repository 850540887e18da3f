using System.Collections.Immutable;
using Starface.Drift.Reports;
using Starface.Pages.Model;
using Starface.Pages.Words;
using Starface.Policy;
using Starface.Policy.Comparison;
using Starface.Policy.Scenarios;

namespace Starface.Pages.Rendering;

/// <summary>The section of an instance.</summary>
/// <param name="instance">The instance.</param>
/// <param name="id">What the section is referred to by.</param>
/// <param name="findings">What was found about it.</param>
/// <param name="words">The words.</param>
internal sealed class InstanceHtml(InstancePage instance, string id, ImmutableArray<ReportItem> findings, PageWords words)
{
    private ImmutableArray<Part> _parts = [];

    /// <summary>The instance.</summary>
    public InstancePage Instance => instance;

    /// <summary>What the section is referred to by.</summary>
    public string Id => id;

    /// <summary>The most severe finding, or that there is none.</summary>
    public Markup Status => findings.IsEmpty || findings.All(finding => finding.Severity == Severity.Info)
        ? SeverityHtml.Mark("good", "✔", words.Fine)
        : SeverityHtml.Of(findings.Max(finding => finding.Severity), words);

    /// <summary>Whether something is wrong with it.</summary>
    public bool HasFindings =>
        findings.Any(finding => finding.Severity > Severity.Info)
        || instance.Drift is { Status: not DriftStatus.InSync }
        || instance.Probes.Any(probed => probed.Lines.Any(line => line.Works is not true));

    /// <summary>Writes the parts that other instances may have too, each with its heading.</summary>
    /// <param name="texts">The texts of all instances.</param>
    public ImmutableArray<(string Title, Markup Content)> WriteParts(PartTexts texts) =>
    [
        (words.Access, texts.Access(instance)),
        .. instance.Hosts.IsEmpty ? [] : new[] { (words.HostsOfServices, Remotes(instance.Hosts, host => host)) },
        .. instance.Lists.IsEmpty ? [] : new[] { (words.ForPartners, texts.Lists(instance)) },
        .. instance.Scenarios.IsEmpty ? [] : new[] { (words.Scenarios, Scenarios()) },
    ];

    /// <summary>Counts the instance's parts among those of all instances.</summary>
    /// <param name="parts">The parts of all instances.</param>
    /// <param name="own">What <see cref="WriteParts"/> wrote.</param>
    public void AddTo(Parts parts, ImmutableArray<(string Title, Markup Content)> own) =>
        _parts = [.. own.Select(part => parts.Add(part.Title, part.Content))];

    /// <summary>The section, which begins folded.</summary>
    public Markup Write()
    {
        var name = instance.Stack == instance.Name ? instance.Name : $"{instance.Stack} / {instance.Name}";
        var parts = _parts.Select(part => part.IsShared
            ? (Markup)$"""<h4><a href="#{part.Id}">{part.Title}</a></h4>"""
            : $"<h4>{part.Title}</h4>{part.Content}");
        return $"""
            <details class="instance" id="{id}"><summary><h3>{name}</h3> {Status}{(instance.Drift is { } known ? (Markup)$" {DriftHtml.Status(known.Status, words)}" : null)}</summary><div class="body">
            {Facts()}
            {(instance.PeerGroups.IsEmpty ? null : (Markup)$"<h4>{words.WhoIsWho}</h4>{Remotes(instance.PeerGroups, words.NameWithId)}")}
            {parts}
            {(instance.Drift is { } drift ? (Markup)$"<h4>{words.CloudCompared}</h4>{DriftHtml.Write(drift, words)}" : null)}
            {instance.Probes.Select(Probed)}
            {(findings.IsEmpty ? null : (Markup)$"<h4>{words.Findings}</h4>{FindingHtml.List(findings, words)}")}
            <h4>{words.Exposure}</h4>{Exposure()}
            <h4>{words.Quotas}</h4>{Quotas()}
            {(instance.DueDates.IsEmpty ? null : (Markup)$"<h4>{words.DueDates}</h4>{DueDateHtml.Lines(instance.DueDates, words)}")}
            <h4>{words.Resources}</h4>{Resources()}
            </div></details>
            """;
    }

    private Markup Facts()
    {
        var title = instance.IsShipped ? EnglishHtml.Write(instance.PolicyTitle, words) : (Markup)$"{instance.PolicyTitle}";
        return LinesHtml.Write(
        [
            $"{words.Cloud}: {instance.Cloud}",
            $"{words.Policy}: {instance.Policy}: {title}",
            $"{words.Version}: {instance.Version ?? words.CurrentVersion}",
            .. instance.File is { } file ? new[] { (Markup)$"{words.DescribedIn}: {file}" } : [],
            $"{words.Digest}: {instance.Digest}",
        ]);
    }

    private Markup Probed(ProbePage probed)
    {
        var rows = probed.Lines.Select(line => (Markup)$"""
            <tr><th scope="row">{line.Services}</th><td>{line.Remote}</td><td>{(line.IsInbound ? words.InboundWord : words.OutboundWord)} {words.TrafficOf(line.Traffic)}</td><td>{Works(line)}</td><td>{Seen(line)}</td></tr>
            """);
        var table = TableHtml.Write([words.Service, words.RemoteSide, words.Ports, words.Result, words.Seen], rows);
        return $"<h4>{words.Probes} {words.ProbedFrom(probed.From)}</h4>{table}";
    }

    private Markup Seen(ProbeLine line)
    {
        var seen = EnglishHtml.Write(line.Seen, words);
        return line.Next is { } next ? $"{seen}<br/>{EnglishHtml.Write(next, words)}" : seen;
    }

    private Markup Works(ProbeLine line) => line.Works switch
    {
        true => SeverityHtml.Mark("good", "✔", words.VerdictOf(line.Verdict)),
        false => SeverityHtml.Mark("bad", "✖", words.VerdictOf(line.Verdict)),
        _ => SeverityHtml.Mark("note", "?", words.VerdictOf(line.Verdict)),
    };

    /// <summary>One line for each remote side with addresses, and one for all without.</summary>
    private Markup Remotes(ImmutableArray<Remote> remotes, Func<string, string> nameOf)
    {
        var without = remotes.Where(remote => remote.Addresses.IsEmpty).Select(remote => nameOf(remote.Id)).ToList();
        var rows = remotes
            .Where(remote => !remote.Addresses.IsEmpty)
            .Select(remote => (Names: nameOf(remote.Id), Addresses: Addresses(remote.Addresses)))
            .Concat(without.Count == 0 ? [] : [(string.Join(", ", without), words.NoAddress)]);
        return LinesHtml.Write(rows.Select(row => (Markup)$"{row.Names}: {row.Addresses}"));
    }

    private string Addresses(ImmutableArray<string> addresses) =>
        addresses.Contains("0.0.0.0/0") && addresses.Contains("::/0") ? words.AnyAddress : string.Join(", ", addresses);

    private Markup Scenarios() =>
        TableHtml.Write([words.Scenario, words.Result, words.Notes], instance.Scenarios.Select(scenario =>
            (Markup)$"""<tr><th scope="row">{EnglishHtml.Write(scenario.Title, words)}</th><td>{Outcome(scenario.Outcome)}{(scenario.IsSupported ? null : (Markup)$"<br/>{words.NotSupported}")}</td><td>{EnglishHtml.Write(scenario.Notes, words)}{Missing(scenario)}</td></tr>"""));

    private Markup? Missing(ScenarioEnd scenario) =>
        scenario.Missing.IsEmpty ? null : (Markup)$"<br/>{words.IsMissing} {EnglishHtml.Write(string.Join("; ", scenario.Missing), words)}";

    private Markup Outcome(ScenarioOutcome outcome) => outcome switch
    {
        ScenarioOutcome.Works => SeverityHtml.Mark("good", "✔", words.Works),
        ScenarioOutcome.WorksPartly => SeverityHtml.Mark("warn", "▲", words.WorksPartly),
        ScenarioOutcome.DoesNotWork => SeverityHtml.Mark("bad", "✖", words.DoesNotWork),
        ScenarioOutcome.Undecided => SeverityHtml.Mark("note", "?", words.Undecided),
        _ => SeverityHtml.Mark("note", "–", words.NotApplicable),
    };

    private Markup Exposure() =>
        LinesHtml.Write(instance.Reach.Select(reach => (Markup)$"""
        {words.TitleOf(reach.Title)} ({AccessHtml.Ports(reach.Ports, words)}): {words.Reach(reach.Reach)}{(reach.From.IsEmpty ? null : (Markup)$", {words.ReachedFrom} {string.Join(", ", reach.From.Select(words.NameOf))}")}
        """));

    private Markup Quotas() => LinesHtml.Write(instance.Quotas.Select(quota => (Markup)$"""
        {words.LimitOf(quota.Name)}: {words.UsedOf(quota.Used, quota.Limit)}{(quota.Renumbering is var (prefix, more) ? (Markup)$"; {words.Renumbering(prefix, more)}" : null)}
        """));

    // Not folded once more: a browser makes several elements for each fold, and takes the longer to open the page of a large fleet.
    private Markup Resources() => LinesHtml.Write(instance.Resources.Select(rule => (Markup)$"""
        {AccessHtml.Word(rule.Direction, words)} {words.TrafficOf(rule.Traffic)}, {(rule.IsAllowed ? words.Permits : words.Denies)}: {string.Join(" ", rule.Names)}
        """));
}
