using System.Collections.Immutable;
using Starface.Policy;
using Starface.Policy.Comparison;
using Starface.Policy.Problems;

namespace Starface.Drift.Reports;

/// <summary>What a comparison found, as items of a report.</summary>
internal static class DriftItems
{
    private const string ExtraRule = "drift-extra";
    private const string MissingRule = "drift-missing";
    private const string TagRule = "drift-tag";
    private const string AttachmentRule = "drift-attachment";

    private static readonly ImmutableArray<ReportRule> Findings =
    [
        new(ExtraRule, "The cloud permits traffic that the policy does not declare.", Severity.Error),
        new(MissingRule, "The cloud blocks traffic that the policy declares.", Severity.Error),
        new(AttachmentRule, "A group does not lie where it must, or on no interface.", Severity.Error),
        new(TagRule, "A group's tags are not the planned ones.", Severity.Warning),
    ];

    /// <summary>The kinds of drift, and the kinds of problems among some items.</summary>
    /// <param name="items">The items.</param>
    public static ImmutableArray<ReportRule> FindRules(IEnumerable<ReportItem> items) =>
    [
        .. Findings,
        .. items.Select(item => item.Rule)
            .Except(Findings.Select(rule => rule.Id), StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(ProblemTable.For)
            .Select(kind => new ReportRule(kind.Id, $"{kind.Title}.", kind.Severity)),
    ];

    /// <summary>All items of a report in order.</summary>
    /// <param name="report">The report.</param>
    /// <param name="places">Finds the source locations of the items.</param>
    public static ImmutableArray<ReportItem> From(DriftReport report, DriftPlaces places) =>
    [
        .. report.Instances.SelectMany(instance => From(instance, places)),
        .. report.UnreadStacks.SelectMany(stack => From(stack, places)),
        .. report.AcceptanceFindings.Select(finding => From(finding, places)),
        .. DriftText.Limit(report) is { } limit ? [From(limit)] : Array.Empty<ReportItem>(),
    ];

    /// <summary>The items about one instance.</summary>
    /// <param name="drift">The instance's comparison.</param>
    /// <param name="places">Finds the source locations of the items.</param>
    public static IEnumerable<ReportItem> From(InstanceDrift drift, DriftPlaces places)
    {
        var place = places.Find(drift.Name, drift.Plan.PolicyId);
        foreach (var reason in drift.Reasons)
        {
            var message = $"{drift.Name}: unknown: {reason.Describe()}";
            var fingerprint = ReportItem.FingerprintOf($"{drift.Name}\nunknown\n{reason.Describe()}");
            yield return new ReportItem(reason, drift.Name, "Unknown", message, fingerprint, place) { IsInconclusive = true };
        }

        foreach (var extra in drift.Extra)
        {
            var title = TitleOf(extra);
            var flows = string.Join("; ", DriftText.Few(extra.Ranges));
            var message = $"{drift.Name}: {DriftText.Extra(extra)} {DriftText.Rule(drift, extra)} in {extra.GroupId}: {flows}";
            yield return new ReportItem(Finding(ExtraRule, Severity.Error, message), drift.Name, title, message, extra.Fingerprint, place);
        }

        foreach (var missing in drift.Missing) yield return From(drift, missing, places);
        foreach (var attachment in drift.Attachments)
        {
            var message = $"{drift.Name}: {attachment.Message}";
            var finding = Finding(AttachmentRule, Severity.Error, message);
            yield return new ReportItem(finding, drift.Name, "Not attached", message, attachment.Fingerprint, place);
        }

        foreach (var guardrail in drift.Guardrails)
        {
            var message = $"{drift.Name}: {guardrail.Describe()}";
            var fingerprint = ReportItem.FingerprintOf($"{drift.Name}\nguardrail\n{guardrail.Message}");
            yield return new ReportItem(guardrail, drift.Name, "Guardrail", message, fingerprint, place)
            {
                IsInconclusive = guardrail.Id == ProblemIds.GuardrailUndecided,
            };
        }

        foreach (var tag in drift.Tags)
        {
            var message = $"{drift.Name}: {DriftText.Tag(tag)}";
            yield return new ReportItem(Finding(TagRule, Severity.Warning, message), drift.Name, "Tag", message, tag.Fingerprint, place);
        }

        foreach (var ignored in drift.Ignored)
        {
            var message = $"{drift.Name}: accepted: {DriftText.Ignored(ignored)}";
            var finding = Finding(ignored.IsExtra ? ExtraRule : MissingRule, Severity.Info, message);
            yield return new ReportItem(finding, drift.Name, "Accepted", message, ignored.Fingerprint, place)
            {
                Accepted = DriftText.Acceptance(ignored.Entry),
            };
        }

        foreach (var note in DriftText.Notes(drift))
        {
            var message = $"{drift.Name}: {note.Describe()}";
            var fingerprint = ReportItem.FingerprintOf($"{drift.Name}\nnote\n{note.Describe()}");
            yield return new ReportItem(note, drift.Name, "Note", message, fingerprint, place);
        }
    }

    /// <summary>The items about a stack that could not be read.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="places">Finds the source locations of the items.</param>
    public static IEnumerable<ReportItem> From(UnreadStack stack, DriftPlaces places) =>
        stack.Problems.Select(problem => From(stack, problem, places));

    private static ReportItem From(Problem limit) =>
        new(limit, null, "Scope", limit.Describe(), ReportItem.FingerprintOf($"scope\n{limit.Message}"), null) { IsAboutRun = true };

    private static Problem Finding(string id, Severity severity, string message) => new(id, severity, message);

    private static string TitleOf(ExtraFlows extra) =>
        extra.ReachesInternet ? "Open to the Internet"
        : extra.BroaderThanDeclared ? "Broader than declared"
        : "Not declared";

    private static ReportItem From(InstanceDrift drift, MissingFlows missing, DriftPlaces places)
    {
        var flows = string.Join("; ", DriftText.Few(missing.Ranges));
        var denial = DriftText.Denial(missing) is { } stop ? $" ({stop})" : "";
        var message = $"{drift.Name}: {DriftText.Missing(missing)}. {DriftText.Services(missing)}: {flows}{denial}";
        var service = missing.Origins.IsEmpty ? null : missing.Origins[0].Service;
        var place = places.Find(drift.Name, drift.Plan.PolicyId, service);
        return new ReportItem(Finding(MissingRule, Severity.Error, message), drift.Name, "Blocked", message, missing.Fingerprint, place);
    }

    private static ReportItem From(UnreadStack stack, Problem problem, DriftPlaces places)
    {
        var fingerprint = ReportItem.FingerprintOf($"{stack.Name}\nstack\n{problem.Describe()}");
        var message = $"{DriftText.Stack(stack)}: {problem.Describe()}";
        var place = new SourcePlace(places.FileOfStack(stack.Name), 1);
        return new ReportItem(problem, stack.Name, "Unread stack", message, fingerprint, place) { IsInconclusive = true };
    }

    private static ReportItem From(AcceptanceFinding finding, DriftPlaces places)
    {
        var title = finding.Problem.Id switch
        {
            ProblemIds.IgnoreEntryTooWide => "Wide entry",
            ProblemIds.IgnoreEntryExpired => "Expired entry",
            _ => "Unused entry",
        };
        var fingerprint = ReportItem.FingerprintOf($"ignore\n{finding.Problem.Id}\n{finding.Problem.Message}");
        var place = places.IgnoreFile is null ? null : new SourcePlace(places.IgnoreFile, finding.Problem.Place?.Line ?? 1);
        return new ReportItem(finding.Problem, null, title, DriftText.AcceptanceFinding(finding), fingerprint, place);
    }
}
