using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Names;

/// <summary>What changes in the lock for one host.</summary>
/// <param name="Host">The host.</param>
/// <param name="Before">What the lock had, or null.</param>
/// <param name="After">What it has afterwards, or null where the host leaves it.</param>
internal sealed record HostChange(string Host, LockedHost? Before, LockedHost? After)
{
    /// <summary>The addresses that come into the lock.</summary>
    public ImmutableArray<Address> Added => Except(After, Before);

    /// <summary>The addresses that leave the lock.</summary>
    public ImmutableArray<Address> Removed => Except(Before, After);

    /// <summary>The addresses that stay in the lock for the days of grace, although they were not found any more.</summary>
    public ImmutableArray<Address> Missing => Marked(After, Before);

    /// <summary>The addresses that were missing, and were found again.</summary>
    public ImmutableArray<Address> Back => Marked(Before, After);

    private static ImmutableArray<Address> Except(LockedHost? all, LockedHost? without) =>
        [.. AddressesOf(all).Select(locked => locked.Address).Except(AddressesOf(without).Select(locked => locked.Address))];

    /// <summary>The addresses that are missing in one and there in the other.</summary>
    private static ImmutableArray<Address> Marked(LockedHost? missing, LockedHost? present) =>
    [
        .. AddressesOf(missing).Where(locked => locked.MissingSince is not null).Select(locked => locked.Address)
            .Intersect(AddressesOf(present).Where(locked => locked.MissingSince is null).Select(locked => locked.Address)),
    ];

    private static ImmutableArray<LockedAddress> AddressesOf(LockedHost? host) => host?.Addresses ?? [];
}
