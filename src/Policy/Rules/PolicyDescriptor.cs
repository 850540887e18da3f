namespace Starface.Policy;

/// <summary>A policy of an assembly and the way to make it for an instance. The generated registry has one for each policy.</summary>
/// <param name="definition">The policy as declared.</param>
/// <param name="create">Makes the typed policy object from the arguments of an instance.</param>
public sealed class PolicyDescriptor(PolicyDefinition definition, Func<PolicyArguments, FirewallPolicy> create)
{
    /// <summary>The policy as declared.</summary>
    public PolicyDefinition Definition { get; } = definition;

    /// <summary>Makes the typed policy object from the arguments of an instance.</summary>
    public Func<PolicyArguments, FirewallPolicy> Create { get; } = create;
}
