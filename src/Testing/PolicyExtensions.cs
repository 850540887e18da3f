namespace Starface.Policy.Testing;

/// <summary>Begins tests of policies.</summary>
public static class PolicyExtensions
{
    /// <summary>Begins tests of a policy: <c>policy.Should().Allow("inbound tcp 5061 from 203.0.113.7")</c>.</summary>
    /// <param name="policy">The policy, made for an instance.</param>
    public static PolicyAssertions Should(this FirewallPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new PolicyAssertions(policy);
    }
}
