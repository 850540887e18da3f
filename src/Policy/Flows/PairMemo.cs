namespace Starface.Policy.Flows;

/// <summary>Remembers a number for a pair of positive numbers: a hash table without objects.</summary>
internal sealed class PairMemo
{
    private ulong[] _keys = new ulong[64];
    private int[] _values = new int[64];
    private int _count;

    /// <summary>The place of a pair; <see cref="ValueAt"/> is -1 there when the pair is new.</summary>
    public int Find(int left, int right)
    {
        var key = (ulong)(uint)left << 32 | (uint)right;
        var mask = _keys.Length - 1;
        var slot = Hash.Combine(left, right) & mask;
        while (_keys[slot] != 0 && _keys[slot] != key)
            slot = (slot + 1) & mask;
        if (_keys[slot] == key)
            return slot;
        if (2 * ++_count > _keys.Length)
        {
            Grow();
            _count--;
            return Find(left, right);
        }

        _keys[slot] = key;
        _values[slot] = -1;
        return slot;
    }

    public int ValueAt(int slot) => _values[slot];

    public void SetAt(int slot, int value) => _values[slot] = value;

    private void Grow()
    {
        var (keys, values) = (_keys, _values);
        _keys = new ulong[keys.Length * 2];
        _values = new int[keys.Length * 2];
        var mask = _keys.Length - 1;
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] == 0)
                continue;
            var slot = Hash.Combine((int)(keys[i] >> 32), (int)keys[i]) & mask;
            while (_keys[slot] != 0)
                slot = (slot + 1) & mask;
            _keys[slot] = keys[i];
            _values[slot] = values[i];
        }
    }
}
