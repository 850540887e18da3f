namespace Pulumi;

/// <summary>Marks the constructor through which a nested object of a resource's state is read.</summary>
[AttributeUsage(AttributeTargets.Constructor)]
public sealed class OutputConstructorAttribute : Attribute;
