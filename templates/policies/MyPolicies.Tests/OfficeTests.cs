using Starface.Policy.Testing;
using Xunit;

namespace MyPolicies.Tests;

/// <summary>What must hold of the policy, whatever is added to it.</summary>
public class OfficeTests
{
    private static readonly Office Example = new(new Office.Peers
    {
        Administrators = ["203.0.113.0/26"],
        DoorStations = ["203.0.113.64/26"],
        Resolvers = ["192.0.2.53"],
    });

    [Fact]
    public void Each_service_is_open_to_those_who_use_it() => Example.Should()
        .Allow("inbound tcp 443 from administrators")
        .Allow("inbound tcp 8080 from door-stations")
        .Allow("outbound udp 53 to resolvers");

    [Fact]
    public void Nobody_else_gets_in() => Example.Should()
        .Deny("inbound tcp 443 from 198.51.100.1")
        .Deny("inbound tcp 8080 from administrators")
        .Deny("inbound tcp 22 from anywhere");
}
