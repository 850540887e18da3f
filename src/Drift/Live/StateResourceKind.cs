namespace Starface.Drift.Live;

/// <summary>What a resource of a stack's state is.</summary>
internal enum StateResourceKind
{
    /// <summary>A group.</summary>
    Group,

    /// <summary>A rule that is a resource of its own beside its group.</summary>
    Rule,

    /// <summary>A tag of a group that is a resource of its own.</summary>
    Tag,
}
