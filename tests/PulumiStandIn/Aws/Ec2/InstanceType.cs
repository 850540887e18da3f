namespace Pulumi.Aws.Ec2;

/// <summary>The sizes of an AWS instance; the few that tests name.</summary>
[EnumType]
public readonly struct InstanceType : IEquatable<InstanceType>
{
    private readonly string _value;

    private InstanceType(string value) => _value = value;

    public static InstanceType T3_Medium { get; } = new("t3.medium");

    public static explicit operator string(InstanceType value) => value._value;

    public static bool operator ==(InstanceType left, InstanceType right) => left.Equals(right);

    public static bool operator !=(InstanceType left, InstanceType right) => !left.Equals(right);

    public bool Equals(InstanceType other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    public override bool Equals(object? obj) => obj is InstanceType other && Equals(other);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_value ?? "");

    public override string ToString() => _value;
}
