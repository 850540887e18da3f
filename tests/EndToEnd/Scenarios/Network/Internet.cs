using System.Globalization;
using System.Text.RegularExpressions;
using Starface.EndToEnd.Packets.Kernel;
using Starface.EndToEnd.Packets.Translation;

namespace Starface.EndToEnd.Scenarios.Network;

/// <summary>
/// A router with a PBX on one of its links and the PBX's peers on the others. Between the PBX and the others it applies the rules of a plan
/// as a cloud does: it tracks connections, and drops in silence.
/// </summary>
internal sealed partial class Internet : IDisposable
{
    private const string PbxLink = "pbx";
    private readonly NetworkNamespace _router = NetworkNamespace.CreateEmpty();
    private readonly List<Site> _sites = [];
    private int _zone;

    public Internet()
    {
        try
        {
            _router.Run(() =>
            {
                File.WriteAllText("/proc/sys/net/ipv4/ip_forward", "1");
                File.WriteAllText("/proc/sys/net/ipv6/conf/all/forwarding", "1");
                // A connection that was there before the rules changed is not taken for a new one.
                File.WriteAllText("/proc/sys/net/netfilter/nf_conntrack_tcp_loose", "0");
            });
            Pbx = Add(_router, PbxLink, "203.0.113.10/24", "2001:db8:1::10/64");
            Phones = Add(_router, "phones", "198.51.100.20/24", "2001:db8:2::20/64");
            Provider = Add(_router, "provider", "192.0.2.20/24", "2001:db8:3::20/64");
            Foreign = Add(_router, "foreign", "11.1.0.20/24", "2001:db8:4::20/64");
            OtherPbx = Add(_router, "other", "11.2.0.20/24", "2001:db8:5::20/64");
            Hosts = Add(
                _router,
                "hosts",
                [.. Enumerable.Range(20, 10).SelectMany(host => new[] { $"11.3.0.{host}/24", $"2001:db8:6::{host}/64" })]);
            Phones.TranslateAddresses();
            Foreign.TranslateAddresses();
            Desk = Add(Phones.Network, Site.Inside, "192.168.1.20/24");
            Carrier = Add(Foreign.Network, Site.Inside, "10.64.0.20/24");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The PBX, behind the rules.</summary>
    public Site Pbx { get; }

    /// <summary>A site of the company with phones that have addresses the PBX can reach.</summary>
    public Site Phones { get; }

    /// <summary>The same site's network behind NAT.</summary>
    public Site Desk { get; }

    /// <summary>The SIP provider.</summary>
    public Site Provider { get; }

    /// <summary>A network that the policy knows nothing of.</summary>
    public Site Foreign { get; }

    /// <summary>The same network's customers behind NAT.</summary>
    public Site Carrier { get; }

    /// <summary>Another PBX of a PBX network.</summary>
    public Site OtherPbx { get; }

    /// <summary>The servers that the PBX asks: the resolver is its first address, the others are hosts.</summary>
    public Site Hosts { get; }

    /// <summary>The address of one of the servers.</summary>
    public static string Host(bool isIPv6, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{(isIPv6 ? "2001:db8:6::" : "11.3.0.")}{20 + number}");

    /// <summary>Puts rules into effect. No connection from before is known to them.</summary>
    /// <param name="rules">The rules of a plan.</param>
    /// <param name="removed">Flows that are dropped although the rules let them pass.</param>
    public void Apply(IReadOnlyList<FilterRule> rules, params IReadOnlyList<FilterRule> removed) =>
        _router.Load(FilterScript.Tracking(rules, PbxLink, ++_zone, string.Concat(removed.SelectMany(Drops))));

    /// <summary>How many packets of removed flows were dropped since the last <see cref="Apply"/>.</summary>
    public long CountRemoved()
    {
        var chain = Command.Run(
            "ip", null, "netns", "exec", _router.Name, Command.Find("nft")!, "list", "chain", "inet", "proof", "router");
        return Packets().Matches(chain).Sum(match => long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
    }

    /// <summary>What programs said that failed, or were stopped, since the last call.</summary>
    public IReadOnlyList<string> TakeFailures() => [.. _sites.SelectMany(site => site.TakeFailures())];

    public void Dispose()
    {
        foreach (var site in _sites) site.Dispose();
        _router.Dispose();
    }

    private static IEnumerable<string> Drops(FilterRule rule) =>
        from remote in rule.Remotes
        let link = rule.IsInbound ? "oifname" : "iifname"
        let address = remote.IsAny
            ? $"meta nfproto {(remote.IsIPv6 ? "ipv6" : "ipv4")}"
            : $"{(remote.IsIPv6 ? "ip6" : "ip")} {(rule.IsInbound ? "saddr" : "daddr")} {remote}"
        select string.Create(
            CultureInfo.InvariantCulture,
            $"    {link} {PbxLink} {address} meta l4proto {rule.Protocol} th dport {rule.From}-{rule.To} counter drop\n");

    private Site Add(NetworkNamespace router, string link, params string[] addresses)
    {
        var site = new Site(router, link, addresses);
        _sites.Add(site);
        return site;
    }

    [GeneratedRegex("counter packets ([0-9]+)")]
    private static partial Regex Packets();
}
