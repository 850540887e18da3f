namespace Starface.EndToEnd.Packets;

/// <summary>A set of numbers from 0 to 65535, one bit each.</summary>
internal sealed class PacketBits
{
    private readonly ulong[] _words = new ulong[1024];

    /// <summary>How many numbers the set has.</summary>
    public int Count => _words.Sum(System.Numerics.BitOperations.PopCount);

    public void Clear() => Array.Clear(_words);

    public void Set(int number) => _words[number >> 6] |= 1UL << (number & 63);

    public bool Has(int number) => (_words[number >> 6] >> (number & 63) & 1) != 0;

    /// <summary>The numbers that are in this set and not in the other, in order.</summary>
    public List<int> Except(PacketBits other)
    {
        var numbers = new List<int>();
        for (var i = 0; i < _words.Length; i++)
        {
            for (var word = _words[i] & ~other._words[i]; word != 0; word &= word - 1)
                numbers.Add((i << 6) + System.Numerics.BitOperations.TrailingZeroCount(word));
        }

        return numbers;
    }
}
