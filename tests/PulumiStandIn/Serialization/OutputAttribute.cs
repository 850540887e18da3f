namespace Pulumi;

/// <summary>Marks a property of a resource that is filled from the resource's state, and says under which name.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OutputAttribute(string? name = null) : Attribute
{
    public string? Name { get; } = name;
}
