using System.Collections.Immutable;
using System.Globalization;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;
using Starface.Policy.Flows;
using Starface.Policy.Problems;

namespace Starface.Drift.Reports;

/// <summary>Parts of sentences that several formats share.</summary>
internal static class DriftText
{
    /// <summary>The status as programs read it.</summary>
    public static string Describe(DriftStatus status) => status switch
    {
        DriftStatus.InSync => "in-sync",
        DriftStatus.Drift => "drift",
        _ => "unknown",
    };

    /// <summary>The kind of a layer as programs read it.</summary>
    public static string Describe(LayerKind kind) => kind switch
    {
        LayerKind.InterfaceGroups => "interface-groups",
        LayerKind.SubnetGroup => "subnet-group",
        LayerKind.NetworkAcl => "network-acl",
        LayerKind.PublicAccessBlock => "public-access-block",
        _ => "admin-rules",
    };

    /// <summary>What extra flows open, where, and through which group.</summary>
    public static string Extra(ExtraFlows extra)
    {
        if (extra.Interfaces.IsEmpty) return extra.Summary;
        var group = $"{extra.GroupId}{(extra.IsForeignGroup ? " (not part of the plan)" : "")}";
        return $"{Interfaces(extra.Interfaces)}, group {group}: {extra.Summary}";
    }

    /// <summary>What missing flows break, and where.</summary>
    public static string Missing(MissingFlows missing) =>
        missing.Interfaces.IsEmpty ? Capital(missing.Impact) : $"{Interfaces(missing.Interfaces)}: {missing.Impact}";

    /// <summary>The rule that stops missing flows, or null where none permits them.</summary>
    public static string? Denial(MissingFlows missing) =>
        missing.StoppedBy is { RuleId: "*" } end ? $"denied by {end.Layer}, no rule of which permits it"
        : missing.StoppedBy is { } stop ? $"denied by {stop.Layer}, rule {stop.RuleId}"
        : missing.DeniedBy is { } rule ? $"denied by rule {rule.Id}"
        : null;

    /// <summary>The rules of the other layers that let extra flows through, or null.</summary>
    public static string? Through(ExtraFlows extra) => extra.Through.IsEmpty
        ? null
        : $"let through by {string.Join(" and ", extra.Through.Select(rule => $"rule {rule.RuleId} of {rule.Layer}"))}";

    private static string Interfaces(ImmutableArray<string> ids) =>
        $"{(ids.Length == 1 ? "Interface" : "Interfaces")} {string.Join(", ", Few(ids))}";

    private static IEnumerable<string> Few(ImmutableArray<string> ids) => ids.Length <= 4
        ? ids
        : [.. ids.Take(3), string.Create(CultureInfo.InvariantCulture, $"and {ids.Length - 3} more")];

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>The foreign rule with its description and tags.</summary>
    public static string Rule(InstanceDrift instance, ExtraFlows extra)
    {
        var rule = extra.Rule;
        var about = new List<string>();
        if (rule.IsDefault) about.Add($"{instance.Plan.Cloud.Name}'s default rule, which no rule of the plan closes");
        var lists = PrefixLists(instance, extra);
        if (lists.Count > 0) about.Add($"prefix list {string.Join(", ", lists)}");
        if (rule.Description is { Length: > 0 } text) about.Add($"\"{text}\"");
        if (rule.Tags.Count > 0) about.Add(string.Join(", ", rule.Tags.Select(tag => $"{tag.Key}={tag.Value}")));
        if (extra.BroaderThanDeclared) about.Add("broader than declared");
        return about.Count == 0 ? $"Rule {rule.Id}" : $"Rule {rule.Id} ({string.Join("; ", about)})";
    }

    /// <summary>
    /// The prefix lists that a rule refers to and whose entries stand for them in the report, where the rule's id does not name them.
    /// </summary>
    private static List<string> PrefixLists(InstanceDrift instance, ExtraFlows extra)
    {
        if (instance.Groups.FirstOrDefault(group => group.Id == extra.GroupId) is not { } group) return [];
        var rule = extra.Rule;
        return
        [
            .. rule.Written.Except(rule.Matches)
                .Select(match => match.Remote.Group)
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .Where(name => group.PrefixLists.ContainsKey(name) && !rule.Id.Contains(name, StringComparison.Ordinal)),
        ];
    }

    /// <summary>
    /// The first of some flows, and how many more there are: a rule for every protocol leaves dozens of pieces beside what is declared.
    /// </summary>
    public static IEnumerable<string> Few(ImmutableArray<FlowRange> ranges)
    {
        const int Shown = 8;
        // Print the last range rather than "1 more".
        if (ranges.Length <= Shown + 1) return ranges.Select(range => range.ToString());
        var more = string.Create(CultureInfo.InvariantCulture, $"and {ranges.Length - Shown} more ranges; --format json has them all");
        return [.. ranges.Take(Shown).Select(range => range.ToString()), more];
    }

    /// <summary>The services and rows that need missing flows.</summary>
    public static string Services(MissingFlows missing) =>
        string.Join(", ", missing.Origins.Select(Origin).Distinct(StringComparer.Ordinal));

    /// <summary>A tag that differs.</summary>
    public static string Tag(TagDrift tag) => tag.Live is null
        ? $"the tag {tag.Key} is missing from {tag.GroupId}; planned is '{tag.Planned}'"
        : $"the tag {tag.Key} of {tag.GroupId} is '{tag.Live}'; planned is '{tag.Planned}'";

    /// <summary>Drift that an entry of the ignore file covers.</summary>
    public static string Ignored(IgnoredDrift ignored) => $"{ignored.What} {Acceptance(ignored.Entry)}";

    /// <summary>Until when, by whom and why drift is accepted.</summary>
    public static string Acceptance(IgnoreEntry entry)
    {
        var (reason, owner, expires) = entry;
        return FormattableString.Invariant($"until {expires} by {owner}: {reason}");
    }

    /// <summary>The notes that ask for something to be done, and therefore appear in every format.</summary>
    public static IEnumerable<Problem> Notes(InstanceDrift instance) =>
        instance.Notes.Where(note => note.Id
            is ProblemIds.GroupLeftOver or ProblemIds.OtherSourceUnread or ProblemIds.RuleUnrecorded
            or ProblemIds.NoRoomForBoth or ProblemIds.GroupNotAttached or ProblemIds.AttachmentUnknown);

    /// <summary>What was not compared because of the command's options, so that "in sync" says less; null where everything was.</summary>
    public static Problem? Limit(DriftReport report)
    {
        var known = report.Instances.Where(instance => instance.Status != DriftStatus.Unknown).ToList();
        return known.Exists(instance => instance.TrustsTags) ? Problem.Info(
                ProblemIds.ComparedLess, "Only the groups' tags were compared; the rules were not read", "compare without --quick")
            : known.Exists(instance => instance.Scope == DriftScope.Group) ? Problem.Info(
                ProblemIds.ComparedLess,
                "Only the groups were compared; what else lies on their interfaces was not read",
                "compare with --scope interface")
            : null;
    }

    /// <summary>A stack that could not be read.</summary>
    public static string Stack(UnreadStack stack) => $"stack {stack.Name}: unknown";

    /// <summary>An entry of the ignore file that a person should look at, without its place.</summary>
    public static string AcceptanceFinding(AcceptanceFinding finding) => (finding.Problem with { Place = null }).Describe();

    /// <summary>How many instances have which status.</summary>
    public static string Sums(DriftReport report)
    {
        var instances = report.Instances.Length == 1 ? "instance" : "instances";
        var inSync = report.Count(DriftStatus.InSync);
        var drift = report.Count(DriftStatus.Drift);
        var unknown = report.Count(DriftStatus.Unknown);
        var total = report.Instances.Length;
        var sums = FormattableString.Invariant($"{total} {instances}: {inSync} in sync, {drift} with drift, {unknown} unknown");
        if (!report.UnreadStacks.IsEmpty)
            sums = FormattableString.Invariant($"{sums}; stacks that could not be read: {report.UnreadStacks.Length}");
        return Limit(report) is { } limit ? $"{sums}. {limit.Message}" : sums;
    }

    private static string Origin(Origin origin) => origin.Source.Length == 0 ? origin.Service : $"{origin.Service} ({origin.Source})";
}
