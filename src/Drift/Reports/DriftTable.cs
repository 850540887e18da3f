using Starface.Drift.Output;
using Starface.Policy.Comparison;

namespace Starface.Drift.Reports;

/// <summary>The text of a drift report for people.</summary>
internal static class DriftTable
{
    /// <summary>Writes a report.</summary>
    public static void Write(DriftReport report, OutputGate output)
    {
        foreach (var instance in report.Instances)
            Write(instance, output);
        foreach (var stack in report.UnreadStacks)
        {
            output.WriteLine(DriftText.Stack(stack));
            foreach (var problem in stack.Problems) Item(output, "? unknown", problem.Describe(), []);
        }

        foreach (var finding in report.AcceptanceFindings)
            output.WriteLine($"ignore file: {DriftText.AcceptanceFinding(finding)}");
        output.WriteLine($"{DriftText.Sums(report)}.");
    }

    private static void Write(InstanceDrift drift, OutputGate output)
    {
        var groups = string.Join(", ", drift.Groups.Select(group => group.Place.Length == 0 ? group.Id : $"{group.Id} ({group.Place})"));
        var status = $"{drift.Name}: {StatusOf(drift)}";
        output.WriteLine(groups.Length == 0 ? status : $"{status} - {groups}");
        foreach (var reason in drift.Reasons)
            Item(output, "? unknown", reason.Describe(), []);
        foreach (var extra in drift.Extra)
            Item(output, "+ extra", DriftText.Extra(extra), Details(drift, extra));
        foreach (var missing in drift.Missing)
            Item(output, "- missing", $"{DriftText.Missing(missing)}.", Details(missing));
        foreach (var attachment in drift.Attachments)
            Item(output, "! place", $"{attachment.Message}.", []);
        foreach (var guardrail in drift.Guardrails)
            Item(output, "! guard", guardrail.Describe(), []);
        foreach (var tag in drift.Tags)
            Item(output, "~ tag", $"{Capital(DriftText.Tag(tag))}.", []);
        foreach (var ignored in drift.Ignored)
            Item(output, ". ignored", DriftText.Ignored(ignored), []);
        foreach (var note in drift.Notes)
            Item(output, ". note", note.Describe(), []);
    }

    private static IEnumerable<string> Details(InstanceDrift drift, ExtraFlows extra)
    {
        yield return $"{DriftText.Rule(drift, extra)} in {extra.GroupId}";
        if (DriftText.Through(extra) is { } through) yield return through;
        foreach (var flows in DriftText.Few(extra.Ranges)) yield return flows;
    }

    private static IEnumerable<string> Details(MissingFlows missing)
    {
        yield return $"needed by {DriftText.Services(missing)}";
        if (DriftText.Denial(missing) is { } denial) yield return denial;
        foreach (var flows in DriftText.Few(missing.Ranges)) yield return flows;
    }

    private static string StatusOf(InstanceDrift drift) => (drift.Status, drift.TrustsTags, drift.Scope) switch
    {
        (DriftStatus.Drift, true, _) when drift.IsAsPlanned => "its tags are as planned, but a guardrail is broken",
        (DriftStatus.Drift, _, _) when drift.IsAsPlanned => "as planned or accepted, but a guardrail is broken",
        (DriftStatus.InSync, true, _) => "in sync as far as its tags say (--quick trusts tags; the rules were not read)",
        (DriftStatus.InSync, _, DriftScope.Group) => "groups in sync; what else lies on their interfaces was not read",
        (DriftStatus.InSync, _, _) when drift.Interfaces.IsEmpty => "in sync; it waits for an interface",
        (DriftStatus.InSync, _, _) => FormattableString.Invariant($"in sync on {Count(drift)}"),
        (DriftStatus.Drift, true, _) => "drift of its tags (--quick compares nothing else)",
        (DriftStatus.Unknown, true, _) => "unknown (--quick compares tags alone)",
        (DriftStatus.Drift, _, DriftScope.Group) => "drift of the groups alone",
        (DriftStatus.Drift, _, _) => "drift",
        _ => "unknown",
    };

    private static string Count(InstanceDrift drift)
    {
        var interfaces = drift.Interfaces.Select(place => place.Interface.Id).Distinct(StringComparer.Ordinal).Count();
        return interfaces == 1 ? $"interface {drift.Interfaces[0].Interface.Id}" : FormattableString.Invariant($"{interfaces} interfaces");
    }

    private static void Item(OutputGate output, string mark, string text, IEnumerable<string> details)
    {
        output.WriteLine($"  {mark,-10} {text}");
        foreach (var detail in details)
            output.WriteLine($"             {detail}");
    }

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
