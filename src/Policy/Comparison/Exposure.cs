using System.Numerics;
using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;

namespace Starface.Policy.Comparison;

/// <summary>Who remote sides are: how many addresses, and whether public ones are among them.</summary>
internal static class Exposure
{
    /// <summary>Addresses that no host on the Internet has (IANA special-purpose registries: not globally reachable).</summary>
    private static readonly PrefixSet NotPublic = PrefixSet.From(new[]
    {
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "224.0.0.0/3",
        "::/8", "100::/64", "fc00::/7", "fe80::/10", "ff00::/8",
    }.Select(Prefix.Parse));

    /// <summary>The service tags of Azure that stand for public addresses.</summary>
    private static readonly string[] PublicTags = ["Internet", "AzureCloud", "AzureFrontDoor"];

    /// <summary>The addresses of the remote sides.</summary>
    public static PrefixSet Addresses(IEnumerable<FlowRange> ranges) =>
        PrefixSet.FromRanges(ranges.Where(range => !range.Remote.IsGroup).Select(range => range.Remote.Addresses));

    /// <summary>How many remote addresses there are.</summary>
    public static BigInteger Count(IEnumerable<FlowRange> ranges) => Addresses(ranges).Count;

    /// <summary>Whether public addresses are among the remote sides.</summary>
    public static bool ReachesInternet(IReadOnlyCollection<FlowRange> ranges) =>
        !Addresses(ranges).Except(NotPublic).IsEmpty
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
        if (addresses.Contains(AddressRange.Any(AddressFamily.IPv4)) || addresses.Contains(AddressRange.Any(AddressFamily.IPv6)))
            parts.Add("anyone on the Internet");
        else if (!addresses.IsEmpty)
        {
            parts.Add($"{Count(addresses.Count)} "
                + $"({Few(addresses)}{(addresses.Except(NotPublic).IsEmpty ? ", not reachable from the Internet" : "")})");
        }
        if (groups.Count > 0) parts.Add($"the members of {string.Join(", ", groups)}");
        return string.Join(" and ", parts);
    }

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
