using System.Reflection;

namespace Pulumi.Experimental.Provider;

/// <summary>
/// Makes the components of an assembly for programs in other languages. The stand-in has no engine to register them with.
/// </summary>
public class ComponentProvider(Assembly componentAssembly, Metadata metadata, Type[]? componentTypes = null) : Provider
{
    public override Task<ConstructResponse> Construct(ConstructRequest request, CancellationToken ct)
        => throw new InvalidOperationException(
            $"'{request.Name}' of {metadata.Name} ({componentTypes?.Length} components of {componentAssembly.GetName().Name}) is not made: "
                + "this is the stand-in.");
}
