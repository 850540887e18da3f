using Starface.Policy.Clouds.Nftables;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Planning;

/// <summary>The exported text, line by line; whether the packet filter takes it and does what it says is tried in tests/EndToEnd.</summary>
public sealed class NftablesExporterTests
{
    private static TestPolicy Pbx => new(
        new(
            "test",
            "Größe",
            null,
            [
                new(Service("web", Inbound(Protocol.Tcp, "443", "Zeile 443: Weboberfläche")), "users", null),
                new(
                    Service("media", Inbound(Protocol.Udp, "10000-20000", "row"), Outbound(Protocol.Udp, "1025-65535", "row")),
                    PeerGroupId.Anywhere,
                    null),
                new(Service("neon"), null, null),
            ]),
        Peers(("users", ["192.0.2.0/25", "192.0.2.128/25", "203.0.113.7/32", "2001:db8::/32"])));

    private static readonly string s_sets = """

          # web: Zeile 443: Weboberflaeche
          set in_tcp_443_v4 {
            type ipv4_addr
            flags interval
            elements = {
              192.0.2.0/24,
              203.0.113.7/32,
            }
          }

          # web: Zeile 443: Weboberflaeche
          set in_tcp_443_v6 {
            type ipv6_addr
            flags interval
            elements = {
              2001:db8::/32,
            }
          }

        """.Replace("\r", "", StringComparison.Ordinal);

    private static readonly string s_chains = """

          # Connections from the remote side.
          chain inbound {
            ip saddr @in_tcp_443_v4 tcp dport 443 accept comment "web: Zeile 443: Weboberflaeche"
            ip6 saddr @in_tcp_443_v6 tcp dport 443 accept comment "web: Zeile 443: Weboberflaeche"
            udp dport 10000-20000 accept comment "media: row"
            drop
          }

          # Connections to the remote side.
          chain outbound {
            udp dport 1025-65535 accept comment "media: row"
            drop
          }
        }

        """.Replace("\r", "", StringComparison.Ordinal);

    [Fact]
    public void For_a_firewall_in_front_the_rules_stand_at_forward() => Assert.Equal(
        $$"""
        #!/usr/sbin/nft -f
        # Policy test: Groesse
        # Permitted flows (SHA-256): {{Pbx.Digest}}
        # For a firewall whose interface dmz.1 is on the side of the protected network.
        # Check it with 'nft -c -f FILE', load it with 'nft -f FILE': the table is replaced as a whole or not at all.
        # SFP2009: Service 'neon' opens nothing: its declaration names no requirement; declare its requirements, or remove the allowance.

        table inet starface_policy
        delete table inet starface_policy

        table inet starface_policy {

        """ + s_sets
        + """

          chain forward {
            type filter hook forward priority filter; policy drop;
            ct state established,related accept
            ct state invalid drop
            iifname "dmz.1" goto outbound
            oifname "dmz.1" goto inbound
          }

        """ + s_chains,
        NftablesExporter.Export(Pbx, new NftablesOptions { Placement = NftablesPlacement.Forward, InsideInterface = "dmz.1" }));

    [Fact]
    public void On_the_machine_itself_they_stand_at_input_and_output_with_what_its_network_needs()
    {
        var text = NftablesExporter.Export(Pbx, new NftablesOptions { Placement = NftablesPlacement.Host });

        Assert.Contains("# For the protected machine itself.\n", text, StringComparison.Ordinal);
        const string Own = """
                ip6 hoplimit 255 icmpv6 type { nd-router-solicit, nd-router-advert, nd-neighbor-solicit, nd-neighbor-advert } accept comment "IPv6 neighbour discovery"
                icmpv6 type { mld-listener-query, mld-listener-report, mld-listener-done, mld2-listener-report } accept comment "IPv6 multicast listeners"
                ct state established,related accept
                ct state invalid drop
            """;
        Assert.EndsWith(
            s_sets
            + $"\n  chain input {{\n    type filter hook input priority filter; policy drop;\n    iifname \"lo\" accept\n{Own}\n    goto "
            + "inbound\n  }\n"
            + $"\n  chain output {{\n    type filter hook output priority filter; policy drop;\n    oifname \"lo\" accept\n{Own}\n    "
            + "goto outbound\n  }\n"
            + s_chains,
            text,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tcp", "0-65535", "192.0.2.0/24", "ip saddr @in_tcp_all_v4 meta l4proto 6 accept")]
    [InlineData("tcp", "80", "0.0.0.0/0", "meta nfproto ipv4 tcp dport 80 accept")]
    [InlineData("udp", "1-2", "::/0", "meta nfproto ipv6 udp dport 1-2 accept")]
    [InlineData("udp", "1-2", "2001:db8::/32", "ip6 saddr @in_udp_1_2_v6 udp dport 1-2 accept")]
    [InlineData("esp", "0-65535", "192.0.2.0/24", "ip saddr @in_esp_all_v4 meta l4proto 50 accept")]
    [InlineData("ah", "0-65535", "192.0.2.0/24", "ip saddr @in_ah_all_v4 ip protocol ah accept")]
    [InlineData("ah", "0-65535", "2001:db8::/32", "ip6 saddr @in_ah_all_v6 ip6 nexthdr ah accept")]
    [InlineData("any", "0-65535", "192.0.2.0/24", "ip saddr @in_all_all_v4 accept")]
    [InlineData("icmp", "0-65535", "192.0.2.0/24", "ip saddr @in_icmp_all_v4 meta l4proto 1 accept")]
    [InlineData("icmp", "2048-2303", "192.0.2.0/24", "ip saddr @in_icmp_type_8_v4 icmp type 8 accept")]
    [InlineData("icmp", "772", "192.0.2.0/24", "ip saddr @in_icmp_type_3_code_4_v4 icmp type 3 icmp code 4 accept")]
    [InlineData("icmpv6", "256-511", "2001:db8::/32", "ip6 saddr @in_icmpv6_type_1_v6 icmpv6 type 1 accept")]
    public void A_rule_is_a_line_with_the_match_of_its_protocol(string protocol, string ports, string peer, string line)
    {
        var lines = Lines(Of(Service("s", Inbound(Enum.Parse<Protocol>(protocol, ignoreCase: true), ports)), "users", peer));

        Assert.Equal([line + " comment \"s: row\"", "drop", "drop"], lines);
    }

    [Fact]
    public void Both_families_are_one_line_but_for_the_authentication_header() => Assert.Equal(
        [
            "udp dport 53 accept comment \"s: row\"", "meta nfproto ipv4 ip protocol ah accept comment \"s: row\"",
            "meta nfproto ipv6 ip6 nexthdr ah accept comment \"s: row\"", "drop",
            "ip daddr @out_tcp_80_v4 tcp dport 80 accept comment \"t: row\"", "drop",
        ],
        Lines(new TestPolicy(
            Define(
                (Service("s", Inbound(Protocol.Udp, "53"), Inbound(Protocol.Ah, "0-65535")), PeerGroupId.Anywhere),
                (Service("t", Outbound(Protocol.Tcp, "80")), "users")),
            Peers(("users", ["192.0.2.0/24"])))));

    [Theory]
    [InlineData(Protocol.Icmp, "2001:db8::/32")]
    [InlineData(Protocol.IcmpV6, "192.0.2.0/24")]
    public void The_icmp_of_the_other_family_is_left_out(Protocol protocol, string peer) =>
        Assert.Equal(["drop", "drop"], Lines(Of(Service("s", Inbound(protocol, "0-65535")), "users", peer)));

    [Fact]
    public void What_nftables_cannot_say_is_refused()
    {
        Assert.Equal(
            "Peer 'sg-0a1b2c3d' exists only in its cloud, so nftables cannot match it; name the prefixes of its members instead.",
            Assert.Throws<PolicyException>(
                () => Lines(Of(Service("s", Inbound(Protocol.Tcp, "1")), "users", "192.0.2.0/24", "sg-0a1b2c3d"))).Message);
        Assert.Equal(
            "nftables has no rule for several ICMP types at once (0-300); declare one requirement for each type.",
            Assert.Throws<PolicyException>(
                () => Lines(Of(Service("s", Inbound(Protocol.Icmp, "0-300")), "users", "192.0.2.0/24"))).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("abcdefghijklmnop")]
    [InlineData("lan 0")]
    [InlineData("lan\"")]
    public void An_interface_has_a_name_that_linux_takes(string name) => Assert.Equal(
        $"'{name}' is not a valid name of a network interface; write 1 to 15 letters, digits, dots, hyphens, underscores or @, such as "
        + "lan0.",
        Assert.Throws<PolicyException>(
            () => new NftablesOptions { Placement = NftablesPlacement.Forward, InsideInterface = name }).Message);

    [Theory]
    [InlineData("abcdefghijklmno")]
    [InlineData("az.AZ-09_@")]
    public void Letters_digits_and_some_marks_make_an_interface(string name) =>
        Assert.Equal(name, new NftablesOptions { Placement = NftablesPlacement.Forward, InsideInterface = name }.InsideInterface);

    /// <summary>The lines of both rule chains.</summary>
    private static string[] Lines(FirewallPolicy policy)
    {
        var text = NftablesExporter.Export(policy, new NftablesOptions { Placement = NftablesPlacement.Forward });
        return
        [
            .. text[text.IndexOf("chain inbound {", StringComparison.Ordinal)..].Split('\n').Select(line => line.Trim())
                .Where(
                    line =>
                        line.Length > 0 && line is not "}" && !line.StartsWith('#') && !line.StartsWith("chain", StringComparison.Ordinal)),
        ];
    }
}
