namespace Starface.Drift.Live;

/// <summary>What takes the place of an id where a source does not give a group's id.</summary>
internal static class NamelessGroup
{
    /// <summary>The text in place of the id.</summary>
    public const string Id = "(group without an id)";
}
