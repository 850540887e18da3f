namespace Starface.Policy.Flows.Sets;

/// <summary>Writes a plane from the first address to the last, merging neighbouring runs of equal value.</summary>
internal struct PlaneWriter<TKey>(int capacity)
    where TKey : struct, IAddressKey<TKey>
{
    private TKey[] _starts = new TKey[Math.Max(capacity, 1)];
    private int[] _values = new int[Math.Max(capacity, 1)];
    private int _count;

    /// <summary>Sets the value from an address on. Addresses ascend, and the first one is the first of the family.</summary>
    public void Write(TKey start, int value)
    {
        if (_count > 0 && _values[_count - 1] == value)
            return;
        _starts[_count] = start;
        _values[_count++] = value;
    }

    public AddressPlane<TKey> ToPlane()
    {
        if (_count == 1 && _values[0] == 0)
            return AddressPlane<TKey>.Empty;
        Array.Resize(ref _starts, _count);
        Array.Resize(ref _values, _count);
        return AddressPlane<TKey>.FromRuns(_starts, _values);
    }
}
