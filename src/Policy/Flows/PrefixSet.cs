using System.Numerics;

namespace Starface.Policy.Flows;

/// <summary>An immutable set of addresses of both families.</summary>
/// <remarks>There is one form for a set, so that equality is structural. n stands for the number of address ranges of both sides.</remarks>
internal sealed class PrefixSet : IEquatable<PrefixSet>
{
    private readonly Plane<Bits32> _ipv4;
    private readonly Plane<Bits128> _ipv6;

    public PrefixSet(Plane<Bits32> ipv4, Plane<Bits128> ipv6)
    {
        _ipv4 = ipv4;
        _ipv6 = ipv6;
    }

    /// <summary>The set without addresses.</summary>
    public static PrefixSet Empty { get; } = new(Plane<Bits32>.Empty, Plane<Bits128>.Empty);

    /// <summary>Whether the set has no address.</summary>
    public bool IsEmpty => _ipv4.IsEmpty && _ipv6.IsEmpty;

    /// <summary>How many addresses the set has. Cost: n.</summary>
    public BigInteger Count => Ranges.Aggregate(BigInteger.Zero, (sum, range) => sum + range.Count);

    /// <summary>The addresses as ranges in order, neither overlapping nor touching; IPv4 first.</summary>
    public IEnumerable<AddressRange> Ranges => RangesOf(_ipv4).Concat(RangesOf(_ipv6));

    /// <summary>The set of the addresses of all given prefixes, in any order, overlapping or not. Cost: sorting them.</summary>
    public static PrefixSet From(params IEnumerable<Prefix> prefixes) => FromRanges(prefixes.Select(AddressRange.FromPrefix));

    /// <summary>The set of the addresses of all given ranges, in any order, overlapping or not. Cost: sorting them.</summary>
    public static PrefixSet FromRanges(params IEnumerable<AddressRange> ranges)
    {
        var ipv4 = new PlaneBuilder<Bits32>();
        var ipv6 = new PlaneBuilder<Bits128>();
        foreach (var range in ranges)
        {
            if (range.Family == AddressFamily.IPv4)
                ipv4.Add(range, item: 0);
            else
                ipv6.Add(range, item: 0);
        }

        var sweep = default(CoverageSweep);
        var ipv4Plane = ipv4.Build(ref sweep);
        sweep = default;
        return new(ipv4Plane, ipv6.Build(ref sweep));
    }

    /// <summary>The addresses in either set. Commutative, associative, idempotent; <see cref="Empty"/> is neutral. Cost: n.</summary>
    public PrefixSet Union(PrefixSet other) => Combine(other, SetOperation.Union);

    /// <summary>The addresses in both sets. Commutative, associative, idempotent; Cost: n.</summary>
    public PrefixSet Intersect(PrefixSet other) => Combine(other, SetOperation.Intersect);

    /// <summary>The addresses in this set and not in the other: <c>a.Except(b).Union(a.Intersect(b))</c> is <c>a</c>. Cost: n.</summary>
    public PrefixSet Except(PrefixSet other) => Combine(other, SetOperation.Except);

    /// <summary>Whether an address is in the set. Cost: log n.</summary>
    public bool Contains(Address address) => ValueAt(address) != 0;

    /// <summary>Whether every address of a range is in the set. Cost: log n.</summary>
    public bool Contains(AddressRange range) => range.Family == AddressFamily.IPv4
        ? _ipv4[new((uint)range.First.Low)] != 0 && _ipv4.IndexOf(new((uint)range.First.Low)) == _ipv4.IndexOf(new((uint)range.Last.Low))
        : _ipv6[range.First.Bits] != 0 && _ipv6.IndexOf(range.First.Bits) == _ipv6.IndexOf(range.Last.Bits);

    /// <inheritdoc/>
    public bool Equals(PrefixSet? other) => other is not null && _ipv4.SameAs(other._ipv4) && _ipv6.SameAs(other._ipv6);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PrefixSet);

    /// <inheritdoc/>
    public override int GetHashCode() => Hash.Combine(_ipv4.HashAll(), _ipv6.HashAll());

    /// <summary>The ranges, separated by commas.</summary>
    public override string ToString() => string.Join(", ", Ranges);

    private static IEnumerable<AddressRange> RangesOf<TKey>(Plane<TKey> plane)
        where TKey : struct, IAddressKey<TKey>
    {
        for (var run = 0; run < plane.Count; run++)
        {
            if (plane.Values[run] != 0)
                yield return plane.RangeOf(run, run);
        }
    }

    private int ValueAt(Address address) => address.Family == AddressFamily.IPv4 ? _ipv4[new((uint)address.Low)] : _ipv6[address.Bits];

    private PrefixSet Combine(PrefixSet other, SetOperation operation)
    {
        var combiner = new BooleanCombiner(operation);
        return new(Plane<Bits32>.Combine(_ipv4, other._ipv4, ref combiner), Plane<Bits128>.Combine(_ipv6, other._ipv6, ref combiner));
    }
}
