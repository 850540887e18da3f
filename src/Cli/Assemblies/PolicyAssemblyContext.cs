using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;
using Starface.Policy;

namespace Starface.Cli.Assemblies;

/// <summary>
/// Where a policy assembly is loaded: apart from this program, with the assemblies that lie beside it. Starface.Policy is shared, so that
/// its policies are policies here.
/// </summary>
[RequiresUnreferencedCode("It loads assemblies.")]
internal sealed class PolicyAssemblyContext : AssemblyLoadContext
{
    /// <summary>The rule code, which is always this program's.</summary>
    public static readonly Assembly Rules = typeof(PolicyCatalog).Assembly;

    /// <summary>The shipped catalog, which is this program's where an assembly brings none or the same.</summary>
    public static readonly Assembly Shipped = typeof(Policies.Catalog).Assembly;

    private readonly AssemblyDependencyResolver _beside;

    /// <summary>A context for an assembly.</summary>
    /// <param name="path">Its full path.</param>
    /// <exception cref="InvalidOperationException">What lies beside it cannot be found out.</exception>
    public PolicyAssemblyContext(string path)
        : base(Path.GetFileNameWithoutExtension(path)) => _beside = new AssemblyDependencyResolver(path);

    /// <summary>The file of an assembly that lies beside it, or null.</summary>
    /// <param name="name">The assembly.</param>
    public string? FindBeside(AssemblyName name) => _beside.ResolveAssemblyToPath(name);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == Rules.GetName().Name) return Rules;
        var path = FindBeside(assemblyName);
        if (assemblyName.Name == Shipped.GetName().Name && (path is null || IsShipped(path))) return Shipped;
        return path is null ? null : LoadFromAssemblyPath(path);
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _beside.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    /// <summary>Whether a file has the content of the shipped catalog, which is loaded already and compiled ahead of time.</summary>
    private static bool IsShipped(string path) => AssemblyHeader.Read(path)?.ModuleId == Shipped.ManifestModule.ModuleVersionId;
}
