using System.Collections.Immutable;
using System.Globalization;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Comparison;
using Starface.Policy.Flows;

namespace Starface.Drift.Reports;

/// <summary>Parts of sentences that several formats share.</summary>
internal static class DriftText
{
    /// <summary>The status as programs read it.</summary>
    public static string Of(DriftStatus status) => status switch
    {
        DriftStatus.InSync => "in-sync",
        DriftStatus.Drift => "drift",
        _ => "unknown",
    };

    /// <summary>The cloud as programs read it.</summary>
    public static string Of(CloudTarget cloud) => cloud == AwsTarget.Instance ? "aws" : "azure";

    /// <summary>The foreign rule with its description and tags.</summary>
    public static string Rule(ExtraFlows extra)
    {
        var rule = extra.Rule;
        var about = new List<string>();
        if (rule.IsDefault) about.Add("Azure's default rule, which no rule of the plan closes");
        var lists = rule.Written.Except(rule.Matches).Select(match => match.Remote.Group).OfType<string>().Distinct(StringComparer.Ordinal).Where(list => list.StartsWith("pl-", StringComparison.Ordinal) && !rule.Id.Contains(list, StringComparison.Ordinal)).ToList();
        if (lists.Count > 0) about.Add($"prefix list {string.Join(", ", lists)}");
        if (rule.Description is { Length: > 0 } text) about.Add($"\"{text}\"");
        if (rule.Tags.Count > 0) about.Add(string.Join(", ", rule.Tags.Select(tag => $"{tag.Key}={tag.Value}")));
        if (extra.BroaderThanDeclared) about.Add("broader than declared");
        return about.Count == 0 ? $"Rule {rule.Id}" : $"Rule {rule.Id} ({string.Join("; ", about)})";
    }

    /// <summary>The first of some flows, and how many more there are: a rule for every protocol leaves dozens of pieces beside what is declared.</summary>
    public static IEnumerable<string> Few(ImmutableArray<FlowRange> ranges)
    {
        const int Shown = 8;
        // One more line says no less than a line that one is left out.
        if (ranges.Length <= Shown + 1) return ranges.Select(range => range.ToString());
        return [.. ranges.Take(Shown).Select(range => range.ToString()), string.Create(CultureInfo.InvariantCulture, $"and {ranges.Length - Shown} more ranges; --format json has them all")];
    }

    /// <summary>The services and rows that need missing flows.</summary>
    public static string Services(MissingFlows missing) =>
        string.Join(", ", missing.Origins.Select(origin => origin.Source.Length == 0 ? origin.Service : $"{origin.Service} ({origin.Source})").Distinct(StringComparer.Ordinal));

    /// <summary>A tag that differs.</summary>
    public static string Tag(TagDrift tag) => tag.Live is null
        ? $"the tag {tag.Key} is missing from {tag.GroupId}; planned is '{tag.Planned}'"
        : $"the tag {tag.Key} of {tag.GroupId} is '{tag.Live}'; planned is '{tag.Planned}'";

    /// <summary>Drift that an entry of the ignore file covers.</summary>
    public static string Ignored(IgnoredDrift ignored) => FormattableString.Invariant($"{ignored.What} until {ignored.Entry.Expires:yyyy-MM-dd} by {ignored.Entry.Owner}: {ignored.Entry.Reason}");

    /// <summary>A stack that could not be read.</summary>
    public static string Stack(UnreadStack stack) => $"stack {stack.Name}: unknown";

    /// <summary>How many instances have which status.</summary>
    public static string Sums(DriftReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{report.Instances.Length} {(report.Instances.Length == 1 ? "instance" : "instances")}: {report.Count(DriftStatus.InSync)} in sync, {report.Count(DriftStatus.Drift)} with drift, {report.Count(DriftStatus.Unknown)} unknown{(report.UnreadStacks.IsEmpty ? "" : $"; stacks that could not be read: {report.UnreadStacks.Length}")}");
}
