using System.Collections.Immutable;
using Starface.Pages.Model;
using Starface.Policies;
using Starface.Policy;
using Starface.Policy.Rules;

namespace Starface.Cli.Tests.Report;

/// <summary>Lists of other networks that are made once for a fleet are those that each instance would have alone.</summary>
public sealed class OtherSideListsTests
{
    [Fact]
    public void Instances_that_differ_in_addresses_share_rows_and_all_others_have_their_own()
    {
        ImmutableArray<FirewallPolicy> fleet =
        [
            Instance("203.0.113.0/26", 443, null, []),
            Instance("2001:db8:77::/48", 443, null, []),
            Instance("203.0.113.0/26", 8443, null, []),
            Instance("203.0.113.0/26", 443, "7.0.0.19", []),
            Instance("203.0.113.0/26", 443, null, ["sip"]),
            Instance("203.0.113.0/26", 443, null, ["sip", "rtp-media"]),
            new InstancePolicy(new CloudPbxVpn(new CloudPbxVpn.Peers
            {
                Vpn = [Peer.Parse("10.1.0.0/24")],
                Resolvers = [Peer.Parse("192.0.2.53/32")],
                TimeServers = [Peer.Parse("192.0.2.123/32")],
            }), []),
        ];
        var lists = new OtherSideLists();

        // Twice, so that every instance is asked for after every other one.
        var made = fleet.Concat(fleet).Select(lists.Of).ToList();

        foreach (var (policy, own) in fleet.Concat(fleet).Zip(made))
        {
            var alone = OtherSide.Connecting(policy).Select(group => FirewallList.ForOtherSide(policy, group, [], null)).ToList();
            Assert.NotEmpty(own);
            Assert.Equal(alone.Select(Describe), own.Select(Describe));
        }

        Assert.Equal(made[0].Select(list => list.Rows), made[1].Select(list => list.Rows));
    }

    private static InstancePolicy Instance(string phones, int webPort, string? version, ImmutableArray<string> neverCut)
    {
        var policy = new CloudPbx(new CloudPbx.Peers
        {
            Administrators = [Peer.Parse("203.0.113.0/26")],
            Phones = [Peer.Parse(phones)],
            SipProviders = [Peer.Parse("198.51.100.0/25")],
            Resolvers = [Peer.Parse("192.0.2.53/32")],
            TimeServers = [Peer.Parse("192.0.2.123/32")],
        })
        { WebPort = webPort, PbxVersion = version is null ? null : PbxVersion.Parse(version) };
        return new InstancePolicy(policy, neverCut);
    }

    private static string Describe(FirewallList list) => string.Join(
        "\n",
        list.Rows
            .Select(row => $"{row.Direction} {row.Traffic} {row.Remote} {Text(row.Addresses)} {row.Purpose} {row.Row} "
                + $"{Text(row.Row.Peers)} {Text(row.Row.OnlyPeers)}")
            .Prepend($"{list.Local}: {Text(list.Addresses)}"));

    private static string Text(ImmutableArray<string> texts) => string.Join(",", texts);

    private sealed class InstancePolicy(FirewallPolicy policy, ImmutableArray<string> neverCut)
        : FirewallPolicy(policy.Definition, new PolicyArguments(policy.Arguments) { NeverCut = [.. neverCut] });
}
