namespace Starface.Policy.Configuration;

/// <summary>Something that one instance alone can have: a group that it adopts, or a place that carries one group.</summary>
/// <param name="Key">The configuration key that names it.</param>
/// <param name="Id">The id of the group or place.</param>
/// <param name="Path">The key as messages write it.</param>
/// <param name="Place">Where the id is, or null where the source has no places.</param>
internal sealed record ConfigClaim(string Key, string Id, string Path, Place? Place)
{
    /// <summary>Whether it is a group that the instance adopts.</summary>
    public bool IsAdoption { get; init; }
}
