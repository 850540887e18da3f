namespace Starface.Policy.Flows;

/// <summary>
/// The different service sets of a flow set, each stored once and known by a small number; 0 is the empty set.
/// A set is an array of <see cref="Toggles"/> on the <see cref="ServiceAxis"/>.
/// </summary>
internal sealed class ServicePool(int[] toggles, int[] offsets)
{
    /// <summary>The pool of the empty set alone.</summary>
    public static ServicePool Empty { get; } = new([], [0, 0]);

    /// <summary>How many sets there are, the empty one included.</summary>
    public int Count => offsets.Length - 1;

    /// <summary>The toggles of a set.</summary>
    public ReadOnlySpan<int> this[int set] => toggles.AsSpan(offsets[set], offsets[set + 1] - offsets[set]);

    /// <summary>Whether both pools hold the same sets under the same numbers. Linear.</summary>
    public bool SameAs(ServicePool other) =>
        offsets.AsSpan().SequenceEqual(other.Offsets) && toggles.AsSpan().SequenceEqual(other.AllToggles);

    /// <summary>A hash code of all sets. Linear.</summary>
    public int HashAll() => Hash.Combine(Hash.Of(toggles), Hash.Of(offsets));

    private ReadOnlySpan<int> Offsets => offsets;

    private ReadOnlySpan<int> AllToggles => toggles;
}
