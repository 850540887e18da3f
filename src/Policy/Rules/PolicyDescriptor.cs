namespace Starface.Policy;

/// <summary>A policy of an assembly, ready to be made for an instance. The generated registry lists one for each policy.</summary>
/// <param name="Definition">The policy as declared.</param>
/// <param name="Create">Makes the typed policy object from arguments that <see cref="PolicyArguments"/> holds.</param>
public sealed record PolicyDescriptor(PolicyDefinition Definition, Func<PolicyArguments, FirewallPolicy> Create);
