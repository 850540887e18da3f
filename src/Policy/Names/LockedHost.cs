using System.Collections.Immutable;

namespace Starface.Policy.Names;

/// <summary>A host of the lock file: its addresses, or why it has none there.</summary>
/// <param name="Name">The name in lower case.</param>
/// <param name="Addresses">The addresses in their order; empty where it is not pinnable.</param>
/// <param name="Reason">Why it is not pinnable, or null.</param>
internal sealed record LockedHost(string Name, ImmutableArray<LockedAddress> Addresses, NotPinnable? Reason = null)
{
    /// <summary>A host with more addresses is not one server or a few, and is not pinned.</summary>
    public const int MostAddresses = 32;

    /// <summary>The line in the file, or null.</summary>
    public int? Line { get; init; }

    /// <summary>The name as the lock file has it: letter case does not count in names of hosts.</summary>
    /// <param name="name">The name.</param>
    public static string KeyOf(string name) => name.ToLowerInvariant();

    /// <summary>A reason as the lock file has it.</summary>
    /// <param name="reason">The reason.</param>
    public static string Describe(NotPinnable reason) => reason switch
    {
        NotPinnable.TooManyAddresses => FormattableString.Invariant($"more than {MostAddresses} addresses"),
        _ => "other addresses at each request",
    };

    /// <summary>Whether two hosts have the same addresses, with the same days, or the same reason to have none.</summary>
    /// <param name="other">The other host.</param>
    public bool Equals(LockedHost? other) =>
        other is not null && Name == other.Name && Reason == other.Reason && Addresses.SequenceEqual(other.Addresses);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);
}
