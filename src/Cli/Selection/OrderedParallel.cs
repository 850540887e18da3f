using System.Collections.Immutable;

namespace Starface.Cli.Selection;

/// <summary>
/// Independent work on many items: on all processors, with the results in the items' order, so that nothing shows who was first.
/// </summary>
internal static class OrderedParallel
{
    /// <summary>Below, the threads cost more than they save: a command about a few stacks is over before they have started.</summary>
    private const int WorthSharing = 16;

    /// <summary>The results, each as soon as it and those before it are there.</summary>
    /// <param name="items">The items.</param>
    /// <param name="work">The work on one; it may run on any thread, and what it throws ends the program as a defect.</param>
    public static IEnumerable<TResult> Select<TItem, TResult>(ImmutableArray<TItem> items, Func<TItem, TResult> work) =>
        items.Length < WorthSharing ? items.Select(work) : SelectOnAllProcessors(items, work);

    // A method of its own, so that the library for it is loaded where it is needed.
    private static IEnumerable<TResult> SelectOnAllProcessors<TItem, TResult>(ImmutableArray<TItem> items, Func<TItem, TResult> work) =>
        items.AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(work);
}
