using System.Collections.Immutable;
using Starface.Drift.Reports;
using Starface.Policy;

namespace Starface.Cli.Verbs.Review;

/// <summary>What a change of a repository means for its stacks.</summary>
/// <param name="Base">The commit it is compared with.</param>
/// <param name="BaseName">How that was named.</param>
/// <param name="Head">The commit with the change.</param>
/// <param name="Instances">How many instances there are afterwards.</param>
/// <param name="Changes">The changes, the weightiest first.</param>
internal sealed record ReviewResult(
    string Base, string BaseName, string Head, int Instances, ImmutableArray<ReviewedChange> Changes)
{
    /// <summary>What is found afterwards and was not before.</summary>
    public ImmutableArray<ReportItem> NewFindings { get; init; } = [];

    /// <summary>What was found before and is not any more.</summary>
    public ImmutableArray<ReportItem> GoneFindings { get; init; } = [];

    /// <summary>What was found before too, and is accepted now.</summary>
    public ImmutableArray<ReportItem> AcceptedFindings { get; init; } = [];

    /// <summary>The allowances that end or are to be reviewed soon.</summary>
    public ImmutableArray<DueDate> Due { get; init; } = [];

    /// <summary>Why not all is known of what was before.</summary>
    public ImmutableArray<Problem> BaseProblems { get; init; } = [];

    /// <summary>Why not all is known of what comes after.</summary>
    public ImmutableArray<Problem> HeadProblems { get; init; } = [];

    /// <summary>The instances that cannot be compared, since one side of their stack cannot be read.</summary>
    public ImmutableArray<string> NotCompared { get; init; } = [];

    /// <summary>What a person should know beside it.</summary>
    public ImmutableArray<Problem> Notes { get; init; } = [];

    /// <summary>The services whose flows may be cut this time.</summary>
    public ImmutableArray<string> AllowedCuts { get; init; } = [];

    /// <summary>Whether all is known.</summary>
    public bool IsComplete => BaseProblems.IsEmpty && HeadProblems.IsEmpty && NotCompared.IsEmpty;

    /// <summary>The changes that are refused.</summary>
    public IEnumerable<ReviewedChange> Refused => Changes.Where(change =>
        !change.Obstacles.IsEmpty
        || change.Change.NeverCut.Any(cut => !AllowedCuts.Contains(cut.Service))
        || change.Change.Placement.Any(moved => moved.Accepted is not { } accepted || !AllowedCuts.Contains(accepted)));

    /// <summary>How many instances are in the changes.</summary>
    public int Changed => Changes.Sum(change => change.Instances.Length);

    /// <summary>The status: <c>same</c>, <c>different</c>, <c>refused</c> or <c>unknown</c>.</summary>
    public string Status =>
        !IsComplete ? "unknown"
        : Refused.Any() ? "refused"
        : Changes.IsEmpty && NewFindings.All(item => item.Severity != Severity.Error) ? "same"
        : "different";

    /// <summary>How the command ends, as <c>diff</c> does.</summary>
    public int ExitCode => Status switch
    {
        "same" => Hosting.ExitCode.Success,
        "different" => Hosting.ExitCode.Findings,
        _ => Hosting.ExitCode.Error,
    };
}
