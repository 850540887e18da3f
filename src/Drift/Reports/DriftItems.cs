using System.Collections.Immutable;
using Starface.Drift.Live;
using Starface.Policy;
using Starface.Policy.Comparison;

namespace Starface.Drift.Reports;

/// <summary>What a comparison found, as items of a report.</summary>
internal static class DriftItems
{
    internal const string ExtraRule = "drift-extra";
    internal const string MissingRule = "drift-missing";
    internal const string TagRule = "drift-tag";
    internal const string UnknownRule = "drift-unknown";
    internal const string IgnoreRule = "drift-ignore";
    internal const string NoteRule = "drift-note";

    /// <summary>The kinds of items.</summary>
    public static ImmutableArray<ReportRule> Rules { get; } =
    [
        new(ExtraRule, "The cloud permits traffic that the policy does not declare.", Severity.Error),
        new(MissingRule, "The cloud blocks traffic that the policy declares.", Severity.Error),
        new(TagRule, "A group's tags are not the planned ones.", Severity.Warning),
        new(UnknownRule, "It could not be found out whether the cloud permits what the policy declares.", Severity.Error),
        new(IgnoreRule, "An entry of the ignore file has expired or covers nothing.", Severity.Warning),
    ];

    /// <summary>All items of a report in order.</summary>
    /// <param name="report">The report.</param>
    /// <param name="places">Finds the source locations of the items.</param>
    public static ImmutableArray<ReportItem> From(DriftReport report, DriftPlaces places) =>
    [
        .. report.Instances.SelectMany(instance => From(instance, places)),
        .. report.UnreadStacks.SelectMany(stack => stack.Reasons.Select(reason => From(stack, reason, places))),
        .. report.IgnoreFindings.Select(finding => From(finding, places)),
    ];

    private static IEnumerable<ReportItem> From(InstanceDrift drift, DriftPlaces places)
    {
        var place = places.Of(drift.Name, drift.Plan.Policy.Definition.Id);
        foreach (var reason in drift.Reasons)
        {
            var message = SafeText.Of($"{drift.Name}: unknown: {reason}");
            var fingerprint = ReportItem.FingerprintOf($"{drift.Name}\nunknown\n{reason}");
            yield return new ReportItem(UnknownRule, Severity.Error, drift.Name, "Unknown", message, fingerprint, place);
        }

        foreach (var extra in drift.Extra)
        {
            var title = TitleOf(extra);
            var flows = string.Join("; ", DriftText.Few(extra.Ranges));
            var message = SafeText.Of($"{drift.Name}: {extra.Summary} {DriftText.Rule(drift, extra)} in {extra.GroupId}: {flows}");
            yield return new ReportItem(ExtraRule, Severity.Error, drift.Name, title, message, extra.Fingerprint, place);
        }

        foreach (var missing in drift.Missing) yield return From(drift, missing, places);
        foreach (var tag in drift.Tags)
        {
            var message = SafeText.Of($"{drift.Name}: {DriftText.Tag(tag)}");
            yield return new ReportItem(TagRule, Severity.Warning, drift.Name, "Tag", message, tag.Fingerprint, place);
        }
    }

    private static string TitleOf(ExtraFlows extra) =>
        extra.ReachesInternet ? "Open to the Internet"
        : extra.BroaderThanDeclared ? "Broader than declared"
        : "Not declared";

    private static ReportItem From(InstanceDrift drift, MissingFlows missing, DriftPlaces places)
    {
        var flows = string.Join("; ", DriftText.Few(missing.Ranges));
        var denial = missing.DeniedBy is { } rule ? $" (denied by rule {rule.Id})" : "";
        var message = SafeText.Of($"{drift.Name}: {missing.Impact}. {DriftText.Services(missing)}: {flows}{denial}");
        var service = missing.Origins.IsEmpty ? null : missing.Origins[0].Service;
        var place = places.Of(drift.Name, drift.Plan.Policy.Definition.Id, service);
        return new ReportItem(MissingRule, Severity.Error, drift.Name, "Blocked", message, missing.Fingerprint, place);
    }

    private static ReportItem From(UnreadStack stack, string reason, DriftPlaces places)
    {
        var fingerprint = ReportItem.FingerprintOf($"{stack.Name}\nstack\n{reason}");
        var message = SafeText.Of($"{DriftText.Stack(stack)}: {reason}");
        var place = new SourcePlace(places.FileOfStack(stack.Name), 1);
        return new ReportItem(UnknownRule, Severity.Error, stack.Name, "Unread stack", message, fingerprint, place);
    }

    private static ReportItem From(IgnoreFinding finding, DriftPlaces places)
    {
        var title = finding.Expired ? "Expired entry" : "Unused entry";
        var fingerprint = ReportItem.FingerprintOf("ignore\n" + finding.Entry.Scope);
        var place = places.IgnoreFile is null ? null : new SourcePlace(places.IgnoreFile, finding.Entry.Place?.Line ?? 1);
        return new ReportItem(IgnoreRule, Severity.Warning, null, title, SafeText.Of(finding.Message), fingerprint, place);
    }
}
