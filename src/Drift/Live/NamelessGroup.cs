using Starface.Policy.Clouds;

namespace Starface.Drift.Live;

/// <summary>What takes the place of an id where a source does not give a group's id.</summary>
internal static class NamelessGroup
{
    /// <summary>The text in place of the id.</summary>
    public const string Id = "(group without an id)";

    /// <summary>
    /// What the reads of one group have in common. A group without an id already has a problem, and is not the same as another one.
    /// </summary>
    public static (CloudTarget Cloud, string Id, LiveGroup? Nameless) KeyOf(LiveGroup group) => (
        group.Cloud,
        group.Cloud.NameComparer == StringComparer.Ordinal ? group.Id : group.Id.ToUpperInvariant(),
        group.Id == Id ? group : null);
}
