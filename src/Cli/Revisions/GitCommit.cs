namespace Starface.Cli.Revisions;

/// <summary>A commit.</summary>
/// <param name="Id">Its full id.</param>
/// <param name="Name">How it was named.</param>
internal sealed record GitCommit(string Id, string Name)
{
    /// <summary>The start of the id, as people read it.</summary>
    public string ShortId => Id[..Math.Min(Id.Length, 10)];
}
