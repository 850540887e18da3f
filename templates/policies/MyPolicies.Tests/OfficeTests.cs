using Starface.Policy.Flows;
using Xunit;

namespace MyPolicies.Tests;

/// <summary>What must hold of the policy, whatever is added to it.</summary>
public class OfficeTests
{
    private static readonly FlowSet Permitted = new Office(new Office.Peers
    {
        Administrators = ["203.0.113.0/26"],
        DoorStations = ["203.0.113.64/26"],
        Resolvers = ["192.0.2.53"],
    }).Flows;

    [Theory]
    [InlineData("inbound tcp 203.0.113.7 443")]
    [InlineData("inbound tcp 203.0.113.65 8080")]
    [InlineData("outbound udp 192.0.2.53 53")]
    public void Is_permitted(string flow) => Assert.True(Permitted.Contains(Flow.Parse(flow)));

    [Theory]
    [InlineData("inbound tcp 198.51.100.1 443")]
    [InlineData("inbound tcp 203.0.113.7 8080")]
    [InlineData("inbound tcp 203.0.113.7 22")]
    public void Is_denied(string flow) => Assert.False(Permitted.Contains(Flow.Parse(flow)));
}
