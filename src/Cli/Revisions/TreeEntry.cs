namespace Starface.Cli.Revisions;

/// <summary>A file of a commit.</summary>
/// <param name="Path">The path in the repository, with forward slashes.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Id">The id of its content.</param>
internal sealed record TreeEntry(string Path, TreeEntryKind Kind, string Id)
{
    /// <summary>The path of the folder that it is in; empty for the repository's root.</summary>
    public string Folder => Path[..Math.Max(0, Path.LastIndexOf('/'))];

    /// <summary>Whether it is in a folder, or in one below it.</summary>
    /// <param name="folder">The folder's path, or the empty text for the repository's root.</param>
    public bool IsIn(string folder) => folder.Length == 0 || Path.StartsWith(folder + '/', StringComparison.Ordinal);
}
