using System.Collections.Immutable;

namespace Starface.Drift.Fleet;

/// <summary>
/// Independent work on many items: on all processors, with the results in the items' order, so that nothing shows who was first.
/// </summary>
internal static class OrderedParallel
{
    /// <summary>
    /// Below, the threads cost more than they save: a command about a few stacks is over before they have started. It is also how many
    /// items each round has, so that a slow consumer is not handed everything at once.
    /// </summary>
    private const int WorthSharing = 16;

    /// <summary>The results, each as soon as it and those before it are there, and few of them before they are asked for.</summary>
    /// <param name="items">The items.</param>
    /// <param name="work">The work on one; it may run on any thread, and what it throws is thrown where its result is due.</param>
    public static IEnumerable<TResult> Select<TItem, TResult>(ImmutableArray<TItem> items, Func<TItem, TResult> work) =>
        items.Length < WorthSharing ? items.Select(work) : SelectOnAllProcessors(items, work);

    private static IEnumerable<TResult> SelectOnAllProcessors<TItem, TResult>(ImmutableArray<TItem> items, Func<TItem, TResult> work)
    {
        var round = WorthSharing * Environment.ProcessorCount;
        var next = Work(0);
        for (var start = round; start - round < items.Length; start += round)
        {
            var results = next.GetAwaiter().GetResult();
            next = Work(start);
            foreach (var result in results) yield return result.GetAwaiter().GetResult();
        }

        Task<Task<TResult>[]> Work(int start) => Task.Run(() =>
        {
            var results = new Task<TResult>[Math.Clamp(items.Length - start, 0, round)];
            Parallel.For(0, results.Length, i =>
            {
                results[i] = new Task<TResult>(() => work(items[start + i]));
                results[i].RunSynchronously(TaskScheduler.Default);
            });
            return results;
        });
    }
}
