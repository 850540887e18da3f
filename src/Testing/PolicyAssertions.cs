using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Composition;
using Starface.Policy.Expectations;
using Starface.Policy.Explanations;
using Starface.Policy.Problems;

namespace Starface.Policy.Testing;

/// <summary>
/// Tests of a policy that is made for an instance. Each method returns the tests again, so that they are chained, and throws
/// <see cref="PolicyTestException"/> where its test does not hold.
/// </summary>
/// <remarks>
/// Flows are written as in <c>starface:tests</c> of a stack's file: <c>inbound PROTOCOL [PORTS] from REMOTE</c> or
/// <c>outbound PROTOCOL [PORTS] to REMOTE</c>. The remote side is an address, a prefix, a peer group of the policy, <c>anywhere</c>, or a
/// host of a service. A test that depends on the members of a security group, prefix list or service tag does not hold, and neither does
/// one of what a cloud never filters, such as its own name servers: no cloud is known here.
/// </remarks>
public sealed class PolicyAssertions
{
    private static readonly ImmutableArray<Surroundings> Clouds =
        [.. ShippedClouds.All.Select(cloud => CloudSurroundings.For(cloud, allowsProbes: false))];

    private readonly FirewallPolicy _policy;

    internal PolicyAssertions(FirewallPolicy policy) => _policy = policy;

    /// <summary>All of the flows are permitted.</summary>
    /// <param name="flows">The flows, such as <c>inbound tcp 5061 from 203.0.113.7</c>.</param>
    /// <exception cref="PolicyTestException">Some of them are not, or the text does not name flows.</exception>
    public PolicyAssertions Allow(string flows) => Expect(Expectation.Allow, flows);

    /// <summary>None of the flows is permitted.</summary>
    /// <param name="flows">The flows, such as <c>inbound tcp 22 from anywhere</c>.</param>
    /// <exception cref="PolicyTestException">Some of them are, or the text does not name flows.</exception>
    public PolicyAssertions Deny(string flows) => Expect(Expectation.Deny, flows);

    /// <summary>All of the flows are permitted, and nothing else.</summary>
    /// <param name="flows">The flows; none where the policy permits nothing.</param>
    /// <exception cref="PolicyTestException">
    /// The policy permits others, or not all of these; the message lists both. Or a text does not name flows.
    /// </exception>
    public PolicyAssertions AllowOnly(params string[] flows)
    {
        ArgumentNullException.ThrowIfNull(flows);
        return Run(() => PolicyTests.FindDifference(_policy, flows, Clouds));
    }

    /// <summary>The policy permits nothing that another one does not.</summary>
    /// <param name="other">The other policy, made for an instance.</param>
    /// <exception cref="PolicyTestException">It permits something else; the message lists it.</exception>
    public PolicyAssertions BeNoWiderThan(FirewallPolicy other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Run(() => PolicyTests.FindWider(_policy, other));
    }

    private PolicyAssertions Expect(Expectation expectation, string flows)
    {
        ArgumentNullException.ThrowIfNull(flows);
        return Run(() => PolicyTests.FindFailure(_policy, expectation, flows, Clouds));
    }

    private PolicyAssertions Run(Func<string?> findFailure)
    {
        string? failure;
        try
        {
            failure = findFailure();
        }
        catch (PolicyException invalid)
        {
            throw new PolicyTestException(
                SafeText.Lines($"Policy '{_policy.Definition.Id}' cannot be tested: {invalid.Message}"), invalid);
        }

        return failure is null ? this : throw new PolicyTestException(
            SafeText.Lines($"Policy '{_policy.Definition.Id}': {failure}"));
    }
}
