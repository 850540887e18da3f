namespace Starface.Policy.Flows.Sets;

/// <summary>The service sets of named groups, sorted by name (ordinal). Groups with the empty set are left out.</summary>
internal sealed class GroupTable(string[] names, int[] values)
{
    public static GroupTable Empty { get; } = new([], []);

    public int Count => names.Length;

    /// <summary>The service set of a group; 0 when it has none. Logarithmic.</summary>
    public int this[string name]
    {
        get
        {
            var index = Array.BinarySearch(names, name, StringComparer.Ordinal);
            return index < 0 ? 0 : values[index];
        }
    }

    /// <summary>The table that has, for each group, the combined value of both tables. Linear, plus the combiner's cost.</summary>
    public static GroupTable Combine<TCombiner>(GroupTable left, GroupTable right, ref TCombiner combiner)
        where TCombiner : struct, IValueCombiner
    {
        var resultNames = new List<string>();
        var resultValues = new List<int>();
        int i = 0, j = 0;
        while (Next(left, right, ref i, ref j, out var name, out var leftValue, out var rightValue))
        {
            var value = combiner.Combine(leftValue, rightValue);
            if (value == 0)
                continue;
            resultNames.Add(name);
            resultValues.Add(value);
        }

        return new([.. resultNames], [.. resultValues]);
    }

    /// <summary>Whether a test holds for any group. Linear; stops at the first such group.</summary>
    public static bool Any<TTest>(GroupTable left, GroupTable right, ref TTest test)
        where TTest : struct, IValueTest
    {
        int i = 0, j = 0;
        while (Next(left, right, ref i, ref j, out _, out var leftValue, out var rightValue))
        {
            if (test.Holds(leftValue, rightValue))
                return true;
        }

        return false;
    }

    public string NameOf(int index) => names[index];

    public int ValueOf(int index) => values[index];

    /// <summary>
    /// Replaces each value by its final number. Only while the table is being built; the numbering must map different values to
    /// different numbers.
    /// </summary>
    public void Renumber(Func<int, int> numberOf)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = numberOf(values[i]);
    }

    public bool SameAs(GroupTable other)
    {
        if (Count != other.Count)
            return false;
        for (var i = 0; i < Count; i++)
        {
            if (values[i] != other.ValueOf(i) || !string.Equals(names[i], other.NameOf(i), StringComparison.Ordinal))
                return false;
        }

        return true;
    }

    public int HashAll() =>
        names.Aggregate(Hash.Combine(values), (hash, name) => Hash.Combine(hash, StringComparer.Ordinal.GetHashCode(name)));

    /// <summary>Moves to the next name of either table, or of both where they have the same one.</summary>
    private static bool Next(
        GroupTable left, GroupTable right, ref int i, ref int j, out string name, out int leftValue, out int rightValue)
    {
        (name, leftValue, rightValue) = ("", 0, 0);
        if (i == left.Count && j == right.Count)
            return false;
        var order = i == left.Count ? 1 : j == right.Count ? -1 : string.CompareOrdinal(left.NameOf(i), right.NameOf(j));
        if (order <= 0)
        {
            name = left.NameOf(i);
            leftValue = left.ValueOf(i++);
        }

        if (order >= 0)
        {
            name = right.NameOf(j);
            rightValue = right.ValueOf(j++);
        }

        return true;
    }
}
