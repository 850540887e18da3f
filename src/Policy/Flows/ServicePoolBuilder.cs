namespace Starface.Policy.Flows;

/// <summary>Gathers service sets, giving each different one a number in the order of first appearance.</summary>
internal sealed class ServicePoolBuilder
{
    private int[] _toggles = new int[64];
    private int[] _offsets = new int[16];
    private int[] _hashes = new int[16];
    private int[] _table = new int[32];
    private int _count = 1;

    private int Used => _offsets[_count];

    /// <summary>Room for the toggles of a set that <see cref="Commit"/> takes in.</summary>
    public Span<int> Scratch(int length)
    {
        if (_toggles.Length - Used < length)
            Array.Resize(ref _toggles, Math.Max(_toggles.Length * 2, Used + length));
        return _toggles.AsSpan(Used);
    }

    /// <summary>The number of the set that stands in the first places of <see cref="Scratch"/>.</summary>
    public int Commit(int length)
    {
        if (length == 0)
            return 0;
        var candidate = _toggles.AsSpan(Used, length);
        var hash = Hash.Of(candidate);
        var mask = _table.Length - 1;
        var slot = hash & mask;
        for (; _table[slot] != 0; slot = (slot + 1) & mask)
        {
            var set = _table[slot];
            if (_hashes[set] == hash && _toggles.AsSpan(_offsets[set], _offsets[set + 1] - _offsets[set]).SequenceEqual(candidate))
                return set;
        }

        return Add(length, hash, slot);
    }

    /// <summary>The number of a set that stands elsewhere.</summary>
    public int Intern(ReadOnlySpan<int> set)
    {
        set.CopyTo(Scratch(set.Length));
        return Commit(set.Length);
    }

    public ServicePool ToPool() =>
        _count == 1 ? ServicePool.Empty : new(_toggles.AsSpan(0, Used).ToArray(), _offsets.AsSpan(0, _count + 1).ToArray());

    private int Add(int length, int hash, int slot)
    {
        var set = _count;
        if (_count + 2 > _hashes.Length)
        {
            Array.Resize(ref _offsets, _offsets.Length * 2);
            Array.Resize(ref _hashes, _hashes.Length * 2);
        }

        _hashes[set] = hash;
        _table[slot] = set;
        _offsets[set + 1] = Used + length;
        _count++;
        if (_count * 2 > _table.Length)
            Grow();
        return set;
    }

    private void Grow()
    {
        _table = new int[_table.Length * 2];
        var mask = _table.Length - 1;
        for (var set = 1; set < _count; set++)
        {
            var slot = _hashes[set] & mask;
            while (_table[slot] != 0)
                slot = (slot + 1) & mask;
            _table[slot] = set;
        }
    }
}
