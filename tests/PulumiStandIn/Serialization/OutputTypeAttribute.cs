namespace Pulumi;

/// <summary>Marks a class that a nested object of a resource's state is read into.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OutputTypeAttribute : Attribute;
