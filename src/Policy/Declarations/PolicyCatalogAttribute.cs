namespace Starface.Policy;

/// <summary>
/// Names the class that holds an assembly's <see cref="PolicyCatalog"/> in a static property <c>Instance</c>. The generator writes it,
/// so that a tool finds the services and policies of an assembly without looking through its types.
/// </summary>
/// <param name="catalog">The class.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class PolicyCatalogAttribute(Type catalog) : Attribute
{
    /// <summary>The class with the static property <c>Instance</c>.</summary>
    public Type Catalog { get; } = catalog;
}
