using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Starface.Policy.Flows;

/// <summary>An immutable set of ports, kept as sorted ranges that neither overlap nor touch.</summary>
/// <remarks>There is one such form for a set, so that equality is structural. n stands for the number of ranges of both sides.</remarks>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "It is a set; 'PortSetCollection' says less.")]
public sealed class PortSet : IEquatable<PortSet>, IEnumerable<PortRange>
{
    private readonly int[] _toggles;

    private PortSet(int[] toggles) => _toggles = toggles;

    /// <summary>The set without ports.</summary>
    public static PortSet Empty { get; } = new([]);

    /// <summary>The set of all ports.</summary>
    public static PortSet All { get; } = new([0, PortRange.MaxPort + 1]);

    /// <summary>Whether the set has no port.</summary>
    public bool IsEmpty => _toggles.Length == 0;

    /// <summary>Whether the set has every port.</summary>
    public bool IsAll => Equals(All);

    /// <summary>How many ports the set has.</summary>
    public int Count => this.Sum(range => range.Count);

    /// <summary>The set of the ports of all given ranges, in any order, overlapping or not. Cost: sorting them.</summary>
    public static PortSet Of(params IEnumerable<PortRange> ranges)
    {
        var toggles = new List<int>();
        foreach (var range in ranges.OrderBy(range => range))
        {
            var last = toggles.Count - 1;
            if (last >= 0 && range.From <= toggles[last])
                toggles[last] = Math.Max(toggles[last], range.To + 1);
            else
                toggles.AddRange([range.From, range.To + 1]);
        }

        return new([.. toggles]);
    }

    /// <summary>The ports in either set. Commutative, associative, idempotent; <see cref="Empty"/> is neutral. Cost: n.</summary>
    public PortSet Union(PortSet other) => Combine(other, SetOperation.Union);

    /// <summary>The ports in both sets. Commutative, associative, idempotent; <see cref="All"/> is neutral. Cost: n.</summary>
    public PortSet Intersect(PortSet other) => Combine(other, SetOperation.Intersect);

    /// <summary>The ports in this set and not in the other: <c>a.Except(b).Union(a.Intersect(b))</c> is <c>a</c>. Cost: n.</summary>
    public PortSet Except(PortSet other) => Combine(other, SetOperation.Except);

    /// <summary>Whether a port is in the set. Cost: log n.</summary>
    public bool Contains(int port) => (Toggles.CountUpTo(_toggles, port) & 1) != 0;

    /// <summary>Whether every port of a range is in the set. Cost: log n.</summary>
    public bool Contains(PortRange range) => Toggles.Contains(_toggles, range.From, range.To + 1);

    /// <summary>Whether every port of the other set is in this one: <c>other.Except(this)</c> is empty. Cost: n.</summary>
    public bool IsSupersetOf(PortSet other) => !Toggles.Any(other._toggles, _toggles, SetOperation.Except);

    /// <summary>Whether the sets share a port. Cost: n.</summary>
    public bool Overlaps(PortSet other) => Toggles.Any(_toggles, other._toggles, SetOperation.Intersect);

    /// <inheritdoc/>
    public bool Equals(PortSet? other) => other is not null && _toggles.AsSpan().SequenceEqual(other._toggles);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PortSet);

    /// <inheritdoc/>
    public override int GetHashCode() => Hash.Of(_toggles);

    /// <summary>The ranges in order, neither overlapping nor touching.</summary>
    public IEnumerator<PortRange> GetEnumerator()
    {
        for (var i = 0; i < _toggles.Length; i += 2)
            yield return new(_toggles[i], _toggles[i + 1] - 1);
    }

    /// <summary>The ranges, separated by commas.</summary>
    public override string ToString() => string.Join(",", this);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The set with these toggles.</summary>
    internal static PortSet FromToggles(int[] toggles) => new(toggles);

    private PortSet Combine(PortSet other, SetOperation operation)
    {
        var output = new int[_toggles.Length + other._toggles.Length];
        var count = Toggles.Combine(_toggles, other._toggles, operation, output);
        return new(output.AsSpan(0, count).ToArray());
    }
}
