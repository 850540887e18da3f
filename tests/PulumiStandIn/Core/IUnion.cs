namespace Pulumi;

/// <summary>A union whose cases are not known at compile time.</summary>
internal interface IUnion
{
    object? Value { get; }
}
