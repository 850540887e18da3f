using System.Collections.Immutable;
using Starface.Cli.Hosting;
using Starface.Cli.Screen;
using Starface.Drift.Reports;
using Starface.Policy;

namespace Starface.Cli.Verbs.Check;

/// <summary>The report of <c>check</c>.</summary>
/// <param name="result">What was found.</param>
/// <param name="least">The least severity that fails the command.</param>
/// <param name="exitCode">How the command ends.</param>
/// <param name="screen">What the text is written to.</param>
/// <param name="version">The program's version.</param>
internal sealed class FoundProblems(
    CheckResult result, Severity least, int exitCode, TableScreen screen, string version) : Report("check", version)
{
    /// <inheritdoc/>
    public override ReportOutcome Outcome =>
        exitCode != ExitCode.Success ? ReportOutcome.Failed
        : result.Count(Severity.Warning) > 0 ? ReportOutcome.SucceededWithIssues
        : ReportOutcome.Succeeded;

    /// <inheritdoc/>
    public override bool IsComplete => result.IsComplete;

    /// <inheritdoc/>
    public override string Sums => result.Sums();

    /// <inheritdoc/>
    public override ImmutableArray<ReportRule> Rules =>
    [
        .. result.Items.GroupBy(item => item.Rule, StringComparer.Ordinal)
            .OrderBy(rule => rule.Key, StringComparer.Ordinal)
            .Select(rule => new ReportRule(rule.Key, null, rule.Max(item => item.Severity))),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<ReportItem> Items => result.Items;

    /// <summary>A case for each stack, and one for the policies, whose findings belong to no stack.</summary>
    public override ImmutableArray<ReportCase> Cases
    {
        get
        {
            var failing = result.Items
                .Where(item => item.Severity >= least || result.Unchecked.Contains(item))
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
        [.. result.Items.Where(item => item.Severity < least).Select(item => $"{item.Rule}: {CheckText.Place(item.Place)}{item.Message}")];

    /// <inheritdoc/>
    public override string PlaceOfMore => "are found by 'starface-policy check'";

    /// <inheritdoc/>
    public override void WriteText(TextWriter output) => CheckText.Write(result, screen);

    /// <inheritdoc/>
    public override void WriteJson(TextWriter output) => CheckJson.Write(result, exitCode, output);

    /// <summary>A stack that cannot be read or planned is an error, what is wrong with a plan a failure.</summary>
    private ReportCaseFailure? FailureOf(List<ReportItem> items)
    {
        if (items.Count == 0) return null;
        var text = string.Join("\n", items.Select(item => $"{CheckText.Place(item.Place)}{item.Message}"));
        return new ReportCaseFailure(items.Exists(result.Unchecked.Contains), items[0].Rule, items[0].Message, text);
    }
}
