namespace Starface.Policy.Flows.Services;

/// <summary>
/// A hash table from pairs of positive integers to an integer that allocates nothing per entry (open addressing, linear probing).
/// </summary>
internal sealed class PairCache
{
    // 0 marks a free slot; no pair of positive numbers has this key.
    private ulong[] _keys = new ulong[16];
    private int[] _values = new int[16];
    private int _count;

    public bool TryGet(int left, int right, out int value)
    {
        var key = KeyOf(left, right);
        var slot = SlotOf(key);
        value = _values[slot];
        return _keys[slot] == key;
    }

    /// <summary>Adds a pair that is not in the table yet.</summary>
    public void Add(int left, int right, int value)
    {
        if (2 * ++_count > _keys.Length)
            Grow();
        Put(KeyOf(left, right), value);
    }

    private static ulong KeyOf(int left, int right) => (ulong)(uint)left << 32 | (uint)right;

    /// <summary>The slot of a key, or the free slot where it belongs.</summary>
    private int SlotOf(ulong key)
    {
        var mask = _keys.Length - 1;
        var slot = Hash.Combine((int)(key >> 32), (int)key) & mask;
        while (_keys[slot] != 0 && _keys[slot] != key)
            slot = (slot + 1) & mask;
        return slot;
    }

    private void Put(ulong key, int value)
    {
        var slot = SlotOf(key);
        _keys[slot] = key;
        _values[slot] = value;
    }

    private void Grow()
    {
        var (keys, values) = (_keys, _values);
        _keys = new ulong[keys.Length * 2];
        _values = new int[keys.Length * 2];
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] != 0)
                Put(keys[i], values[i]);
        }
    }
}
