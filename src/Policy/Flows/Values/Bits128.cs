using System.Numerics;

namespace Starface.Policy.Flows;

/// <summary>A 128-bit unsigned number: an IPv6 address, or an IPv4 address in its low 32 bits.</summary>
internal readonly struct Bits128(ulong high, ulong low) : IAddressKey<Bits128>
{
    public ulong High { get; } = high;

    public ulong Low { get; } = low;

    public bool IsZero => (High | Low) == 0;

    /// <summary>The number of bits without leading zeros: 0 to 128.</summary>
    public int Length => High == 0 ? LengthOf(Low) : 64 + LengthOf(High);

    public bool IsLast => (High & Low) == ulong.MaxValue;

    /// <summary>The number whose lowest <paramref name="count"/> bits are set (0 to 128).</summary>
    public static Bits128 LowMask(int count) => count switch
    {
        <= 0 => default,
        < 64 => new(0, (1UL << count) - 1),
        64 => new(0, ulong.MaxValue),
        < 128 => new((1UL << (count - 64)) - 1, ulong.MaxValue),
        _ => new(ulong.MaxValue, ulong.MaxValue),
    };

    public Bits128 Next() => new(Low == ulong.MaxValue ? High + 1 : High, Low + 1);

    public Bits128 Previous() => new(Low == 0 ? High - 1 : High, Low - 1);

    public Bits128 And(Bits128 other) => new(High & other.High, Low & other.Low);

    public Bits128 AndNot(Bits128 other) => new(High & ~other.High, Low & ~other.Low);

    public Bits128 Or(Bits128 other) => new(High | other.High, Low | other.Low);

    public Bits128 Xor(Bits128 other) => new(High ^ other.High, Low ^ other.Low);

    public Bits128 From(Address address) => address.Bits;

    public Address ToAddress() => Address.FromIPv6(High, Low);

    public BigInteger ToBigInteger() => (new BigInteger(High) << 64) + Low;

    public int ByteCount => 16;

    public byte ByteAt(int index) => (byte)(index < 8 ? Low >> (8 * index) : High >> (8 * (index - 8)));

    public BigInteger CountTo(Bits128 last) => last.ToBigInteger() - ToBigInteger() + 1;

    public int CompareTo(Bits128 other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    public bool Equals(Bits128 other) => High == other.High && Low == other.Low;

    public override bool Equals(object? obj) => obj is Bits128 other && Equals(other);

    public override int GetHashCode() => Hash.Combine(High.GetHashCode(), Low.GetHashCode());

    private static int LengthOf(ulong number)
    {
#if NET
        return 64 - BitOperations.LeadingZeroCount(number);
#else
        var length = 0;
        for (; number != 0; number >>= 1)
            length++;
        return length;
#endif
    }
}
