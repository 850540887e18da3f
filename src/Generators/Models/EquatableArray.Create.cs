namespace Starface.Generators.Models;

/// <summary>Makes arrays that compare by their items.</summary>
internal static class EquatableArray
{
    /// <summary>An array of items; collection expressions call it.</summary>
    /// <param name="items">The items.</param>
    public static EquatableArray<T> Create<T>(ReadOnlySpan<T> items)
        where T : IEquatable<T> => new(items.ToArray());
}
