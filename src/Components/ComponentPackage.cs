namespace Starface.Components;

/// <summary>The package under which other languages know the components.</summary>
internal static class ComponentPackage
{
    /// <summary>The package's name and namespace, and the first part of the components' type tokens.</summary>
    public const string Name = "starface";

    /// <summary>The package's version: the generated SDKs need one, and the plugin is built from source.</summary>
    public const string Version = "0.0.0";
}
