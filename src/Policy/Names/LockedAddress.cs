using Starface.Policy.Flows;

namespace Starface.Policy.Names;

/// <summary>An address that a host had when it was last resolved, or had shortly before.</summary>
/// <param name="Address">The address.</param>
/// <param name="FirstSeen">The day on which it was first found.</param>
/// <param name="MissingSince">The first day on which it was not found any more, or null.</param>
internal readonly record struct LockedAddress(Address Address, CalendarDate FirstSeen, CalendarDate? MissingSince = null);
