using Pulumi;
using Pulumi.Experimental.Provider;

namespace Starface.Components;

/// <summary>
/// Serves the components to programs in other languages. The host ignores an input that a component does not have; here it is an error,
/// so that a misspelled argument is not silently left out.
/// </summary>
internal sealed class InstanceProvider()
    : ComponentProvider(
        typeof(InstanceProvider).Assembly, new Metadata(ComponentPackage.Name, ComponentPackage.Name, ComponentPackage.Version), Components)
{
    private static readonly Type[] Components = [typeof(InstanceSecurityGroup), typeof(InstanceNetworkSecurityGroup)];

    /// <inheritdoc/>
    /// <exception cref="RunException">The arguments have errors; the message lists all of them.</exception>
    public override Task<ConstructResponse> Construct(ConstructRequest request, CancellationToken ct)
    {
        if (Array.Find(Components, component => request.Type == $"{ComponentPackage.Name}:index:{component.Name}") is { } known)
        {
            var arguments = known.GetConstructors()[0].GetParameters()[1].ParameterType;
            InstanceArguments.ThrowIfAny(request.Name, ComponentInputs.FindProblems(arguments, request.Inputs));
        }

        return base.Construct(request, ct);
    }
}
