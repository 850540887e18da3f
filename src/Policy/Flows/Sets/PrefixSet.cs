using System.Numerics;
using Starface.Policy.Flows.Services;

namespace Starface.Policy.Flows.Sets;

/// <summary>An immutable set of addresses of both families.</summary>
/// <remarks>
/// Each set has exactly one form, so equality is that of the parts. In the costs, n is the number of address ranges of all operands.
/// </remarks>
internal sealed class PrefixSet(AddressPlane<Bits32> ipv4, AddressPlane<Bits128> ipv6) : IEquatable<PrefixSet>
{
    private readonly AddressPlane<Bits32> _ipv4 = ipv4;
    private readonly AddressPlane<Bits128> _ipv6 = ipv6;

    /// <summary>The set that has no addresses.</summary>
    public static PrefixSet Empty { get; } = new(AddressPlane<Bits32>.Empty, AddressPlane<Bits128>.Empty);

    /// <summary>Whether the set has no addresses.</summary>
    public bool IsEmpty => _ipv4.IsEmpty && _ipv6.IsEmpty;

    /// <summary>The number of addresses in the set. Cost: n.</summary>
    public BigInteger Count => Ranges.Aggregate(BigInteger.Zero, (sum, range) => sum + range.Count);

    /// <summary>The addresses as ranges that neither overlap nor touch, in order, IPv4 first.</summary>
    public IEnumerable<AddressRange> Ranges => RangesOf(_ipv4).Concat(RangesOf(_ipv6));

    /// <summary>The addresses of all given prefixes, in any order, overlapping or not. Cost: sorting them.</summary>
    public static PrefixSet From(params IEnumerable<Prefix> prefixes) => FromRanges(prefixes.Select(AddressRange.FromPrefix));

    /// <summary>The addresses of all given ranges, in any order, overlapping or not. Cost: sorting them.</summary>
    public static PrefixSet FromRanges(params IEnumerable<AddressRange> ranges)
    {
        var ipv4 = new AddressPlaneBuilder<Bits32>();
        var ipv6 = new AddressPlaneBuilder<Bits128>();
        foreach (var range in ranges)
        {
            if (range.Family == AddressFamily.IPv4)
                ipv4.Add(range, default);
            else
                ipv6.Add(range, default);
        }

        var sweep = default(CoverageSweep);
        var ipv4Plane = ipv4.Build(ref sweep);
        sweep = default;
        return new(ipv4Plane, ipv6.Build(ref sweep));
    }

    /// <summary>The addresses in either set. Commutative, associative, idempotent; <see cref="Empty"/> is neutral. Cost: n.</summary>
    public PrefixSet Union(PrefixSet other) => Combine(other, SetOperation.Union);

    /// <summary>The addresses in both sets. Commutative, associative, idempotent. Cost: n.</summary>
    public PrefixSet Intersect(PrefixSet other) => Combine(other, SetOperation.Intersect);

    /// <summary>The addresses in this set and not in the other: <c>a.Except(b).Union(a.Intersect(b))</c> is <c>a</c>. Cost: n.</summary>
    public PrefixSet Except(PrefixSet other) => Combine(other, SetOperation.Except);

    /// <summary>Whether an address is in the set. Cost: log n.</summary>
    public bool Contains(Address address) => Contains(AddressRange.FromAddress(address));

    /// <summary>Whether every address of a range is in the set. Cost: log n.</summary>
    public bool Contains(AddressRange range) => range.Family == AddressFamily.IPv4 ? Contains(_ipv4, range) : Contains(_ipv6, range);

    /// <inheritdoc/>
    public bool Equals(PrefixSet? other) => other is not null && _ipv4.SameAs(other._ipv4) && _ipv6.SameAs(other._ipv6);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PrefixSet);

    /// <inheritdoc/>
    public override int GetHashCode() => Hash.Combine(_ipv4.HashAll(), _ipv6.HashAll());

    /// <summary>The ranges, separated by commas.</summary>
    public override string ToString() => string.Join(", ", Ranges);

    private static IEnumerable<AddressRange> RangesOf<TKey>(AddressPlane<TKey> plane)
        where TKey : struct, IAddressKey<TKey>
    {
        for (var run = 0; run < plane.Count; run++)
        {
            if (plane.Values[run] != 0)
                yield return plane.RangeOf(run, run);
        }
    }

    /// <summary>Neighbouring runs differ, so a range is in the set exactly when one run of the value 1 holds both of its ends.</summary>
    private static bool Contains<TKey>(AddressPlane<TKey> plane, AddressRange range)
        where TKey : struct, IAddressKey<TKey>
    {
        var run = plane.IndexOf(default(TKey).From(range.First));
        return plane.Values[run] != 0 && run == plane.IndexOf(default(TKey).From(range.Last));
    }

    private PrefixSet Combine(PrefixSet other, SetOperation operation)
    {
        var combiner = new BooleanCombiner(operation);
        return new(
            AddressPlane<Bits32>.Combine(_ipv4, other._ipv4, ref combiner),
            AddressPlane<Bits128>.Combine(_ipv6, other._ipv6, ref combiner));
    }
}
