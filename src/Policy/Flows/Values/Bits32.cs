using System.Numerics;

namespace Starface.Policy.Flows;

/// <summary>An IPv4 address as a 32-bit unsigned number.</summary>
internal readonly struct Bits32(uint value) : IAddressKey<Bits32>
{
    public uint Value { get; } = value;

    public bool IsLast => Value == uint.MaxValue;

    public Bits32 Next() => new(Value + 1);

    public Bits32 Previous() => new(Value - 1);

    public Bits32 From(Address address) => new((uint)address.Low);

    public Address ToAddress() => Address.FromIPv4(Value);

    public int ByteCount => 4;

    public byte ByteAt(int index) => (byte)(Value >> (8 * index));

    public BigInteger CountTo(Bits32 last) => (long)last.Value - Value + 1;

    public int CompareTo(Bits32 other) => Value.CompareTo(other.Value);

    public bool Equals(Bits32 other) => Value == other.Value;

    public override bool Equals(object? obj) => obj is Bits32 other && Equals(other);

    public override int GetHashCode() => (int)Value;
}
