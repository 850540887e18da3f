using Starface.Policies;
using Starface.Policy.Changes;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Composition;
using Starface.Policy.Planning;

namespace Starface.Cli.Tests;

/// <summary>Who reaches a service is counted on the ports that it has on each side of a change.</summary>
public sealed class MovedReachTests
{
    private const string One = "11.0.0.1/32";

    [Theory]
    [InlineData(22, One, 443, "0.0.0.0/0", true)]
    [InlineData(443, One, 22, One, false)]
    [InlineData(22, One, 443, One, false)]
    [InlineData(22, One, 22, "0.0.0.0/0", true)]
    public void A_port_that_moves_takes_nobody_along(int before, string from, int after, string to, bool grows)
    {
        var ssh = Change(Plan(before, from), Plan(after, to)).Reach.Single(service => service.Service == "ssh");

        Assert.Equal(1, ssh.Before.IPv4);
        Assert.Equal(grows, ssh.After.IPv4 > 1);
    }

    private static PolicyChange Change(Permissions before, Permissions after) => PolicyChange.Between(before, after, ShippedClouds.All);

    private static Permissions Plan(int sshPort, string sshAdministrators) => Permissions.From(AwsTarget.Instance.Plan(new PlanRequest(
        "pbx",
        new CloudPbx(new CloudPbx.Peers
        {
            Administrators = ["11.0.0.0/26"],
            Phones = ["11.0.1.0/24"],
            SipProviders = ["11.0.2.1"],
            Resolvers = ["192.0.2.53"],
            TimeServers = ["192.0.2.123"],
            SshAdministrators = [sshAdministrators],
        })
        {
            SshPort = sshPort,
            WebPort = 8080,
        })));
}
