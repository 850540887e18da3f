using Starface.Policy;

namespace Starface.Drift.Reports;

/// <summary>Problems by their places, then by their texts.</summary>
internal sealed class ProblemOrder : IComparer<Problem>
{
    private ProblemOrder() { }

    /// <summary>The order.</summary>
    public static ProblemOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(Problem? x, Problem? y)
    {
        var order = string.CompareOrdinal(x?.Place?.File, y?.Place?.File);
        if (order == 0) order = Nullable.Compare(x?.Place?.Line, y?.Place?.Line);
        if (order == 0) order = Nullable.Compare(x?.Place?.Column, y?.Place?.Column);
        if (order == 0) order = string.CompareOrdinal(x?.Id, y?.Id);
        if (order == 0) order = string.CompareOrdinal(x?.Message, y?.Message);
        return order != 0 ? order : string.CompareOrdinal(x?.Fix, y?.Fix);
    }
}
