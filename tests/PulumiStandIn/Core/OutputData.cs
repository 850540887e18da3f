using System.Collections.Immutable;

namespace Pulumi;

/// <summary>What an output resolves to: a value, whether it is known yet, whether it is secret, and the resources it comes from.</summary>
internal readonly record struct OutputData<T>(T Value, bool IsKnown, bool IsSecret, ImmutableHashSet<Resource> Resources)
{
    /// <summary>A known, public value that comes from no resource.</summary>
    public static OutputData<T> Plain(T value) => new(value, IsKnown: true, IsSecret: false, []);

    /// <summary>The same data under another value, which is seen only where it is known.</summary>
    public OutputData<TOther> With<TOther>(TOther value) => new(value, IsKnown, IsSecret, Resources);

    /// <summary>A value computed from this one and another: known if both are, secret if either is, from the resources of both.</summary>
    public OutputData<TOther> Join<TOther>(OutputData<TOther> other)
        => new(other.Value, IsKnown && other.IsKnown, IsSecret || other.IsSecret, Resources.Union(other.Resources));
}
