using System.Collections.Immutable;

namespace Pulumi;

/// <summary>A value that is there once the resources it comes from are registered.</summary>
public sealed class Output<T> : IOutput
{
    internal Output(Task<OutputData<T>> data)
    {
        Data = data;
        Deployment.Running?.Track(data);
    }

    internal Task<OutputData<T>> Data { get; }

    public static Output<T> Create(Task<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new Output<T>(AwaitAsync(value));

        static async Task<OutputData<T>> AwaitAsync(Task<T> value) => OutputData<T>.Plain(await value.ConfigureAwait(false));
    }

    public Output<ValueTuple> Apply(Func<T, Task> func)
        => Apply(async value =>
        {
            await func(value).ConfigureAwait(false);
            return default(ValueTuple);
        });

    public Output<TResult> Apply<TResult>(Func<T, TResult> func) => Apply(value => Output.Create(func(value)));

    public Output<TResult> Apply<TResult>(Func<T, Task<TResult>> func) => Apply(value => Output.Create(func(value)));

    public Output<TResult> Apply<TResult>(Func<T, Input<TResult>?> func) => Apply(value => func(value).ToOutput());

    public Output<TResult> Apply<TResult>(Func<T, Output<TResult>?> func) => new(ApplyAsync(func));

    public Output<TResult> UntypedApply<TResult>(Func<object?, Output<TResult>> func) => Apply(value => func(value));

    /// <summary>Says how to read the value, as the SDK does: an output has none at the time it is printed.</summary>
    public override string ToString()
        => "An Output<T> has no text of its own; use Apply(value => ...) or Output.Format($\"...\") to build one.";

    async Task<OutputData<object?>> IOutput.GetDataAsync()
    {
        var data = await Data.ConfigureAwait(false);
        return data.With<object?>(data.Value);
    }

    internal async Task<T> GetValueAsync(T whenUnknown)
    {
        var data = await Data.ConfigureAwait(false);
        return data.IsKnown ? data.Value : whenUnknown;
    }

    internal Output<T> Change(Func<OutputData<T>, OutputData<T>> change)
    {
        return new Output<T>(ChangeAsync());

        async Task<OutputData<T>> ChangeAsync() => change(await Data.ConfigureAwait(false));
    }

    private async Task<OutputData<TResult>> ApplyAsync<TResult>(Func<T, Output<TResult>?> func)
    {
        var data = await Data.ConfigureAwait(false);
        if (!data.IsKnown)
        {
            return data.With(default(TResult)!);
        }

        return func(data.Value) is { } inner ? data.Join(await inner.Data.ConfigureAwait(false)) : data.With(default(TResult)!);
    }

    internal static async Task<OutputData<ImmutableArray<T>>> AllAsync(ImmutableArray<Input<T>> inputs)
    {
        var all = OutputData<ImmutableArray<T>>.Plain([]);
        var values = ImmutableArray.CreateBuilder<T>(inputs.Length);
        foreach (var input in inputs)
        {
            var data = await ((Output<T>)input).Data.ConfigureAwait(false);
            values.Add(data.Value);
            all = all.Join(data.With(ImmutableArray<T>.Empty));
        }

        return all with { Value = values.MoveToImmutable() };
    }
}
