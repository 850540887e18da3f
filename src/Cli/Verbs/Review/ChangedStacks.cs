using System.Collections.Immutable;
using Starface.Cli.Revisions;
using Starface.Cli.Selection;

namespace Starface.Cli.Verbs.Review;

/// <summary>
/// Finds the stacks whose plans may differ between two commits: where everything else in the project is the same, those whose files differ.
/// A large fleet is compared in the time of what changes in it.
/// </summary>
internal static class ChangedStacks
{
    /// <summary>The stacks, or null where any may differ.</summary>
    /// <param name="before">The files of the one commit.</param>
    /// <param name="after">The files of the other.</param>
    /// <param name="folder">The project's folder; empty for the root.</param>
    public static ImmutableHashSet<string>? Find(ImmutableArray<TreeEntry> before, ImmutableArray<TreeEntry> after, string folder)
    {
        var (old, now) = (before.RemoveAll(entry => !entry.IsIn(folder)), after.RemoveAll(entry => !entry.IsIn(folder)));

        // What a link leads to may be anywhere.
        if (old.Concat(now).Any(entry => entry.Kind != TreeEntryKind.File)) return null;
        var changed = old.Except(now).Concat(now.Except(old)).ToList();
        return changed.TrueForAll(entry => StackOf(entry, folder) is not null)
            ? [.. changed.Select(entry => StackOf(entry, folder)!)]
            : null;
    }

    /// <summary>The stack whose file it is, in the project's own folder; of a project that keeps them elsewhere all are planned.</summary>
    private static string? StackOf(TreeEntry entry, string folder) =>
        entry.Folder == folder ? StackDirectory.StackOf(Path.GetFileName(entry.Path)) : null;
}
