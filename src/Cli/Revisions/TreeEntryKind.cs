namespace Starface.Cli.Revisions;

/// <summary>What an entry of a commit is.</summary>
internal enum TreeEntryKind
{
    /// <summary>A file.</summary>
    File,

    /// <summary>A symbolic link; its content is where it leads to.</summary>
    Link,

    /// <summary>A submodule: another repository, of which there is only the commit's id.</summary>
    Submodule,
}
