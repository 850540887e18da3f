using Starface.Policy.Flows;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Rules;

public sealed class ArgumentProblemTests
{
    private static readonly PolicyDefinition s_definition = Define(
        (Service("web", Inbound(Protocol.Tcp, "443") with { Setting = "WebPort" }), "administrators"),
        (Service("media", Inbound(Protocol.Udp, "10000-20000") with { Setting = "MediaPorts" }), "phones"));

    private static readonly PolicyArguments s_complete = Peers(("administrators", ["192.0.2.0/24"]), ("phones", ["198.51.100.0/24"]));

    [Fact]
    public void Complete_arguments_are_no_problem() => Assert.Empty(
        ProblemsOf(
            new PolicyArguments(s_complete)
            {
                NeverCut = ["web"],
                Settings = Settings(("WebPort", "8443"), ("MediaPorts", "1-65535")),
            }));

    [Fact]
    public void A_group_without_peers_is_named() => Assert.Equal(
        ["Policy 'test' needs peers for 'administrators'; name at least one "
            + "prefix.", "Policy 'test' needs peers for 'phones'; name at least one prefix."],
        ProblemsOf(new PolicyArguments().WithPeers("phones", [])));

    [Fact]
    public void A_group_that_the_policy_does_not_have_is_named_with_the_one_that_was_meant() => Assert.Equal(
        ["Policy 'test' has no peer group 'phone'; did you mean 'phones'?"],
        ProblemsOf(s_complete.WithPeers("phone", ["192.0.2.0/24"])));

    [Fact]
    public void A_prefix_list_has_one_weight() => Assert.Equal(
        ["Prefix list 'pl-0a1b2c3d' is given with different weights; give it the same weight everywhere."],
        ProblemsOf(s_complete
            .WithPeers("administrators", ["pl-0a1b2c3d:5", "pl-0b1b2c3d:6"])
            .WithPeers("phones", ["pl-0a1b2c3d:7", "pl-0b1b2c3d:6"])));

    [Fact]
    public void A_service_that_the_policy_does_not_allow_cannot_be_marked() => Assert.Equal(
        ["Policy 'test' does not allow the service 'wep', which is marked as never to be cut; did you mean 'web'?"],
        ProblemsOf(new PolicyArguments(s_complete) { NeverCut = ["wep"] }));

    [Theory]
    [InlineData("WebPrt", "443", "Policy 'test' has no setting 'WebPrt'; did you mean 'WebPort'?")]
    [InlineData("WebPort", "443-444", "Setting 'WebPort' is 443-444, but it accepts one port, not a range.")]
    [InlineData("WebPort", "0", "Setting 'WebPort' is 0, but a port is a number from 1 to 65535.")]
    [InlineData("MediaPorts", "0-9", "Setting 'MediaPorts' is 0-9, but a port is a number from 1 to 65535.")]
    public void A_setting_is_one_of_the_policys_with_ports_of_its_kind(string name, string ports, string problem) =>
        Assert.Equal([problem], ProblemsOf(new PolicyArguments(s_complete) { Settings = Settings((name, ports)) }));

    private static IEnumerable<string> ProblemsOf(PolicyArguments arguments)
    {
        var policy = new TestPolicy(s_definition, arguments);
        try
        {
            return policy.Rules.IsEmpty ? ["no rules"] : [];
        }
        catch (PolicyException refusal)
        {
            return refusal.Problems.Select(problem => problem.Describe());
        }
    }

    private static System.Collections.Immutable.ImmutableSortedDictionary<string, PortRange> Settings(
        params (string Name, string Ports)[] settings) =>
        settings.Aggregate(new PolicyArguments().Settings, (all, setting) => all.Add(setting.Name, PortRange.Parse(setting.Ports)));
}
