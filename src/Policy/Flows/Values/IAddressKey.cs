namespace Starface.Policy.Flows;

/// <summary>
/// An address of one family as a number of the family's width. The sets of addresses are generic over it, so that IPv4 takes 4 bytes
/// per address and not 16.
/// </summary>
/// <remarks>
/// The default value is the first address. netstandard2.0 has no static abstract members, so <see cref="From"/> is an instance method
/// that is called on the default value.
/// </remarks>
internal interface IAddressKey<TKey> : IComparable<TKey>, IEquatable<TKey>
    where TKey : struct, IAddressKey<TKey>
{
    /// <summary>Whether this is the last address of the family.</summary>
    bool IsLast { get; }

    /// <summary>The next address; undefined for the last one.</summary>
    TKey Next();

    /// <summary>The previous address; undefined for the first one.</summary>
    TKey Previous();

    /// <summary>The number of an address of this family.</summary>
    TKey From(Address address);

    /// <summary>The address with this number.</summary>
    Address ToAddress();

    /// <summary>The number of bytes in the number.</summary>
    int ByteCount { get; }

    /// <summary>A byte of the number; 0 is the lowest.</summary>
    byte ByteAt(int index);

    /// <summary>The number of addresses from this one to <paramref name="last"/>, both included.</summary>
    System.Numerics.BigInteger CountTo(TKey last);
}
