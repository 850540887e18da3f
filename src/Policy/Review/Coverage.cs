namespace Starface.Policy.Review;

/// <summary>Compares what requirements cover, and finds a minimal set of those that cover another one.</summary>
internal static class Coverage
{
    /// <summary>Whether a requirement applies to every version that another applies to.</summary>
    public static bool Spans(Requirement wide, Requirement narrow) =>
        (wide.Since is not { } since || narrow.Since >= since) && (wide.Until is not { } until || narrow.Until <= until);

    /// <summary>
    /// A minimal set of candidates that cover something together: a single one if one does, else none of them can be removed. Empty when
    /// even all of them do not cover it.
    /// </summary>
    /// <param name="candidates">The candidates, the preferred ones first.</param>
    /// <param name="covers">Whether some candidates cover it.</param>
    public static IReadOnlyList<T> MinimalCover<T>(IReadOnlyList<T> candidates, Func<IReadOnlyList<T>, bool> covers)
    {
        // One by one first: of many equal ones the first covers, and what all of them are together is not needed.
        foreach (var candidate in candidates)
            if (covers([candidate]))
                return [candidate];
        if (candidates.Count < 2 || !covers(candidates)) return [];
        var kept = candidates.ToList();
        for (var i = kept.Count - 1; i >= 0; i--)
        {
            List<T> without = [.. kept.Where((_, index) => index != i)];
            if (covers(without)) kept = without;
        }

        return kept;
    }

    /// <summary>Whether two requirements may share a flow: comparing the ports saves most comparisons of sets.</summary>
    public static bool MayOverlap(Requirement one, Requirement other) =>
        one.Direction == other.Direction
        && (one.Protocol == other.Protocol || one.Protocol == Protocol.Any || other.Protocol == Protocol.Any)
        && (one.Setting is not null || other.Setting is not null || one.Protocol != other.Protocol || one.Ports.Overlaps(other.Ports));
}
