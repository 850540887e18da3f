namespace Starface.Components;

/// <summary>The package under which other languages know the components.</summary>
internal static class ComponentPackage
{
    /// <summary>
    /// The package's name, and the first part of the components' type tokens. Without it the host would use the last part of the assembly's
    /// name.
    /// </summary>
    public const string Name = "starface";
}
