namespace Starface.Policy.Flows.Sets;

/// <summary>
/// The addresses that hosts on the Internet can have: all but private, shared, loopback, link-local, multicast and reserved ones (IANA
/// special-purpose registries: not globally reachable). Documentation prefixes count as public, since they stand for public addresses.
/// </summary>
internal static class PublicAddresses
{
    private static readonly PrefixSet NotPublic = PrefixSet.From(new[]
    {
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "224.0.0.0/3",
        // Azure's host: an address of the public space that means the machine's own host everywhere in Azure, and nothing elsewhere.
        "168.63.129.16/32",
        "::/8", "100::/64", "fc00::/7", "fe80::/10", "ff00::/8",
    }.Select(Prefix.Parse));

    /// <summary>All of them.</summary>
    public static PrefixSet All { get; } = PrefixSet
        .FromRanges(AddressRange.Any(AddressFamily.IPv4), AddressRange.Any(AddressFamily.IPv6))
        .Except(NotPublic);

    /// <summary>Whether any of some addresses is public.</summary>
    public static bool AreAmong(PrefixSet addresses) => !addresses.Intersect(All).IsEmpty;
}
