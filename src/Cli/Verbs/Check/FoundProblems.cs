using System.Collections.Immutable;
using Starface.Cli.Hosting;
using Starface.Cli.Screen;
using Starface.Drift.Output;
using Starface.Drift.Reports;
using Starface.Policy;

namespace Starface.Cli.Verbs.Check;

/// <summary>The report of <c>check</c>.</summary>
/// <param name="result">What was found.</param>
/// <param name="screen">What the text is written to.</param>
/// <param name="version">The program's version.</param>
internal sealed class FoundProblems(
    CheckResult result, TableScreen screen, string version) : Starface.Drift.Reports.Report("check", version)
{
    /// <inheritdoc/>
    public override ReportOutcome Outcome =>
        result.ExitCode != ExitCode.Success ? ReportOutcome.Failed
        : result.Count(Severity.Warning) > 0 ? ReportOutcome.SucceededWithIssues
        : ReportOutcome.Succeeded;

    /// <inheritdoc/>
    public override bool IsComplete => result.IsComplete;

    /// <inheritdoc/>
    public override string Sums => result.Sums();

    /// <inheritdoc/>
    public override ImmutableArray<ReportRule> Rules =>
    [
        .. result.Told.GroupBy(item => item.Rule, StringComparer.Ordinal)
            .OrderBy(rule => rule.Key, StringComparer.Ordinal)
            .Select(rule => new ReportRule(rule.Key, null, rule.Max(item => item.Severity))),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<ReportItem> Items => result.Told;

    /// <summary>A case for each stack, and one for the policies, whose findings belong to no stack.</summary>
    public override ImmutableArray<ReportCase> Cases
    {
        get
        {
            var failing = result.Items
                .Where(result.Fails)
                .ToLookup(item => item.Instance, StringComparer.Ordinal);
            return
            [
                .. result.Stacks.Select(stack => new ReportCase("stack", stack, FailureOf([.. failing[stack]]))),
                new ReportCase("policies", "policies", FailureOf([.. failing[null]])),
            ];
        }
    }

    /// <inheritdoc/>
    public override ImmutableArray<string> Remarks =>
    [
        .. result.Told
            .Where(item => !result.Fails(item))
            .Select(item => $"{item.Rule}: {item.Line}"),
    ];

    /// <inheritdoc/>
    public override string PlaceOfMore => "are found by 'starface-policy check'";

    /// <inheritdoc/>
    public override void WriteText(OutputGate output) => CheckText.Write(result, screen);

    /// <inheritdoc/>
    public override void WriteJson(OutputGate output) => CheckJson.Write(result, output);

    /// <summary>A stack that cannot be read or planned is an error, what is wrong with a plan a failure.</summary>
    private ReportCaseFailure? FailureOf(ImmutableArray<ReportItem> items) =>
        items.IsEmpty ? null : new(items.Any(result.Unchecked.Contains), items[0].Rule, items);
}
