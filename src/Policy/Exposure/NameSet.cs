using System.Collections.Immutable;
using System.Numerics;
using Starface.Policy.Clouds;
using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;

namespace Starface.Policy.Exposure;

/// <summary>
/// The names, of those whose members are not known, that meet in one flow: the cases of which of them contain an address.
/// </summary>
internal sealed class NameSet
{
    /// <summary>Up to so many names every case is looked at.</summary>
    public const int MostExact = 8;

    /// <summary>More names than this in one flow are not looked at.</summary>
    public const int Most = 32;

    private readonly ImmutableArray<string> _names;
    private readonly Memberships _memberships;
    private readonly IReadOnlyDictionary<string, PrefixSet> _known;
    private readonly int[] _parents;

    /// <summary>The names.</summary>
    /// <param name="names">The names, in ordinal order.</param>
    /// <param name="memberships">What is known about them.</param>
    /// <param name="known">All names of the comparison whose addresses are known.</param>
    public NameSet(ImmutableArray<string> names, Memberships memberships, IReadOnlyDictionary<string, PrefixSet> known)
    {
        _names = names;
        _memberships = memberships;
        _known = known;
        _parents = [.. names.Select(FindParent)];
    }

    /// <summary>The names, in ordinal order.</summary>
    public ImmutableArray<string> Names => _names;

    /// <summary>Whether every case is looked at. If not, what is found is true, and what holds in every case cannot be told.</summary>
    public bool IsExact => _names.Length <= MostExact;

    /// <summary>
    /// The cases, fewer names first. Above <see cref="MostExact"/> names those that any two names together lead to: an extra flow needs one
    /// name in each of the layers of a path that allow by name, and a missing one needs one in the plan and one that denies.
    /// </summary>
    public List<MembershipCase> ListCases() =>
    [
        .. Subsets()
            .Select(Close)
            .Distinct()
            .OrderBy(CountBits)
            .ThenBy(mask => mask)
            .Select(mask => new MembershipCase(mask, new MemberAssignment(KnownBeside(mask), Members(mask)))
            {
                Feasible = FindFeasible(mask),
            })
            .Where(found => found.Feasible is not { IsEmpty: true }),
    ];

    /// <summary>The names whose addresses are known, without those that cannot contain an address of the names of a mask.</summary>
    private IReadOnlyDictionary<string, PrefixSet> KnownBeside(BigInteger mask)
    {
        var apart = _known.Keys.Where(name => _memberships.For(name).Apart is { } other
            && Members(mask).Any(member => _memberships.AreSame(member, other))).ToList();
        return apart.Count == 0
            ? _known
            : _known.Where(name => !apart.Contains(name.Key)).ToDictionary(name => name.Key, name => name.Value, StringComparer.Ordinal);
    }

    /// <summary>The names of a mask.</summary>
    public IEnumerable<string> Members(BigInteger mask) => _names.Where((_, index) => Has(mask, index));

    /// <summary>The names of a mask that are not there only because a name within them is.</summary>
    public ImmutableArray<string> Innermost(BigInteger mask)
    {
        var outer = Enumerable.Range(0, _names.Length).Where(index => Has(mask, index)).Select(index => _parents[index]).ToArray();
        return [.. _names.Where((_, index) => Has(mask, index) && !outer.Contains(index))];
    }

    /// <summary>The mask of one name and of those that contain it.</summary>
    public BigInteger MaskOf(int name) => Close(BigInteger.One << name);

    private IEnumerable<BigInteger> Subsets()
    {
        if (IsExact)
        {
            for (var mask = 0; mask < 1 << _names.Length; mask++) yield return mask;
            yield break;
        }

        yield return 0;
        for (var one = 0; one < _names.Length; one++)
        {
            for (var other = one; other < _names.Length; other++) yield return (BigInteger.One << one) | (BigInteger.One << other);
        }
    }

    /// <summary>The nearest of the names that contains a name, over names that nothing uses, or -1.</summary>
    private int FindParent(string name)
    {
        for (var parent = _memberships.For(name).Parent; parent is not null; parent = _memberships.For(parent).Parent)
        {
            for (var index = 0; index < _names.Length; index++)
            {
                if (_memberships.AreSame(_names[index], parent)) return index;
            }
        }

        return -1;
    }

    /// <summary>An address in a name is in those that contain the name.</summary>
    private BigInteger Close(BigInteger mask)
    {
        for (var index = 0; index < _names.Length; index++)
        {
            for (var name = index; Has(mask, name) && _parents[name] >= 0; name = _parents[name]) mask |= BigInteger.One << _parents[name];
        }

        return mask;
    }

    private FlowSet? FindFeasible(BigInteger mask)
    {
        PrefixSet? addresses = null;
        for (var index = 0; index < _names.Length; index++)
        {
            var facts = _memberships.For(_names[index]);
            if (Has(mask, index))
            {
                if (facts.AtMost is { } most) addresses = Addresses(addresses).Intersect(most);
                if (facts.Parent is { } parent && _memberships.For(parent).Members is { } outer)
                    addresses = Addresses(addresses).Intersect(outer);
                continue;
            }

            if (facts.AtLeast is { } least) addresses = Addresses(addresses).Except(least);
            foreach (var inner in _known.Where(name => _memberships.IsWithin(name.Key, _names[index])))
                addresses = Addresses(addresses).Except(inner.Value);
        }

        return addresses is null ? null : FlowSet.From(
            from direction in new[] { Direction.Inbound, Direction.Outbound }
            from range in addresses.Ranges
            select new FlowRange(direction, ProtocolRange.All, range));
    }

    private static PrefixSet Addresses(PrefixSet? addresses) =>
        addresses ?? PrefixSet.FromRanges(AddressRange.Any(AddressFamily.IPv4), AddressRange.Any(AddressFamily.IPv6));

    private static bool Has(BigInteger mask, int index) => !(mask >> index).IsEven;

    private static int CountBits(BigInteger mask)
    {
        var count = 0;
        for (; !mask.IsZero; mask >>= 1)
        {
            if (!mask.IsEven) count++;
        }

        return count;
    }
}
