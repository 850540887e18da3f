using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Policy.Names;

namespace Starface.Policy.Tests.Names;

/// <summary>Makes locks and answers of resolvers for properties.</summary>
internal static class RandomLock
{
    /// <summary>The hosts.</summary>
    public static readonly ImmutableArray<NeededHost> Hosts =
        [.. Enumerable.Range(0, 4).Select(i => new NeededHost($"host-{i}.example.com", []))];

    private static readonly CalendarDate Start = CalendarDate.Parse("2026-11-01");

    /// <summary>A day within two months.</summary>
    public static CalendarDate Day(Random random) => Days(random.Next(0, 60));

    /// <summary>The day a number of days after the first one.</summary>
    public static CalendarDate Days(int days) =>
        CalendarDate.FromDateTime(new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(days));

    /// <summary>One of a few public addresses.</summary>
    public static Address Address(Random random, AddressFamily family) => family == AddressFamily.IPv4
        ? Starface.Policy.Flows.Address.FromIPv4(0x0B000000u + (uint)random.Next(0, 8))
        : Starface.Policy.Flows.Address.FromIPv6(0x2a00_0000_0000_0000, (ulong)random.Next(0, 8));

    /// <summary>A lock.</summary>
    public static HostsLock Make(Random random) => new(
        Day(random),
        [
            .. Hosts.Where(_ => random.Next(4) > 0).Select(host => random.Next(6) == 0
                ? new LockedHost(host.Name, [], (NotPinnable)random.Next(2))
                : new LockedHost(host.Name, Addresses(random))),
        ]);

    /// <summary>Questions to two resolvers in some rounds, and how they ended.</summary>
    public static ImmutableArray<Lookup> Lookups(Random random, int rounds) =>
    [
        .. from host in Hosts
           from round in Enumerable.Range(1, rounds)
           from resolver in new[] { "192.0.2.1", "192.0.2.2" }
           from family in new[] { AddressFamily.IPv4, AddressFamily.IPv6 }
           select Answer(random, host.Name, family, resolver, round),
    ];

    private static Lookup Answer(Random random, string host, AddressFamily family, string resolver, int round)
    {
        var outcome = random.Next(3) > 0 ? LookupOutcome.Addresses : (LookupOutcome)random.Next(2, 8);
        return new Lookup(host, family, resolver, round, outcome, outcome != LookupOutcome.Addresses ? [] :
        [
            .. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Address(random, family)).Distinct(),
        ]);
    }

    private static ImmutableArray<LockedAddress> Addresses(Random random) =>
    [
        .. Enumerable.Range(0, random.Next(1, 6))
            .Select(_ => Address(random, (AddressFamily)random.Next(2)))
            .Distinct()
            .OrderBy(address => address)
            .Select(address => (Address: address, First: Day(random), Missing: Day(random)))
            .Select(known => new LockedAddress(
                known.Address, known.First, random.Next(3) == 0 && known.First <= known.Missing ? known.Missing : null)),
    ];
}
