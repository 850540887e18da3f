using System.Collections.Immutable;
using Starface.Drift.Reports;
using Starface.Policy;
using Starface.Policy.Comparison;
using Starface.Policy.Problems;

namespace Starface.Cli.Verbs.Check;

/// <summary>What <c>check</c> found.</summary>
/// <param name="Items">All findings, the most severe first, then by place.</param>
/// <param name="Stacks">The stacks that were looked at.</param>
/// <param name="Instances">How many instances could be read.</param>
/// <param name="Policies">The policies they use, in ordinal order of their ids.</param>
/// <param name="Unchecked">The items that kept a stack or instance from being read or planned.</param>
internal sealed record CheckResult(
    ImmutableArray<ReportItem> Items,
    ImmutableArray<string> Stacks,
    int Instances,
    ImmutableArray<string> Policies,
    ImmutableHashSet<ReportItem> Unchecked)
{
    /// <summary>The part of the fleet that was checked, or null for all of it.</summary>
    public ReportPart? Part { get; init; }

    /// <summary>The least severity that fails the command.</summary>
    public Severity Least { get; init; } = Severity.Error;

    /// <summary>Whether only what fails the command is told.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>How many public addresses reach the sensitive services of each instance.</summary>
    public ImmutableArray<InstanceReach> Exposure { get; init; } = [];

    /// <summary>The scenarios of each instance; null where they were not asked for.</summary>
    public ImmutableArray<InstanceScenario>? Scenarios { get; init; }

    /// <summary>In a part of the fleet: the entries of the file of accepted findings that cover nothing in it.</summary>
    public ImmutableArray<ReportItem> UnusedEntries { get; init; } = [];

    /// <summary>The entries by which findings are accepted today; empty in the result of a part that was read.</summary>
    public ImmutableArray<AcceptedFinding> Entries { get; init; } = [];

    /// <summary>What is told of the items.</summary>
    public ImmutableArray<ReportItem> Told => IsQuiet ? [.. Items.Where(Fails)] : Items;

    /// <summary>How the command ends.</summary>
    public int ExitCode => !IsComplete ? Hosting.ExitCode.Error
        : Items.Any(Fails) ? Hosting.ExitCode.Findings
        : Hosting.ExitCode.Success;

    /// <summary>What was found in this part and another. What both looked at is there once.</summary>
    /// <param name="other">The result of the other part.</param>
    /// <exception cref="FormatException">They do not belong together.</exception>
    public CheckResult With(CheckResult other)
    {
        if (!Stacks.SequenceEqual(other.Stacks, StringComparer.Ordinal)
            || Least != other.Least
            || Scenarios.HasValue != other.Scenarios.HasValue)
        {
            throw new FormatException("The reports are of different stacks, or of checks that differ in --fail-on or --scenarios");
        }

        return this with
        {
            Items = Sort(Join(Items.Concat(other.Items).Distinct().ToList())),
            UnusedEntries = [.. UnusedEntries.Intersect(other.UnusedEntries)],
            Exposure = InstanceReach.Sort(Exposure.Concat(other.Exposure)),
            Scenarios = Scenarios is { } own && other.Scenarios is { } others ? InstanceScenario.Sort(own.Concat(others)) : null,
            Instances = Instances + other.Instances,
            Policies = [.. Policies.Union(other.Policies, StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Unchecked = Unchecked.Union(other.Unchecked),
        };
    }

    /// <summary>The result as that of parts, or of a whole fleet, in which an entry that covers nothing anywhere is told.</summary>
    /// <param name="part">The parts, or null for the whole fleet.</param>
    public CheckResult As(ReportPart? part) => part is not null || !IsComplete
        ? this with { Part = part }
        : this with { Part = null, Items = Sort(Items.Concat(UnusedEntries)), UnusedEntries = [] };

    /// <summary>What one part accepts and another does not, as a finding of a policy that both use, is not accepted.</summary>
    private static IEnumerable<ReportItem> Join(List<ReportItem> items)
    {
        var counted = items.Where(item => item.Accepted is null).Select(item => item.Fingerprint).ToHashSet(StringComparer.Ordinal);
        return items.Where(item => item.Accepted is null || !counted.Contains(item.Fingerprint));
    }

    /// <summary>Whether every stack could be read and planned.</summary>
    public bool IsComplete => Unchecked.IsEmpty;

    /// <summary>An item; one that is accepted is for information alone.</summary>
    /// <param name="problem">What is wrong.</param>
    /// <param name="stack">The stack, or null for a finding about a policy.</param>
    /// <param name="fingerprint">What tells the item from others.</param>
    /// <param name="place">Where to look, or null.</param>
    /// <param name="accepted">Until when and why it is accepted, or null.</param>
    public static ReportItem ItemOf(Problem problem, string? stack, string fingerprint, SourcePlace? place, string? accepted) =>
        accepted is null
            ? new(problem, stack, problem.Id, problem.Describe(), fingerprint, place)
            : new(
                problem with { Severity = Severity.Info },
                stack,
                problem.Id,
                $"accepted {accepted}: {problem.Describe()}",
                fingerprint,
                place)
            {
                Accepted = accepted,
            };

    /// <summary>Items as reports list them.</summary>
    public static ImmutableArray<ReportItem> Sort(IEnumerable<ReportItem> items) =>
    [
        .. items
            .OrderByDescending(item => item.Severity)
            .ThenBy(item => item.Place?.File, StringComparer.Ordinal)
            .ThenBy(item => item.Place?.Line)
            .ThenBy(item => item.Place?.Column)
            .ThenBy(item => item.Rule, StringComparer.Ordinal)
            .ThenBy(item => item.Message, StringComparer.Ordinal)
            .ThenBy(item => item.Fingerprint, StringComparer.Ordinal),
    ];

    /// <summary>How many items of a severity there are.</summary>
    public int Count(Severity severity) => Items.Count(item => item.Severity == severity && item.Accepted is null);

    /// <summary>How many items are accepted.</summary>
    public int CountAccepted => Items.Count(item => item.Accepted is not null);

    /// <summary>Whether an item fails the command.</summary>
    public bool Fails(ReportItem item) =>
        Unchecked.Contains(item) || (item.Accepted is null && (item.Severity >= Least || IsAboutScenario(item)));

    /// <summary>A scenario that does not work is found only where it was asked for, and then it fails the command.</summary>
    private static bool IsAboutScenario(ReportItem item) => item.Rule is ProblemIds.ScenarioDoesNotWork or ProblemIds.ScenarioUndecided;

    /// <summary>All of it in a sentence, without its full stop.</summary>
    public string Sums() =>
        $"{Number(Stacks.Length, "stack")} with {Number(Instances, "instance")} of {Number(Policies.Length, "policy", "policies")}: "
        + $"{Number(Count(Severity.Error), "error")}, {Number(Count(Severity.Warning), "warning")}, {Number(Count(Severity.Info), "info")}"
        + (CountAccepted > 0 ? FormattableString.Invariant($", {CountAccepted} accepted") : "");

    private static string Number(int count, string one, string? several = null) =>
        FormattableString.Invariant($"{count} {(count == 1 ? one : several ?? one + "s")}");
}
