using System.Collections.Immutable;
using Starface.Policy.Comparison;

namespace Starface.Drift.Reports;

/// <summary>What a drift report says, as items.</summary>
internal static class DriftItem
{
    /// <summary>The kinds of findings with a sentence on each.</summary>
    public static ImmutableArray<(string Id, string? Description, ItemSeverity Severity)> Rules { get; } =
    [
        (ExtraRule, "The cloud permits traffic that the policy does not declare.", ItemSeverity.Error),
        (MissingRule, "The cloud blocks traffic that the policy declares.", ItemSeverity.Error),
        (TagRule, "A group's tags are not the planned ones.", ItemSeverity.Warning),
        (UnknownRule, "It could not be found out whether the cloud permits what the policy declares.", ItemSeverity.Error),
        (IgnoreRule, "An entry of the ignore file has expired or covers nothing.", ItemSeverity.Warning),
    ];

    internal const string ExtraRule = "drift-extra";
    internal const string MissingRule = "drift-missing";
    internal const string TagRule = "drift-tag";
    internal const string UnknownRule = "drift-unknown";
    internal const string IgnoreRule = "drift-ignore";

    /// <summary>All items of a report in order.</summary>
    /// <param name="report">The report.</param>
    /// <param name="places">Where they lead.</param>
    public static ImmutableArray<ReportItem> Of(DriftReport report, DriftPlaces places) =>
    [
        .. report.Instances.SelectMany(instance => Of(instance, places)),
        .. report.UnreadStacks.SelectMany(stack => stack.Reasons.Select(reason => new ReportItem(
            UnknownRule, ItemSeverity.Error, stack.Name, "Unread stack", SafeText.Of($"{DriftText.Stack(stack)}: {reason}"), ReportItem.FingerprintOf($"{stack.Name}\nstack\n{reason}"), new SourcePlace(places.FileOfStack(stack.Name), 1)))),
        .. report.IgnoreFindings.Select(finding => new ReportItem(
            IgnoreRule,
            ItemSeverity.Warning,
            null,
            finding.Expired ? "Expired entry" : "Unused entry",
            SafeText.Of(finding.Message),
            ReportItem.FingerprintOf("ignore\n" + finding.Entry.Scope),
            places.IgnoreFile is null ? null : new SourcePlace(places.IgnoreFile, finding.Entry.Location?.Line ?? 1))),
    ];

    private static IEnumerable<ReportItem> Of(InstanceDrift drift, DriftPlaces places)
    {
        var policy = drift.Plan.Policy.Definition.Id;
        foreach (var reason in drift.Reasons)
            yield return new ReportItem(UnknownRule, ItemSeverity.Error, drift.Name, "Unknown", SafeText.Of($"{drift.Name}: unknown: {reason}"), ReportItem.FingerprintOf($"{drift.Name}\nunknown\n{reason}"), places.Of(drift.Name, policy));
        foreach (var extra in drift.Extra)
        {
            yield return new ReportItem(
                ExtraRule,
                ItemSeverity.Error,
                drift.Name,
                extra.ReachesInternet ? "Open to the Internet" : extra.BroaderThanDeclared ? "Broader than declared" : "Not declared",
                SafeText.Of($"{drift.Name}: {extra.Summary} {DriftText.Rule(extra)} in {extra.GroupId}: {string.Join("; ", DriftText.Few(extra.Ranges))}"),
                extra.Fingerprint,
                places.Of(drift.Name, policy));
        }

        foreach (var missing in drift.Missing)
        {
            yield return new ReportItem(
                MissingRule,
                ItemSeverity.Error,
                drift.Name,
                "Blocked",
                SafeText.Of($"{drift.Name}: {missing.Impact}. {DriftText.Services(missing)}: {string.Join("; ", DriftText.Few(missing.Ranges))}{(missing.DeniedBy is { } denial ? $" (denied by rule {denial.Id})" : "")}"),
                missing.Fingerprint,
                places.Of(drift.Name, policy, missing.Origins.IsEmpty ? null : missing.Origins[0].Service));
        }

        foreach (var tag in drift.Tags)
            yield return new ReportItem(TagRule, ItemSeverity.Warning, drift.Name, "Tag", SafeText.Of($"{drift.Name}: {DriftText.Tag(tag)}"), tag.Fingerprint, places.Of(drift.Name, policy));
    }
}
