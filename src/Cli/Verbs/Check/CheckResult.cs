using System.Collections.Immutable;
using Starface.Drift.Reports;
using Starface.Policy;

namespace Starface.Cli.Verbs.Check;

/// <summary>What <c>check</c> found.</summary>
/// <param name="Items">All findings, the most severe first, then by place.</param>
/// <param name="Stacks">The stacks that were looked at.</param>
/// <param name="Instances">How many instances could be read.</param>
/// <param name="Policies">How many policies they use.</param>
/// <param name="Unchecked">The items that kept a stack or instance from being read or planned.</param>
internal sealed record CheckResult(
    ImmutableArray<ReportItem> Items, ImmutableArray<string> Stacks, int Instances, int Policies, ImmutableHashSet<ReportItem> Unchecked)
{
    /// <summary>Whether every stack could be read and planned.</summary>
    public bool IsComplete => Unchecked.IsEmpty;

    /// <summary>How many items of a severity there are.</summary>
    public int Count(Severity severity) => Items.Count(item => item.Severity == severity);

    /// <summary>All of it in a sentence, without its full stop.</summary>
    public string Sums() =>
        $"{Number(Stacks.Length, "stack")} with {Number(Instances, "instance")} of {Number(Policies, "policy", "policies")}: "
        + $"{Number(Count(Severity.Error), "error")}, {Number(Count(Severity.Warning), "warning")}, {Number(Count(Severity.Info), "info")}";

    private static string Number(int count, string one, string? several = null) =>
        FormattableString.Invariant($"{count} {(count == 1 ? one : several ?? one + "s")}");
}
