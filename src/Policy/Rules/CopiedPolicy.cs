namespace Starface.Policy.Rules;

/// <summary>The same policy as another one, which computes its rules again and keeps them apart from the other's.</summary>
/// <param name="policy">The other one.</param>
internal sealed class CopiedPolicy(FirewallPolicy policy) : FirewallPolicy(policy.Definition, policy.Arguments);
