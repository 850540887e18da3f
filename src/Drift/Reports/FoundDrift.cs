using System.Collections.Immutable;
using Starface.Policy;
using Starface.Policy.Comparison;
using Starface.Drift.Output;

namespace Starface.Drift.Reports;

/// <summary>The report of <c>drift</c>.</summary>
/// <param name="report">What the comparison found.</param>
/// <param name="places">Finds where the items lead.</param>
/// <param name="version">The program's version.</param>
internal sealed class FoundDrift(DriftReport report, DriftPlaces places, string version) : Report("drift", version)
{
    private readonly Lazy<ImmutableArray<ReportItem>> _items = new(() => DriftItems.From(report, places));

    /// <summary>The part of the fleet that was compared, or null for all of it.</summary>
    public ReportPart? Part { get; init; }

    /// <inheritdoc/>
    public override ReportOutcome Outcome =>
        report.Status != DriftStatus.InSync ? ReportOutcome.Failed
        : Items.All(item => item.Severity == Severity.Info) ? ReportOutcome.Succeeded
        : ReportOutcome.SucceededWithIssues;

    /// <inheritdoc/>
    public override bool IsComplete => report.Status != DriftStatus.Unknown;

    /// <inheritdoc/>
    public override string Sums => DriftText.Sums(report);

    /// <inheritdoc/>
    public override ImmutableArray<ReportRule> Rules => DriftItems.FindRules(Items.Where(item => !item.IsAboutRun));

    /// <inheritdoc/>
    public override ImmutableArray<ReportItem> Items => _items.Value;

    /// <inheritdoc/>
    public override ImmutableArray<ReportCase> Cases =>
    [
        .. report.Instances.Select(instance => new ReportCase(
            instance.Plan.PolicyId, instance.Name, FailureOf(
                instance.Status,
                instance is { Status: DriftStatus.Drift, IsAsPlanned: true } ? "guardrail" : DriftText.Describe(instance.Status),
                DriftItems.From(instance, places)))),
        .. report.UnreadStacks.Select(stack => new ReportCase(
            "stack", stack.Name, FailureOf(
                DriftStatus.Unknown, DriftText.Describe(DriftStatus.Unknown), DriftItems.From(stack, places)))),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<string> Remarks =>
    [
        .. report.Instances.SelectMany(Accepted),
        .. report.Instances.SelectMany(instance => DriftText.Notes(instance).Select(note => $"{instance.Name}: {note.Describe()}")),
        .. report.AcceptanceFindings.Select(finding => $"ignore file: {DriftText.AcceptanceFinding(finding)}"),
        .. DriftText.Limit(report) is { } limit ? [limit.Describe()] : Array.Empty<string>(),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<KeyValuePair<string, string>> Variables => [new("driftStatus", DriftText.Describe(report.Status))];

    /// <inheritdoc/>
    public override string PlaceOfMore => SummaryFile is null ? "are in the other formats" : "are in the job's summary";

    /// <inheritdoc/>
    public override void WriteText(OutputGate output) => DriftTable.Write(report, output);

    /// <inheritdoc/>
    public override void WriteJson(OutputGate output) => DriftJson.Write(report, places, Part, output);

    private static IEnumerable<string> Accepted(InstanceDrift instance) =>
        instance.Ignored.Select(ignored => $"{instance.Name}: accepted: {DriftText.Ignored(ignored)}");

    private static ReportCaseFailure? FailureOf(DriftStatus status, string type, IEnumerable<ReportItem> items) =>
        status == DriftStatus.InSync
            ? null
            : new(status == DriftStatus.Unknown, type, [.. items.Where(item => item.Severity != Severity.Info)]);
}
