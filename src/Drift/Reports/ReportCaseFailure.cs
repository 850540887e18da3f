using System.Collections.Immutable;

namespace Starface.Drift.Reports;

/// <summary>Why a case did not pass.</summary>
/// <param name="isError">Whether it could not be found out; otherwise something is wrong.</param>
/// <param name="type">A word for what is wrong.</param>
/// <param name="items">What was found; at least one.</param>
internal sealed class ReportCaseFailure(bool isError, string type, ImmutableArray<ReportItem> items)
{
    /// <summary>Whether it could not be found out; otherwise something is wrong.</summary>
    public bool IsError => isError;

    /// <summary>A word for what is wrong.</summary>
    public string Type => type;

    /// <summary>What was found; at least one.</summary>
    public ImmutableArray<ReportItem> Items => items;
}
