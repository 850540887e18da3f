using System.Reflection;

namespace Pulumi.Experimental.Provider;

/// <summary>
/// Serves the components of an assembly to programs in other languages. The stand-in refuses: there is no engine to serve.
/// </summary>
public static class ComponentProviderHost
{
    public static async Task Serve(string[] args, Assembly? componentAssembly = null, string? packageName = null)
        => Environment.ExitCode = await Deployment.RefuseAsync().ConfigureAwait(false);
}
