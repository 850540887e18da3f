namespace Starface.Policy.Flows;

/// <summary>The service sets of named groups, sorted by ordinal name; groups with the empty set are left out.</summary>
internal sealed class GroupTable(string[] names, int[] values)
{
    public static GroupTable Empty { get; } = new([], []);

    public int Count => names.Length;

    public string NameOf(int index) => names[index];

    public int ValueOf(int index) => values[index];

    /// <summary>The service set of a group, 0 when it has none. Logarithmic.</summary>
    public int this[string name]
    {
        get
        {
            var index = Array.BinarySearch(names, name, StringComparer.Ordinal);
            return index < 0 ? 0 : values[index];
        }
    }

    /// <summary>The value of each group from both tables' values. Linear, plus the combiner's cost.</summary>
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

    /// <summary>Whether a test holds for any group. Linear, and stops at the first.</summary>
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

    /// <summary>Replaces each value; only while the table is being built, and with a map that keeps different values different.</summary>
    public void MapInPlace(Func<int, int> map)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = map(values[i]);
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

    public int HashAll() => names.Aggregate(Hash.Of(values), (hash, name) => Hash.Combine(hash, StringComparer.Ordinal.GetHashCode(name)));

    private static bool Next(GroupTable left, GroupTable right, ref int i, ref int j, out string name, out int leftValue, out int rightValue)
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
