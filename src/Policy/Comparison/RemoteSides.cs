using System.Numerics;
using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;

namespace Starface.Policy.Comparison;

/// <summary>Who remote sides are: how many addresses, and whether public ones are among them.</summary>
internal static class RemoteSides
{
    private static readonly AddressFamily[] Families = [AddressFamily.IPv4, AddressFamily.IPv6];

    /// <summary>The service tags of Azure that stand for public addresses.</summary>
    private static readonly string[] PublicTags = ["Internet", "AzureCloud", "AzureFrontDoor"];

    /// <summary>The addresses of the remote sides.</summary>
    public static PrefixSet Addresses(IEnumerable<FlowRange> ranges) =>
        PrefixSet.FromRanges(ranges.Where(range => !range.Remote.IsGroup).Select(range => range.Remote.Addresses));

    /// <summary>How many remote addresses there are.</summary>
    public static BigInteger Count(IEnumerable<FlowRange> ranges) => Addresses(ranges).Count;

    /// <summary>Whether public addresses are among the remote sides.</summary>
    public static bool ReachesInternet(IReadOnlyCollection<FlowRange> ranges) =>
        PublicAddresses.AreAmong(Addresses(ranges))
        || ranges.Any(
            range => range.Remote.Group is { } group && PublicTags.Any(tag => group.StartsWith(tag, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The remote sides in words.</summary>
    public static string Who(IReadOnlyCollection<FlowRange> ranges)
    {
        var addresses = Addresses(ranges);
        var groups = ranges
            .Select(range => range.Remote.Group).OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .OrderBy(name => name, StringComparer.Ordinal)
            .ToList();
        var parts = new List<string>();
        if (IsNearlyEveryone(addresses))
            parts.Add("anyone on the Internet");
        else if (!addresses.IsEmpty)
        {
            parts.Add($"{Count(addresses.Count)} "
                + $"({Few(addresses)}{(PublicAddresses.AreAmong(addresses) ? "" : ", not reachable from the Internet")})");
        }
        if (groups.Count > 0) parts.Add($"the members of {DriftWords.Names(groups)}");
        return string.Join(" and ", parts);
    }

    /// <summary>Whether most public addresses of a family are among the remote sides, and not all addresses of it.</summary>
    public static bool IsEveryoneButSome(IEnumerable<FlowRange> ranges)
    {
        var addresses = Addresses(ranges);
        return Families.Any(family => IsNearlyEveryone(addresses, family) && !addresses.Contains(AddressRange.Any(family)));
    }

    /// <summary>Whether most public addresses of a family are among them: what is left out is beside the point.</summary>
    public static bool IsNearlyEveryone(PrefixSet addresses) => Families.Any(family => IsNearlyEveryone(addresses, family));

    private static bool IsNearlyEveryone(PrefixSet addresses, AddressFamily family) =>
        2 * CountOf(addresses.Intersect(PublicAddresses.All), family) > CountOf(PublicAddresses.All, family);

    private static BigInteger CountOf(PrefixSet addresses, AddressFamily family) =>
        addresses.Ranges.Where(range => range.Family == family).Aggregate(BigInteger.Zero, (sum, range) => sum + range.Count);

    private static string Count(BigInteger count)
    {
        if (count.IsOne) return "1 address";
        if (count < 1000000000) return FormattableString.Invariant($"{(long)count:N0} addresses").Replace(',', ' ');
        var exponent = 0;
        while (count > 1)
        {
            count >>= 1;
            exponent++;
        }

        return FormattableString.Invariant($"about 2^{exponent} addresses");
    }

    private static string Few(PrefixSet addresses)
    {
        const int Shown = 3;
        var ranges = addresses.Ranges.ToList();
        var text = string.Join(", ", ranges.Take(Shown));
        return ranges.Count > Shown ? FormattableString.Invariant($"{text} and {ranges.Count - Shown} more") : text;
    }
}
