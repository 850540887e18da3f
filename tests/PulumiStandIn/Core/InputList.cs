using System.Collections;
using System.Collections.Immutable;

namespace Pulumi;

/// <summary>A list given to a resource, whose elements and whose length may come from outputs.</summary>
public sealed class InputList<T> : Input<ImmutableArray<T>>, IEnumerable, IAsyncEnumerable<Input<T>>
{
    private Output<ImmutableArray<Input<T>>> _elements;

    public InputList()
        : this(Output.Create(ImmutableArray<Input<T>>.Empty))
    {
    }

    private InputList(Output<ImmutableArray<Input<T>>> elements)
        : base(Resolve(elements))
    {
        _elements = elements;
    }

    public void Add(params Input<T>[] inputs) => AddRange(inputs);

    public void Add(InputList<T> inputs) => AddRange(inputs);

    public void AddRange(InputList<T> inputs)
    {
        _elements = Concat(inputs)._elements;
        Value = Resolve(_elements);
    }

    public InputList<T> Concat(InputList<T> other)
        => new(Output.Tuple(_elements, other._elements).Apply(pair => pair.Item1.AddRange(pair.Item2)));

    public async IAsyncEnumerator<Input<T>> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        foreach (var value in await Value.GetValueAsync(whenUnknown: []).ConfigureAwait(false))
        {
            yield return value;
        }
    }

    IEnumerator IEnumerable.GetEnumerator()
        => throw new NotSupportedException($"{GetType()} resolves later and cannot be enumerated now: use {nameof(GetAsyncEnumerator)}.");

    public static implicit operator InputList<T>(T value) => ImmutableArray.Create<Input<T>>(value);

    public static implicit operator InputList<T>(Output<T> value) => ImmutableArray.Create<Input<T>>(value);

    public static implicit operator InputList<T>(Input<T> value) => ImmutableArray.Create(value);

    public static implicit operator InputList<T>(T[] values) => Of(values.Select(value => (Input<T>)value));

    public static implicit operator InputList<T>(Output<T>[] values) => Of(values.Select(value => (Input<T>)value));

    public static implicit operator InputList<T>(Input<T>[] values) => Of(values);

    public static implicit operator InputList<T>(List<T> values) => Of(values.Select(value => (Input<T>)value));

    public static implicit operator InputList<T>(List<Output<T>> values) => Of(values.Select(value => (Input<T>)value));

    public static implicit operator InputList<T>(List<Input<T>> values) => Of(values);

    public static implicit operator InputList<T>(ImmutableArray<T> values) => Of(values.Select(value => (Input<T>)value));

    public static implicit operator InputList<T>(ImmutableArray<Output<T>> values) => Of(values.Select(value => (Input<T>)value));

    public static implicit operator InputList<T>(ImmutableArray<Input<T>> values) => new(Output.Create(values));

    public static implicit operator InputList<T>(Output<T[]> values) => Of(values);

    public static implicit operator InputList<T>(Output<List<T>> values) => Of(values);

    public static implicit operator InputList<T>(Output<IEnumerable<T>> values) => Of(values);

    public static implicit operator InputList<T>(Output<ImmutableArray<T>> values) => Of(values);

    private static InputList<T> Of(IEnumerable<Input<T>> values) => ImmutableArray.CreateRange(values);

    private static InputList<T> Of<TValues>(Output<TValues> values)
        where TValues : IEnumerable<T>
        => new(values.Apply(list => ImmutableArray.CreateRange(list.Select(value => (Input<T>)value))));

    private static Output<ImmutableArray<T>> Resolve(Output<ImmutableArray<Input<T>>> elements)
        => elements.Apply(inputs => inputs.IsDefault ? Output.Create(default(ImmutableArray<T>)) : Output.All(inputs.AsEnumerable()));
}
