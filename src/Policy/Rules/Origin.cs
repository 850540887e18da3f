using System.Collections.Immutable;

namespace Starface.Policy;

/// <summary>Where a rule comes from: the service and the row of its source.</summary>
/// <param name="Service">The service's id.</param>
/// <param name="Source">The row of the source.</param>
public sealed record Origin(string Service, string Source) : IComparable<Origin>
{
    /// <summary>The peer group the service is open to, or null when the requirement names its remote side itself.</summary>
    public string? PeerGroup { get; init; }

    /// <summary>The host the requirement names, or null.</summary>
    public string? Host { get; init; }

    /// <summary>Whether the source states the requirement or it was inferred.</summary>
    public Basis Basis { get; init; }

    /// <summary>Whether the flows must never be cut.</summary>
    public bool NeverCut { get; init; }

    /// <summary>Why the policy allows it, or null.</summary>
    public string? Because { get; init; }

    /// <summary>The id of the included policy that allows it; null when the policy allows it itself.</summary>
    public string? IncludedFrom { get; init; }

    /// <summary>Whether both say the same: exactly where they have the same place in the order.</summary>
    /// <param name="other">The other origin.</param>
    public bool Equals(Origin? other) => CompareTo(other) == 0;

    /// <inheritdoc/>
    public override int GetHashCode() =>
        (StringComparer.Ordinal.GetHashCode(Service) * 31) ^ StringComparer.Ordinal.GetHashCode(Source) ^ StringComparer.Ordinal
            .GetHashCode(Host ?? "");

    /// <summary>All origins of some arrays, in order, without duplicates.</summary>
    /// <param name="arrays">The arrays, each in order and without duplicates.</param>
    internal static ImmutableArray<Origin> Join(IEnumerable<ImmutableArray<Origin>> arrays)
    {
        // The peers of a group share one array.
        ImmutableArray<Origin>? first = null;
        HashSet<ImmutableArray<Origin>>? distinct = null;
        foreach (var origins in arrays)
        {
            if (first is null) first = origins;
            else if (distinct is not null || origins != first) (distinct ??= [first.Value]).Add(origins);
        }

        if (distinct is null) return first ?? [];
        var all = new List<Origin>();
        foreach (var origins in distinct) all.AddRange(origins);
        all.Sort();
        var joined = ImmutableArray.CreateBuilder<Origin>();
        foreach (var origin in all)
        {
            if (joined.Count == 0 || joined[joined.Count - 1] != origin) joined.Add(origin);
        }

        return joined.ToImmutable();
    }

    /// <summary>Orders origins by service, source, host and peer group, ordinally.</summary>
    /// <param name="other">The other origin.</param>
    public int CompareTo(Origin? other)
    {
        if (other is null) return 1;
        var order = string.CompareOrdinal(Service, other.Service);
        if (order == 0) order = string.CompareOrdinal(Source, other.Source);
        if (order == 0) order = string.CompareOrdinal(Host, other.Host);
        if (order == 0) order = string.CompareOrdinal(PeerGroup, other.PeerGroup);
        if (order == 0) order = ((int)Basis).CompareTo((int)other.Basis);
        if (order == 0) order = NeverCut.CompareTo(other.NeverCut);
        if (order == 0) order = string.CompareOrdinal(Because, other.Because);
        return order != 0 ? order : string.CompareOrdinal(IncludedFrom, other.IncludedFrom);
    }
}
