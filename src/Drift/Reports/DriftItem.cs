using System.Collections.Immutable;
using Starface.Policy.Comparison;

namespace Starface.Drift.Reports;

/// <summary>One thing a report says, for the formats that are lists of findings.</summary>
/// <param name="Rule">The id of the kind of finding.</param>
/// <param name="Severity">How grave it is.</param>
/// <param name="Instance">The instance, or null for the ignore file.</param>
/// <param name="Title">A few words.</param>
/// <param name="Message">Everything in one line.</param>
/// <param name="Fingerprint">The same on every run as long as the same drift is there.</param>
/// <param name="Place">Where to look in the repository, or null.</param>
internal sealed record DriftItem(string Rule, DriftSeverity Severity, string? Instance, string Title, string Message, string Fingerprint, SourcePlace? Place)
{
    /// <summary>The kinds of findings with a sentence on each.</summary>
    public static ImmutableArray<(string Id, string Description)> Rules { get; } =
    [
        (ExtraRule, "The cloud permits traffic that the policy does not declare."),
        (MissingRule, "The cloud blocks traffic that the policy declares."),
        (TagRule, "A group's tags are not the planned ones."),
        (UnknownRule, "It could not be found out whether the cloud permits what the policy declares."),
        (IgnoreRule, "An entry of the ignore file has expired or covers nothing."),
    ];

    internal const string ExtraRule = "drift-extra";
    internal const string MissingRule = "drift-missing";
    internal const string TagRule = "drift-tag";
    internal const string UnknownRule = "drift-unknown";
    internal const string IgnoreRule = "drift-ignore";

    /// <summary>All items of a report in order.</summary>
    /// <param name="report">The report.</param>
    /// <param name="sources">Where the policies are declared.</param>
    /// <param name="ignoreFile">The ignore file, or null.</param>
    public static ImmutableArray<DriftItem> Of(DriftReport report, PolicySources sources, string? ignoreFile) =>
    [
        .. report.Instances.SelectMany(instance => Of(instance, sources)),
        .. report.UnreadStacks.SelectMany(stack => stack.Reasons.Select(reason => new DriftItem(
            UnknownRule, DriftSeverity.Error, stack.Name, "Unread stack", SafeText.Of($"{DriftText.Stack(stack)}: {reason}"), FingerprintOf($"{stack.Name}\nstack\n{reason}"), null))),
        .. report.IgnoreFindings.Select(finding => new DriftItem(
            IgnoreRule,
            DriftSeverity.Warning,
            null,
            finding.Expired ? "Expired entry" : "Unused entry",
            SafeText.Of(finding.Message),
            FingerprintOf("ignore\n" + finding.Entry.Scope),
            ignoreFile is null ? null : new SourcePlace(ignoreFile, finding.Entry.Location?.Line ?? 1))),
    ];

    private static IEnumerable<DriftItem> Of(InstanceDrift drift, PolicySources sources)
    {
        var policy = drift.Plan.Policy.Definition.Id;
        foreach (var reason in drift.Reasons)
            yield return new DriftItem(UnknownRule, DriftSeverity.Error, drift.Name, "Unknown", SafeText.Of($"{drift.Name}: unknown: {reason}"), FingerprintOf($"{drift.Name}\nunknown\n{reason}"), sources.Find(policy, null));
        foreach (var extra in drift.Extra)
        {
            yield return new DriftItem(
                ExtraRule,
                DriftSeverity.Error,
                drift.Name,
                extra.ReachesInternet ? "Open to the Internet" : extra.BroaderThanDeclared ? "Broader than declared" : "Not declared",
                SafeText.Of($"{drift.Name}: {extra.Summary} {DriftText.Rule(extra)} in {extra.GroupId}: {string.Join("; ", extra.Ranges)}"),
                extra.Fingerprint,
                sources.Find(policy, null));
        }

        foreach (var missing in drift.Missing)
        {
            yield return new DriftItem(
                MissingRule,
                DriftSeverity.Error,
                drift.Name,
                "Blocked",
                SafeText.Of($"{drift.Name}: {missing.Impact}. {DriftText.Services(missing)}: {string.Join("; ", missing.Ranges)}{(missing.DeniedBy is { } denial ? $" (denied by rule {denial.Id})" : "")}"),
                missing.Fingerprint,
                sources.Find(policy, missing.Origins.IsEmpty ? null : missing.Origins[0].Service));
        }

        foreach (var tag in drift.Tags)
            yield return new DriftItem(TagRule, DriftSeverity.Warning, drift.Name, "Tag", SafeText.Of($"{drift.Name}: {DriftText.Tag(tag)}"), tag.Fingerprint, sources.Find(policy, null));
    }

    private static string FingerprintOf(string text) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))[..32];
}
