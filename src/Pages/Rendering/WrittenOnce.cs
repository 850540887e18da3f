using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Starface.Pages.Rendering;

/// <summary>Texts that are written once for all instances that show the same. Any thread may ask.</summary>
/// <typeparam name="TItem">What is shown; equal items are written equally.</typeparam>
internal sealed class WrittenOnce<TItem>
{
    private readonly ConcurrentDictionary<ImmutableArray<TItem>, Markup> _written = new(Sequence.Instance);

    /// <summary>The text of some items.</summary>
    /// <param name="items">The items.</param>
    /// <param name="write">Writes them.</param>
    public Markup Get(ImmutableArray<TItem> items, Func<Markup> write) => _written.GetOrAdd(items, static (_, make) => make(), write);

    private sealed class Sequence : IEqualityComparer<ImmutableArray<TItem>>
    {
        public static Sequence Instance { get; } = new();

        public bool Equals(ImmutableArray<TItem> one, ImmutableArray<TItem> other) => one.SequenceEqual(other);

        public int GetHashCode(ImmutableArray<TItem> items)
        {
            var hash = default(HashCode);
            foreach (var item in items) hash.Add(item);
            return hash.ToHashCode();
        }
    }
}
