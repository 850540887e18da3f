namespace Starface.Cli.Verbs.Review;

/// <summary>What happens to an instance.</summary>
internal enum ChangeKind
{
    /// <summary>It permits something else.</summary>
    Changed,

    /// <summary>It is new.</summary>
    Added,

    /// <summary>It is no longer described.</summary>
    Removed,

    /// <summary>Its stack has another name.</summary>
    Renamed,
}
