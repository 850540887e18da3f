namespace Pulumi;

/// <summary>Marks a value type that represents one of several strings or numbers.</summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class EnumTypeAttribute : Attribute;
