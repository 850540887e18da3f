using System.Numerics;

namespace Starface.Policy.Flows.Sets;

/// <summary>
/// A function from the addresses of one family to small integers that is constant between breakpoints: from <c>starts[i]</c> up to
/// the next start, the value is <c>values[i]</c>. Such a range of addresses is called a run. The value 0 means "nothing here".
/// </summary>
/// <remarks>
/// For flow sets the values are service sets of a pool; for sets of addresses they are 0 and 1. The first run starts at the first
/// address, and neighbouring runs have different values, so each function has exactly one form, and two planes are equal when their
/// arrays are. In the costs, n is the number of runs of all operands.
/// </remarks>
internal sealed class AddressPlane<TKey>
    where TKey : struct, IAddressKey<TKey>
{
    private readonly TKey[] _starts;
    private readonly int[] _values;

    private AddressPlane(TKey[] starts, int[] values)
    {
        _starts = starts;
        _values = values;
    }

    /// <summary>The plane that has the value 0 everywhere.</summary>
    public static AddressPlane<TKey> Empty { get; } = new([default], [0]);

    public bool IsEmpty => _values.Length == 1 && _values[0] == 0;

    /// <summary>The number of runs.</summary>
    public int Count => _values.Length;

    /// <summary>The value of each run.</summary>
    public ReadOnlySpan<int> Values => _values;

    private static AddressFamily Family => default(TKey).ToAddress().Family;

    /// <summary>The value at an address. Logarithmic.</summary>
    public int this[TKey address] => _values[IndexOf(address)];

    /// <summary>The plane that has, at each address, the combined value of both planes. Cost: n, plus the combiner's.</summary>
    public static AddressPlane<TKey> Combine<TCombiner>(AddressPlane<TKey> left, AddressPlane<TKey> right, ref TCombiner combiner)
        where TCombiner : struct, IValueCombiner
    {
        var writer = new PlaneWriter<TKey>(left.Count + right.Count);
        var cursor = new PlaneCursor<TKey>(left._starts, right._starts);
        while (cursor.MoveNext())
            writer.Write(cursor.Start, combiner.Combine(left._values[cursor.Left], right._values[cursor.Right]));
        return writer.ToPlane();
    }

    /// <summary>Whether a test holds at any address. Cost: n at most; stops at the first such address.</summary>
    public static bool Any<TTest>(AddressPlane<TKey> left, AddressPlane<TKey> right, ref TTest test)
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

    /// <summary>The plane of these runs. It keeps the arrays.</summary>
    public static AddressPlane<TKey> FromRuns(TKey[] starts, int[] values) => new(starts, values);

    /// <summary>The index of the run that holds an address. Logarithmic.</summary>
    public int IndexOf(TKey address)
    {
        int low = 0, high = _starts.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            if (_starts[middle].CompareTo(address) <= 0)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }

    /// <summary>The first address of a run.</summary>
    public TKey FirstOf(int run) => _starts[run];

    /// <summary>The last address of a run.</summary>
    public TKey LastOf(int run) =>
        run + 1 < _starts.Length ? _starts[run + 1].Previous() : default(TKey).From(Address.Max(Family));

    /// <summary>The addresses from one run to another.</summary>
    public AddressRange RangeOf(int firstRun, int lastRun) => new(FirstOf(firstRun).ToAddress(), LastOf(lastRun).ToAddress());

    /// <summary>The number of addresses in a run.</summary>
    public BigInteger CountOf(int run) => FirstOf(run).CountTo(LastOf(run));

    /// <summary>
    /// Replaces each value by its final number. Only while the plane is being built; the numbering must map 0 to 0 and different values
    /// to different numbers.
    /// </summary>
    public void Renumber(Func<int, int> numberOf)
    {
        // The empty plane is shared.
        if (IsEmpty)
            return;
        for (var run = 0; run < _values.Length; run++)
            _values[run] = numberOf(_values[run]);
    }

    public bool SameAs(AddressPlane<TKey> other) =>
        _values.AsSpan().SequenceEqual(other._values) && _starts.AsSpan().SequenceEqual(other._starts);

    public int HashAll()
    {
        var hash = Hash.Combine(_values);
        foreach (var start in _starts)
            hash = Hash.Combine(hash, start.GetHashCode());
        return hash;
    }
}
