using Starface.Policy.Review;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Review;

/// <summary>What an instance names although another rule is open to everyone on the same ports.</summary>
public sealed class CoveredPeersTests
{
    private static readonly ServiceDefinition Media = Service("media", Outbound(Protocol.Udp, "1025-65535"));
    private static readonly ServiceDefinition Sip = Service("sip", Outbound(Protocol.Udp, "5060"), Outbound(Protocol.Tcp, "5060"));

    [Fact]
    public void Peers_of_a_port_within_a_range_for_anywhere_are_named_without_effect()
    {
        var message = Find((Media, PeerGroupId.Anywhere), (Sip, "providers"));

        Assert.Equal(
            "Named without effect, because another rule has the ports open to any address: "
                + "udp 5060 of sip (providers) beside outbound udp 1025-65535 of media",
            message);
    }

    [Fact]
    public void Another_direction_protocol_or_port_is_not_covered() => Assert.Null(Find(
        (Media, PeerGroupId.Anywhere),
        (Service("in", Inbound(Protocol.Udp, "5060")), "providers"),
        (Service("tcp", Outbound(Protocol.Tcp, "5060")), "providers"),
        (Service("low", Outbound(Protocol.Udp, "1024")), "providers")));

    [Fact]
    public void A_rule_does_not_cover_itself() => Assert.Null(Find((Media, PeerGroupId.Anywhere)));

    [Fact]
    public void Peers_of_the_same_port_are_covered_by_everyone_there() => Assert.EndsWith(
        "udp 5060 of sip (providers) beside outbound udp 5060 of other",
        Find((Service("other", Outbound(Protocol.Udp, "5060")), PeerGroupId.Anywhere), (Sip, "providers")),
        StringComparison.Ordinal);

    [Fact]
    public void One_family_for_everyone_covers_only_peers_of_that_family()
    {
        var everyone = Service("any", Outbound(Protocol.Udp, "1-65535"));
        var definition = Define((everyone, "all"), (Sip, "providers"));

        Assert.NotNull(Message(new TestPolicy(definition, Peers(("all", ["0.0.0.0/0"]), ("providers", ["192.0.2.0/24"])))));
        Assert.Null(Message(new TestPolicy(definition, Peers(("all", ["0.0.0.0/0"]), ("providers", ["192.0.2.0/24", "2001:db8::/48"])))));
        Assert.Null(Message(new TestPolicy(definition, Peers(("all", ["0.0.0.0/1"]), ("providers", ["192.0.2.0/24"])))));
    }

    private static string? Find(params (ServiceDefinition Service, string? Group)[] allowances) =>
        Message(new TestPolicy(Define(allowances), allowances.Any(allowance => allowance.Group == "providers")
            ? Peers(("providers", ["192.0.2.0/24", "2001:db8::/48"]))
            : new PolicyArguments()));

    private static string? Message(TestPolicy policy) => CoveredPeers.Find(policy.Rules)?.Message;
}
