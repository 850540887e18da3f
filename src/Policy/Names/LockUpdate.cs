using System.Collections.Immutable;

namespace Starface.Policy.Names;

/// <summary>What the answers of resolvers make of a lock.</summary>
/// <param name="After">The lock afterwards.</param>
/// <param name="Changes">The hosts that change, in ordinal order; the day of the last check is not a change of any.</param>
/// <param name="Problems">What a person should know; an error wherever something could not be found out.</param>
/// <param name="IsRewritten">Whether the file has to be written: for a change, or to say that it was checked.</param>
internal sealed record LockUpdate(
    HostsLock After, ImmutableArray<HostChange> Changes, ImmutableArray<Problem> Problems, bool IsRewritten);
