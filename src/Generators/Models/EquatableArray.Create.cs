namespace Starface.Generators.Models;

/// <summary>Creates arrays that compare by their items.</summary>
internal static class EquatableArray
{
    /// <summary>Creates an array; collection expressions call this.</summary>
    /// <param name="items">The items.</param>
    public static EquatableArray<T> Create<T>(ReadOnlySpan<T> items)
        where T : IEquatable<T> => new(items.ToArray());
}
