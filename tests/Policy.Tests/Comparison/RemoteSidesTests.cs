using Starface.Policy.Comparison;
using Starface.Policy.Flows;

namespace Starface.Policy.Tests.Comparison;

public sealed class RemoteSidesTests
{
    [Theory]
    [InlineData("0.0.0.0/8", false)]
    [InlineData("1.0.0.0/32", true)]
    [InlineData("9.255.255.255/32", true)]
    [InlineData("10.0.0.0/8", false)]
    [InlineData("11.0.0.0/32", true)]
    [InlineData("100.63.255.255/32", true)]
    [InlineData("100.64.0.0/10", false)]
    [InlineData("100.128.0.0/32", true)]
    [InlineData("127.0.0.0/8", false)]
    [InlineData("169.253.255.255/32", true)]
    [InlineData("169.254.0.0/16", false)]
    [InlineData("172.15.255.255/32", true)]
    [InlineData("172.16.0.0/12", false)]
    [InlineData("172.32.0.0/32", true)]
    [InlineData("192.0.0.0/24", false)]
    [InlineData("192.0.1.0/32", true)]
    [InlineData("192.168.0.0/16", false)]
    [InlineData("192.169.0.0/32", true)]
    [InlineData("198.18.0.0/15", false)]
    [InlineData("198.20.0.0/32", true)]
    [InlineData("223.255.255.255/32", true)]
    [InlineData("224.0.0.0/3", false)]
    [InlineData("::/8", false)]
    [InlineData("100::/64", false)]
    [InlineData("100:0:0:1::/128", true)]
    [InlineData("2001:db8::/32", true)]
    [InlineData("fbff:ffff::/32", true)]
    [InlineData("fc00::/7", false)]
    [InlineData("fe00::/128", true)]
    [InlineData("fe80::/10", false)]
    [InlineData("fec0::/128", true)]
    [InlineData("ff00::/8", false)]
    [InlineData("group:Internet", true)]
    [InlineData("group:AzureCloud.westeurope", true)]
    [InlineData("group:azurefrontdoor.Backend", true)]
    [InlineData("group:VirtualNetwork", false)]
    [InlineData("group:sg-0a1b2c3d", false)]
    public void Private_shared_and_special_networks_are_not_the_internet(string remote, bool reaches) =>
        Assert.Equal(reaches, RemoteSides.ReachesInternet([FlowRange.Parse($"inbound tcp {remote} 443")]));

    public static TheoryData<string[], string> Sentences => new()
    {
        { ["0.0.0.0/0"], "anyone on the Internet" },
        { ["::/0", "192.0.2.0/24"], "anyone on the Internet" },
        { ["203.0.113.7/32"], "1 address (203.0.113.7/32)" },
        { ["10.0.0.0/24"], "256 addresses (10.0.0.0/24, not reachable from the Internet)" },
        { ["10.0.0.0/24", "203.0.113.0/24"], "512 addresses (10.0.0.0/24, 203.0.113.0/24)" },
        { ["10.0.0.0/8"], "16 777 216 addresses (10.0.0.0/8, not reachable from the Internet)" },
        { ["128.0.0.0/3", "16.0.0.0/4"], "805 306 368 addresses (16.0.0.0/4, 128.0.0.0/3)" },
        {
            [
                "0.0.0.0/3", "32.0.0.0/4", "48.0.0.0/5", "56.0.0.0/7", "58.0.0.0/8", "59.0.0.0/9", "59.128.0.0/12", "59.144.0.0/13",
                "59.152.0.0/15", "59.154.0.0/17", "59.154.128.0/18", "59.154.192.0/21",
            ],
            "999 999 488 addresses (0.0.0.0-59.154.199.255)"
        },
        {
            [
                "0.0.0.0/3", "32.0.0.0/4", "48.0.0.0/5", "56.0.0.0/7", "58.0.0.0/8", "59.0.0.0/9", "59.128.0.0/12", "59.144.0.0/13",
                "59.152.0.0/15", "59.154.0.0/17", "59.154.128.0/18", "59.154.192.0/21", "59.154.200.0/23",
            ],
            "about 2^29 addresses (0.0.0.0-59.154.201.255)"
        },
        { ["128.0.0.0/2"], "about 2^30 addresses (128.0.0.0/2)" },
        { ["2001:db8::/32"], "about 2^96 addresses (2001:db8::/32)" },
        { ["192.0.2.1/32", "192.0.2.3/32", "192.0.2.5/32"], "3 addresses (192.0.2.1/32, 192.0.2.3/32, 192.0.2.5/32)" },
        {
            ["192.0.2.1/32", "192.0.2.3/32", "192.0.2.5/32", "192.0.2.7/32", "192.0.2.9/32"],
            "5 addresses (192.0.2.1/32, 192.0.2.3/32, 192.0.2.5/32 and 2 more)"
        },
        { ["group:sg-b", "group:sg-a"], "the members of sg-a, sg-b" },
        { ["203.0.113.7/32", "group:sg-a"], "1 address (203.0.113.7/32) and the members of sg-a" },
    };

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Who_gets_in_is_counted_and_named(string[] remotes, string who) =>
        Assert.Equal(who, RemoteSides.Who([.. remotes.Select(remote => FlowRange.Parse($"inbound tcp {remote} 443"))]));
}
