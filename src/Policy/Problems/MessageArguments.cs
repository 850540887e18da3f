namespace Starface.Policy.Problems;

/// <summary>The arguments of a message, compared by value.</summary>
/// <param name="values">The arguments, which are not changed afterwards.</param>
internal readonly struct MessageArguments(string[] values) : IEquatable<MessageArguments>
{
    private readonly string[]? _values = values;

    /// <summary>The arguments in the order of their numbers.</summary>
    public IReadOnlyList<string> Values => _values ?? [];

    /// <inheritdoc/>
    public bool Equals(MessageArguments other) => Values.SequenceEqual(other.Values, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MessageArguments other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Values.Count;
}
