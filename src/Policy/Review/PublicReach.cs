using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;

namespace Starface.Policy.Review;

/// <summary>How many public addresses reach something.</summary>
/// <param name="IPv4">The public IPv4 addresses; where everyone reaches it, all of the family, 4,294,967,296.</param>
/// <param name="IPv6">The IPv6 networks of 64 bits in which there are such addresses: a site has one at least.</param>
/// <param name="Names">The groups of a cloud with members that are not counted, in ordinal order.</param>
internal sealed record PublicReach(BigInteger IPv4, BigInteger IPv6, ImmutableArray<string> Names)
    : IComparable<PublicReach>
{
    private const int NetworkBits = 64;

    private const long MostIPv4 = 1L << 24;
    private const long MostIPv6 = 1L << (NetworkBits - 16);

    private static readonly BigInteger AllNetworks = BigInteger.One << NetworkBits;

    /// <summary>Nobody.</summary>
    public static PublicReach None { get; } = new(BigInteger.Zero, BigInteger.Zero, []);

    /// <summary>How many of some addresses are public.</summary>
    /// <param name="addresses">The addresses.</param>
    /// <param name="names">The groups of a cloud beside them.</param>
    public static PublicReach Of(PrefixSet addresses, IEnumerable<string> names)
    {
        var groups = names.Distinct(StringComparer.Ordinal).OrderBy(name => name, StringComparer.Ordinal).ToImmutableArray();
        if (groups.Any(ServiceTagName.IsEveryone))
            addresses = PrefixSet.FromRanges(AddressRange.Any(AddressFamily.IPv4), AddressRange.Any(AddressFamily.IPv6));
        var ranges = addresses.Intersect(PublicAddresses.All).Ranges.ToLookup(range => range.Family);
        return new(
            addresses.Contains(AddressRange.Any(AddressFamily.IPv4))
                ? AddressRange.Any(AddressFamily.IPv4).Count
                : ranges[AddressFamily.IPv4].Aggregate(BigInteger.Zero, (sum, range) => sum + range.Count),
            addresses.Contains(AddressRange.Any(AddressFamily.IPv6)) ? AllNetworks : CountNetworks(ranges[AddressFamily.IPv6]),
            groups);
    }

    /// <summary>
    /// Whether there are more than one organisation can have: more than a /8 of IPv4 or a /16 of IPv6, the largest blocks ever allocated to
    /// one (IANA and regional registries), or a tag that contains machines of strangers.
    /// </summary>
    public bool IsWide => IPv4 > MostIPv4 || IPv6 > MostIPv6 || Names.Any(ServiceTagName.HasStrangers);

    /// <summary>
    /// Whether the reach of peers can be wide at all: their sizes are only added up, so that overlaps and private addresses count too.
    /// </summary>
    /// <param name="peers">The peers.</param>
    public static bool CanBeWide(IReadOnlyCollection<Peer> peers)
    {
        var (addresses, networks) = (0.0, 0.0);
        foreach (var peer in peers)
        {
            if (peer.Scope.Group is { } name)
            {
                if (ServiceTagName.HasStrangers(name)) return true;
            }
            else if (peer.Scope.Addresses.Family == AddressFamily.IPv4)
            {
                addresses += (double)peer.Scope.Addresses.Count;
            }
            else
            {
                networks += Math.Max(1, (double)(peer.Scope.Addresses.Count >> NetworkBits));
            }
        }

        return addresses > MostIPv4 || networks > MostIPv6;
    }

    /// <summary>
    /// Compares by who is most exposed: groups with strangers first, then the family of which the larger share is reached, then the other.
    /// </summary>
    public int CompareTo(PublicReach? other)
    {
        if (other is null) return 1;
        var (one, two) = (Shares(this), Shares(other));
        return Strangers(this).CompareTo(Strangers(other)) is not 0 and var names ? names
            : one.Larger.CompareTo(two.Larger) is not 0 and var larger ? larger
            : one.Smaller.CompareTo(two.Smaller) is not 0 and var smaller ? smaller
            : Names.Length.CompareTo(other.Names.Length);

        static int Strangers(PublicReach reach) => reach.Names.Count(ServiceTagName.HasStrangers);

        // The share of each family in parts of 2^-64.
        static (BigInteger Larger, BigInteger Smaller) Shares(PublicReach reach)
        {
            var (four, six) = (reach.IPv4 << (NetworkBits - 32), reach.IPv6);
            return (BigInteger.Max(four, six), BigInteger.Min(four, six));
        }
    }

    /// <summary>The number in words: <c>192 addresses and 65,536 IPv6 networks (/64)</c>.</summary>
    public string Describe()
    {
        if (Equals(None)) return "none";
        var parts = new List<string>();
        if (!IPv4.IsZero) parts.Add(Count(IPv4, "address", "addresses"));
        if (IPv6 == AllNetworks) parts.Add("all of IPv6");
        else if (!IPv6.IsZero) parts.Add(Count(IPv6, "IPv6 network (/64)", "IPv6 networks (/64)"));
        if (!Names.IsEmpty) parts.Add($"the members of {string.Join(", ", Names)}");
        return RequirementText.And(parts);
    }

    /// <inheritdoc/>
    public bool Equals(PublicReach? other) =>
        other is not null && IPv4 == other.IPv4 && IPv6 == other.IPv6 && Names.SequenceEqual(other.Names, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => (IPv4.GetHashCode() * 31) + IPv6.GetHashCode();

    /// <summary>The networks of ranges in order, each once although two ranges may lie in it.</summary>
    private static BigInteger CountNetworks(IEnumerable<AddressRange> ranges)
    {
        var (sum, last) = (BigInteger.Zero, BigInteger.MinusOne);
        foreach (var range in ranges)
        {
            var (from, to) = (Network(range.First), Network(range.Last));
            sum += to - BigInteger.Max(from, last + 1) + 1;
            last = to;
        }

        return sum;
    }

    private static BigInteger Network(Address address) =>
        new AddressRange(Address.Min(AddressFamily.IPv6), address).Count - 1 >> NetworkBits;

    private static string Count(BigInteger count, string one, string several) =>
        $"{count.ToString("N0", CultureInfo.InvariantCulture)} {(count.IsOne ? one : several)}";
}
