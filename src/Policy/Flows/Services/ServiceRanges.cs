namespace Starface.Policy.Flows.Services;

/// <summary>
/// The service sets of a pool as lists of ranges that one rectangle can hold (ports of one protocol, or whole protocols).
/// Each set is listed once, however often it is asked for.
/// </summary>
internal sealed class ServiceRanges(ServicePool pool)
{
    private readonly Dictionary<int, List<ServiceRange>> _known = [];

    /// <summary>The ranges of a set, in order. Linear in their number.</summary>
    public List<ServiceRange> this[int set]
    {
        get
        {
            if (_known.TryGetValue(set, out var known))
                return known;
            var parts = new List<ServiceRange>();
            foreach (var range in pool.RangesOf(set))
            {
                for (var rest = range; rest.Start < rest.End;)
                {
                    var part = rest.FirstPart();
                    parts.Add(part);
                    rest = rest with { Start = part.End };
                }
            }

            _known.Add(set, parts);
            return parts;
        }
    }
}
