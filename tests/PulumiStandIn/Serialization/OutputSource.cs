using System.Collections.Immutable;

namespace Pulumi.Serialization;

/// <summary>The writing end of an output property: whatever it resolves to depends on the resource it belongs to.</summary>
internal sealed class OutputSource<T> : IOutputSource
{
    private readonly TaskCompletionSource<OutputData<T>> _completion = new();
    private readonly ImmutableHashSet<Resource> _owner;

    public OutputSource(Resource owner)
    {
        _owner = [owner];
        Output = new Output<T>(_completion.Task);
    }

    public IOutput Output { get; }

    public Type ValueType => typeof(T);

    public void Resolve(OutputData<object?> data)
        => _completion.TrySetResult(data.With((T)data.Value!) with { Resources = data.Resources.Union(_owner) });

    public void ResolveDefault(bool isKnown) => _completion.TrySetResult(new OutputData<T>(default!, isKnown, IsSecret: false, _owner));

    public void Fail(Exception exception) => _completion.TrySetException(exception);
}
