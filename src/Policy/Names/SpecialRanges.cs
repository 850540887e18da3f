using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Names;

/// <summary>
/// The ranges of addresses that a public name must not resolve to. A name server that a stranger controls may answer with them to have a
/// firewall opened towards the inside ("rebinding").
/// </summary>
/// <param name="ranges">The ranges; where several contain an address, the first one names it.</param>
internal sealed class SpecialRanges(ImmutableArray<SpecialRange> ranges)
{
    private const string Reserved = "a reserved range";
    private const string Documentation = "a range for documentation";
    private const string Private = "a private network";

    /// <summary>
    /// The IANA special-purpose registries of IPv4 and IPv6 as of 2026-11, and what is outside of the addresses given to hosts: multicast,
    /// and IPv6 beyond 2000::/3.
    /// </summary>
    public static SpecialRanges Iana { get; } = new(
    [
        Range("0.0.0.0/8", "the own network"),
        Range("10.0.0.0/8", Private, SpecialUse.Private),
        Range("100.64.0.0/10", "the shared network of a provider", SpecialUse.Private),
        Range("127.0.0.0/8", "the loopback network"),
        Range("169.254.0.0/16", "the link-local network"),
        Range("172.16.0.0/12", Private, SpecialUse.Private),
        Range("192.0.0.0/24", Reserved),
        Range("192.0.2.0/24", Documentation, SpecialUse.Documentation),
        Range("192.31.196.0/24", "the name servers for private networks (AS112)"),
        Range("192.52.193.0/24", "automatic multicast tunneling"),
        Range("192.88.99.0/24", "the relays of 6to4"),
        Range("192.168.0.0/16", Private, SpecialUse.Private),
        Range("192.175.48.0/24", "the name servers for private networks (AS112)"),
        Range("198.18.0.0/15", "a range for benchmarks"),
        Range("198.51.100.0/24", Documentation, SpecialUse.Documentation),
        Range("203.0.113.0/24", Documentation, SpecialUse.Documentation),
        Range("224.0.0.0/4", "multicast"),
        Range("240.0.0.0/4", Reserved),
        Range("168.63.129.16/32", "the host of a machine on Azure"),
        Range("::1/128", "the loopback address"),
        Range("::ffff:0:0/96", "IPv4 addresses written as IPv6"),
        Range("64:ff9b::/96", "what a DNS64 name server makes of an IPv4 address (NAT64)"),
        Range("64:ff9b:1::/48", "what a DNS64 name server makes of an IPv4 address (NAT64)"),
        Range("fc00::/7", Private, SpecialUse.Private),
        Range("fe80::/10", "the link-local network"),
        Range("ff00::/8", "multicast"),
        Range("2001:db8::/32", Documentation, SpecialUse.Documentation),
        Range("3fff::/20", Documentation, SpecialUse.Documentation),
        Range("2001::/23", Reserved),
        Range("2002::/16", "6to4"),
        Range("::/3", Reserved),
        Range("4000::/2", Reserved),
        Range("8000::/1", Reserved),
    ]);

    /// <summary>The range that an address is in, or null for the address of a host on the Internet.</summary>
    /// <param name="address">The address.</param>
    public SpecialRange? Find(Address address) => ranges.FirstOrDefault(range => range.Prefix.Contains(address));

    /// <summary>Whether all addresses of a prefix are private: those that a host may be declared to have.</summary>
    /// <param name="prefix">The prefix.</param>
    public bool IsPrivate(Prefix prefix) =>
        ranges.Any(range => range.Use == SpecialUse.Private && range.Prefix.Contains(prefix));

    private static SpecialRange Range(string prefix, string name, SpecialUse use = SpecialUse.Other) =>
        new(Flows.Prefix.Parse(prefix), name, use);
}
