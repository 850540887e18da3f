using System.Collections.Immutable;

namespace Starface.Policy.Planning;

/// <summary>A group, with what another value of would make another group of it.</summary>
/// <param name="Name">The logical name.</param>
/// <param name="Id">The cloud's id, or null where it is only planned.</param>
/// <param name="Adopted">The id of the group that was there before and is adopted, or null.</param>
/// <param name="Settings">
/// The values by name, such as <c>VPC</c>. The empty text is a default whose value is not known; what is missing is not known at all.
/// </param>
internal sealed record PlacedGroup(string Name, string? Id, string? Adopted, ImmutableSortedDictionary<string, string> Settings);
