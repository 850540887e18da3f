using System.Text.RegularExpressions;
using Starface.Policies.Tests.Seed;
using Starface.Policy;

namespace Starface.Policies.Tests;

public partial class SeedParserTests
{
    private static readonly string Text = SeedParser.ReadText();
    private static readonly SeedDocument Seed = SeedParser.Parse(Text);

    [Fact]
    public void Every_table_and_list_is_read_whole()
    {
        Assert.Equal(20, Seed.PortTable.Length);
        Assert.Equal(13, Seed.ServerAddresses.Length);
        Assert.Equal([443, 5061, 5222], Seed.Tls12Ports.Select(port => port.Port));
        Assert.Equal(12, Seed.ConnectAddresses.Length);
        Assert.Equal(5, Seed.YealinkHosts.Length);
        Assert.Equal(6, Seed.YealinkPorts.Length);
        Assert.Equal(["stun.starface.com", "stun.teamfon.com"], Seed.StunHosts.Select(host => host.Value));
    }

    [Fact]
    public void A_range_with_dots_between_the_thousands_is_a_range()
    {
        var incoming = Seed.PortTable.Single(row => row.Description.StartsWith("eingehende", StringComparison.Ordinal));

        Assert.Equal((10_000, 20_000), (incoming.From, incoming.To));
    }

    [Fact]
    public void Two_protocols_in_a_row_are_both_read_and_LDAP_is_TCP()
    {
        Assert.Equal([Protocol.Tcp, Protocol.Udp], Seed.PortTable.Single(row => row.From == 53).Protocols);
        Assert.Equal([Protocol.Tcp], Seed.PortTable.Single(row => row.From == 389).Protocols);
    }

    [Fact]
    public void The_push_hosts_carry_their_versions()
    {
        Assert.Equal(("push-cluster.starface.de", "7.0.0.19", null), Select(Seed.PushHosts[0]));
        Assert.Equal(("push.starface.de", null, "7.0.0.8"), Select(Seed.PushHosts[1]));

        static (string Host, string? Since, string? Until) Select(PushHost host) => (host.Host, host.Since, host.Until);
    }

    [Fact]
    public void Every_host_anywhere_in_the_text_is_read()
    {
        var read = Seed.ServerAddresses.Select(row => row.Host)
            .Concat(Seed.PushHosts.Select(host => host.Host))
            .Append(Seed.ConnectHost.Value)
            .Concat(Seed.YealinkHosts.Concat(Seed.StunHosts).Select(host => host.Value));

        Assert.Equal(Distinct(HostName().Matches(Text).Select(match => match.Value)), Distinct(read));
    }

    [Fact]
    public void Every_address_anywhere_in_the_text_is_read()
    {
        var versions = Seed.PushHosts.Select(host => host.Since ?? host.Until!);

        Assert.Equal(
            Distinct(DottedQuad().Matches(Text).Select(match => match.Value)),
            Distinct(Seed.ConnectAddresses.Select(address => address.Value).Concat(versions)));
    }

    [Fact]
    public void Every_port_number_anywhere_in_the_text_is_read()
    {
        var withoutOtherNumbers = OtherNumbers().Replace(DottedQuad().Replace(Text, ""), "");
        var written = Number().Matches(withoutOtherNumbers).Select(match => match.Value.Replace(".", ""));

        var read = Seed.PortTable.SelectMany(row => new[] { row.From, row.To })
            .Concat(Seed.ServerAddresses.Select(row => row.Port))
            .Concat(Seed.Tls12Ports.Concat(Seed.YealinkPorts).Append(Seed.PushPort).Append(Seed.StunPort).Select(item => item.Port))
            .Select(port => port.ToString(System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(Distinct(written), Distinct(read));
    }

    [Theory]
    [InlineData("53 | UDP und TCP |", "53 | SCTP |", "53 | SCTP | DNS")]
    [InlineData("53 | UDP und TCP |", "dreiundfünfzig | UDP |", "dreiundfünfzig")]
    [InlineData("update.starface.de | 80 | HTTP |", "update.starface.de | 80 | GOPHER |", "GOPHER")]
    [InlineData("- 45.143.185.251", "- 45.143.185", "- 45.143.185")]
    [InlineData("- dm.yealink.com", "- dm", "line 71: - dm")]
    [InlineData("Wie funktioniert ein STUN-Server?", "- UDP-Port 3479 ist auch zu öffnen.", "3479")]
    public void A_line_that_is_not_understood_is_refused_by_name(string original, string changed, string named)
    {
        var refusal = Assert.Throws<FormatException>(() => SeedParser.Parse(Text.Replace(original, changed, StringComparison.Ordinal)));

        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
    }

    private static string[] Distinct(IEnumerable<string> values) =>
        [.. values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"(?<![\w.-])[a-z0-9-]+(\.[a-z0-9-]+)*\.(com|de|net|org|eu|io)\b")]
    private static partial Regex HostName();

    [GeneratedRegex(@"\b\d+(\.\d+){3}\b")]
    private static partial Regex DottedQuad();

    // TLS versions and "alle 3 Arten".
    [GeneratedRegex(@"TLS 1\.\d|alle 3 Arten")]
    private static partial Regex OtherNumbers();

    [GeneratedRegex(@"\d+(\.\d+)?")]
    private static partial Regex Number();
}
