using System.Numerics;

namespace Starface.Policy.Flows;

/// <summary>
/// A function from the addresses of one family to small numbers, constant between breakpoints: from <c>Starts[i]</c> on
/// the value is <c>Values[i]</c>. 0 stands for "nothing here".
/// </summary>
/// <remarks>
/// The first breakpoint is the first address, and neighbouring values differ. So there is one such form for a function, and
/// equality is that of the arrays. n stands for the number of breakpoints of all operands.
/// </remarks>
internal sealed class Plane<TKey>
    where TKey : struct, IAddressKey<TKey>
{
    private readonly TKey[] _starts;
    private readonly int[] _values;

    private Plane(TKey[] starts, int[] values)
    {
        _starts = starts;
        _values = values;
    }

    /// <summary>The plane with nothing anywhere.</summary>
    public static Plane<TKey> Empty { get; } = new([default], [0]);

    public bool IsEmpty => _values.Length == 1 && _values[0] == 0;

    /// <summary>How many runs of equal value there are.</summary>
    public int Count => _values.Length;

    /// <summary>The value of each run.</summary>
    public ReadOnlySpan<int> Values => _values;

    /// <summary>The value at a point. Logarithmic.</summary>
    public int this[TKey point] => _values[IndexOf(point)];

    /// <summary>The value at every point from both planes' values there. n, plus the combiner's cost.</summary>
    public static Plane<TKey> Combine<TCombiner>(Plane<TKey> left, Plane<TKey> right, ref TCombiner combiner)
        where TCombiner : struct, IValueCombiner
    {
        var writer = new PlaneWriter<TKey>(left.Count + right.Count);
        var cursor = new PlaneCursor<TKey>(left._starts, right._starts);
        while (cursor.MoveNext())
            writer.Write(cursor.Start, combiner.Combine(left._values[cursor.Left], right._values[cursor.Right]));
        return writer.ToPlane();
    }

    /// <summary>Whether a test holds at any point. n, and stops at the first.</summary>
    public static bool Any<TTest>(Plane<TKey> left, Plane<TKey> right, ref TTest test)
        where TTest : struct, IValueTest
    {
        var cursor = new PlaneCursor<TKey>(left._starts, right._starts);
        while (cursor.MoveNext())
        {
            if (test.Holds(left._values[cursor.Left], right._values[cursor.Right]))
                return true;
        }

        return false;
    }

    /// <summary>The plane of these runs, whose arrays it takes over.</summary>
    public static Plane<TKey> FromRuns(TKey[] starts, int[] values) => new(starts, values);

    /// <summary>The index of the run that holds a point. Logarithmic.</summary>
    public int IndexOf(TKey point)
    {
        int low = 0, high = _starts.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            if (_starts[middle].CompareTo(point) <= 0)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }

    /// <summary>The first point of a run.</summary>
    public TKey FirstOf(int run) => _starts[run];

    /// <summary>The last point of a run.</summary>
    public TKey LastOf(int run) => run + 1 < _starts.Length ? _starts[run + 1].Previous() : default(TKey).Of(Address.Max(Family));

    /// <summary>The addresses from one run to another.</summary>
    public AddressRange RangeOf(int firstRun, int lastRun) => new(FirstOf(firstRun).ToAddress(), LastOf(lastRun).ToAddress());

    /// <summary>How many points a run has.</summary>
    public BigInteger CountOf(int run) => FirstOf(run).CountTo(LastOf(run));

    /// <summary>Replaces each value; only while the plane is being built, and with a map that keeps different values different and 0.</summary>
    public void MapInPlace(Func<int, int> map)
    {
        if (IsEmpty)
            return;
        for (var run = 0; run < _values.Length; run++)
            _values[run] = map(_values[run]);
    }

    public bool SameAs(Plane<TKey> other) =>
        _values.AsSpan().SequenceEqual(other._values) && _starts.AsSpan().SequenceEqual(other._starts);

    public int HashAll()
    {
        var hash = Hash.Of(_values);
        foreach (var start in _starts)
            hash = Hash.Combine(hash, start.GetHashCode());
        return hash;
    }

    private static AddressFamily Family => default(TKey).ToAddress().Family;
}
