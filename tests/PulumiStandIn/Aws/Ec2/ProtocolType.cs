namespace Pulumi.Aws.Ec2;

/// <summary>The protocols that a security group rule knows by name.</summary>
[EnumType]
public readonly struct ProtocolType : IEquatable<ProtocolType>
{
    private readonly string _value;

    private ProtocolType(string value) => _value = value;

    public static ProtocolType All { get; } = new("all");

    public static ProtocolType TCP { get; } = new("tcp");

    public static ProtocolType UDP { get; } = new("udp");

    public static ProtocolType ICMP { get; } = new("icmp");

    public static explicit operator string(ProtocolType value) => value._value;

    public static bool operator ==(ProtocolType left, ProtocolType right) => left.Equals(right);

    public static bool operator !=(ProtocolType left, ProtocolType right) => !left.Equals(right);

    public bool Equals(ProtocolType other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    public override bool Equals(object? obj) => obj is ProtocolType other && Equals(other);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_value ?? "");

    public override string ToString() => _value;
}
