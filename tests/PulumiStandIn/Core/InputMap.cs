using System.Collections;
using System.Collections.Immutable;

namespace Pulumi;

/// <summary>A map given to a resource, whose values and whose keys may come from outputs.</summary>
public sealed class InputMap<TValue>
    : Input<ImmutableDictionary<string, TValue>>, IEnumerable, IAsyncEnumerable<Input<KeyValuePair<string, TValue>>>
{
    private Output<ImmutableDictionary<string, Input<TValue>>> _entries;

    public InputMap()
        : this(Output.Create(ImmutableDictionary<string, Input<TValue>>.Empty))
    {
    }

    private InputMap(Output<ImmutableDictionary<string, Input<TValue>>> entries)
        : base(Resolve(entries))
    {
        _entries = entries;
    }

    public Input<TValue> this[string key]
    {
        set => Add(key, value);
    }

    public void Add(string key, Input<TValue> value)
        => Become(_entries.Apply(entries => entries.TryGetValue(key, out var present)
            ? entries.SetItem(key, Output.Tuple(present, value).Apply(pair => OnlyOne(key, pair.Item1, pair.Item2)))
            : entries.Add(key, value)));

    public void Add(InputMap<TValue> values) => AddRange(values);

    public void AddRange(InputMap<TValue> values)
        => Become(Output.Tuple(_entries, values._entries).Apply(pair => pair.Item1.AddRange(pair.Item2)));

    public static InputMap<TValue> Merge(InputMap<TValue> first, InputMap<TValue> second)
        => new(Output.Tuple(first._entries, second._entries).Apply(pair => pair.Item1.SetItems(pair.Item2)));

    public async IAsyncEnumerator<Input<KeyValuePair<string, TValue>>> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        foreach (var entry in await Value.GetValueAsync(ImmutableDictionary<string, TValue>.Empty).ConfigureAwait(false))
        {
            yield return entry;
        }
    }

    IEnumerator IEnumerable.GetEnumerator()
        => throw new NotSupportedException($"{GetType()} resolves later and cannot be enumerated now: use {nameof(GetAsyncEnumerator)}.");

    public static implicit operator InputMap<TValue>(Dictionary<string, TValue> values) => Of(Output.Create(values));

    public static implicit operator InputMap<TValue>(ImmutableDictionary<string, TValue> values) => Of(Output.Create(values));

    public static implicit operator InputMap<TValue>(Output<Dictionary<string, TValue>> values) => Of(values);

    public static implicit operator InputMap<TValue>(Output<IDictionary<string, TValue>> values) => Of(values);

    public static implicit operator InputMap<TValue>(Output<ImmutableDictionary<string, TValue>> values) => Of(values);

    private static TValue OnlyOne(string key, TValue present, TValue added)
        => EqualityComparer<TValue>.Default.Equals(present, added)
            ? present
            : throw new ArgumentException($"The map already holds another value under the key '{key}'.");

    private static InputMap<TValue> Of<TValues>(Output<TValues> values)
        where TValues : IEnumerable<KeyValuePair<string, TValue>>
        => new(values.Apply(map => map.ToImmutableDictionary(entry => entry.Key, entry => (Input<TValue>)entry.Value)));

    private static Output<ImmutableDictionary<string, TValue>> Resolve(Output<ImmutableDictionary<string, Input<TValue>>> entries)
        => entries.Apply(map => Output
            .All(map.Select(entry => entry.Value.Apply(value => KeyValuePair.Create(entry.Key, value))))
            .Apply(pairs => ImmutableDictionary.CreateRange(pairs)));

    private void Become(Output<ImmutableDictionary<string, Input<TValue>>> entries)
    {
        _entries = entries;
        Value = Resolve(entries);
    }
}
