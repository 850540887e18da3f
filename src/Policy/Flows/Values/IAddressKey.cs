namespace Starface.Policy.Flows;

/// <summary>A point of one family's address axis, as small as the family allows; a plane's breakpoints are of this type.</summary>
/// <remarks>The type with the default value is the axis' first point. Instance methods stand in for static abstract ones, which netstandard2.0 lacks.</remarks>
internal interface IAddressKey<TKey> : IComparable<TKey>, IEquatable<TKey>
    where TKey : struct, IAddressKey<TKey>
{
    /// <summary>Whether no point follows.</summary>
    bool IsLast { get; }

    /// <summary>The following point; not defined for the last one.</summary>
    TKey Next();

    /// <summary>The preceding point; not defined for the first one.</summary>
    TKey Previous();

    /// <summary>The key of an address of this family.</summary>
    TKey From(Address address);

    /// <summary>The address of this key.</summary>
    Address ToAddress();

    /// <summary>How many bytes a point has.</summary>
    int Digits { get; }

    /// <summary>A byte of the point, the lowest first.</summary>
    byte Digit(int index);

    /// <summary>How many points lie from this one to <paramref name="last"/>, both included.</summary>
    System.Numerics.BigInteger CountTo(TKey last);
}
