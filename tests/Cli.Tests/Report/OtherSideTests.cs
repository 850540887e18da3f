using System.Text.Json;
using System.Collections.Immutable;
using Starface.Cli.Selection;
using Starface.Cli.Tests.Support;
using Starface.Policies;
using Starface.Policy;
using Starface.Policy.Flows;
using Starface.Policy.Rules;

namespace Starface.Cli.Tests.Report;

/// <summary>The policy of the other side permits exactly what the policy of the PBX permits, the other way round.</summary>
public sealed class OtherSideTests
{
    private static readonly Peer Pbx = Peer.Parse("198.51.100.200/32");
    private static readonly Peer PbxOfIPv6 = Peer.Parse("2001:db8:ffff::200/128");

    public static TheoryData<string> Stacks => ["demo-aws", "demo-azure"];

    [Theory]
    [MemberData(nameof(Stacks))]
    public void What_is_permitted_here_from_an_address_is_permitted_there_to_here_and_nothing_else(string stack)
    {
        AssertTurned(PolicyOf(stack));
    }

    public static TheoryData<string> Policies => [.. Catalog.Instance.Policies.Select(policy => policy.Definition.Id)];

    // Networks of a few addresses, so that those of different groups are equal, contain each other, or lie side by side. What a rule of the
    // PBX has of a group may then be left out, since another group's network contains it.
    [Theory]
    [MemberData(nameof(Policies))]
    public void That_holds_for_peer_groups_whose_networks_contain_each_other(string id)
    {
        var descriptor = Catalog.Instance.FindPolicy(id)!;
        var random = new Random(id.Length);
        for (var run = 0; run < 4; run++)
        {
            AssertTurned(descriptor.Create(new PolicyArguments
            {
                Peers = ImmutableSortedDictionary.CreateRange(
                    StringComparer.Ordinal,
                    descriptor.Definition.PeerGroups.Select(group => KeyValuePair.Create(group, RandomPeers()))),
            }));
        }

        PeerList RandomPeers() => PeerList.Create(
        [
            .. Enumerable.Range(0, random.Next(1, 4))
                .Select(_ => random.Next(3) == 0
                    ? Prefix.From(Address.Parse(FormattableString.Invariant($"2001:db8::{random.Next(8):x}")), random.Next(124, 129))
                    : Prefix.From(Address.Parse(FormattableString.Invariant($"10.0.0.{random.Next(8)}")), random.Next(28, 33)))
                .Select(Peer.FromPrefix),
        ]);
    }

    private static void AssertTurned(FirewallPolicy policy)
    {
        var groups = policy.Definition.PeerGroups.Append("anywhere").ToDictionary(
            group => group, group => group == "anywhere" ? PeerList.Anywhere : policy.Arguments.Peers.GetValueOrDefault(group) ?? []);
        var sides = groups.ToDictionary(group => group.Key, group => OtherSide.PolicyOf(policy, group.Key, [Pbx, PbxOfIPv6], null).Flows);
        var addresses = groups.Values.SelectMany(peers => peers)
            .SelectMany(peer => new[] { peer.Prefix!.Value.First, peer.Prefix!.Value.Last })
            .Append(Address.Parse("8.8.8.8"))
            .Distinct();
        var questions =
            from address in addresses
            from rule in policy.Rules
            from port in new[] { rule.Ports.From - 1, rule.Ports.From, rule.Ports.To, rule.Ports.To + 1 }
            where port is >= 0 and <= 65535
            from direction in new[] { Direction.Inbound, Direction.Outbound }
            select (address, rule.Protocol, port, direction);
        var permitted = 0;

        foreach (var (address, protocol, port, direction) in questions)
        {
            var ports = new PortRange(port, port);

            // What a host that the catalogue names may do is not a matter of any network of the operator.
            var here = policy.Rules.Any(rule =>
                rule.Direction == direction && rule.Protocol == protocol && rule.Ports.Contains(ports)
                && rule.Peers.Any(peer => peer.Origins.Any(origin => origin.PeerGroup is not null) && peer.Peer.Scope.Contains(address)));
            var turned = direction == Direction.Inbound ? Direction.Outbound : Direction.Inbound;
            var there = groups
                .Where(group => group.Value.Any(peer => peer.Scope.Contains(address)))
                .Any(group => sides[group.Key].Contains(new FlowRange(turned, protocol, PbxOf(address).Scope, ports)));

            Assert.True(here == there, $"{direction} {protocol} {port} with {address}: {here} here, {there} there");
            if (here) permitted++;
        }

        Assert.Equal(policy.Rules.Any(rule => rule.Origins.Any(origin => origin.PeerGroup is not null)), permitted != 0);
        Assert.All(
            sides.Values,
            flows => Assert.All(flows.Ranges(), range => Assert.Contains(range.Remote, new[] { Pbx.Scope, PbxOfIPv6.Scope })));

        static Peer PbxOf(Address address) => address.Family == AddressFamily.IPv4 ? Pbx : PbxOfIPv6;
    }

    [Fact]
    public void The_network_of_yealink_phones_has_the_rows_of_the_pbx_beside_those_of_the_vendor()
    {
        var policy = PolicyOf("demo-aws");
        var yealink = Catalog.Instance.FindPolicy("yealink-phone-network")!.Definition;

        var site = OtherSide.PolicyOf(policy, "phones", [Pbx], yealink);

        Assert.All(
            [5060, 50080, 10000, 8443],
            port => Assert.Contains(
                site.Rules, rule => rule.Direction == Direction.Outbound && rule.Ports.Contains(new PortRange(port, port))));
        Assert.DoesNotContain(site.Findings, finding => finding.Id == "SFP4015");
    }

    [Fact]
    public void The_list_in_markdown_is_for_the_network_of_the_phones()
    {
        var text = Tool.Run(
            "export", "--stack", "demo-aws", "--to", "markdown", "--side", "phones", "--pbx-address", "198.51.100.200").Output;

        Assert.Contains("\n## phones\n", text, StringComparison.Ordinal);
        Assert.Contains("| outbound | tcp | 50080 | phones: 203.0.113.0/26", text, StringComparison.Ordinal);
        Assert.Contains("| the PBX: 198.51.100.200/32 | Phone provisioning | unencrypted |", text, StringComparison.Ordinal);
        Assert.Contains("| inbound | udp | 1025-65535 | the PBX", text, StringComparison.Ordinal);
        Assert.DoesNotContain("administrators: ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_list_of_the_pbx_is_there_in_both_languages_and_forms()
    {
        var csv = Tool.Run("export", "--stack", "demo-azure", "--to", "csv", "--language", "de").Output.Split('\n');
        var markdown = Tool.Run("export", "--stack", "demo-azure", "--to", "markdown").Output;

        Assert.StartsWith("\ufeff\"Gerät oder Partner\";\"Richtung\";\"Protokoll\";\"Ports\"", csv[0], StringComparison.Ordinal);
        Assert.Contains(csv, line => line.StartsWith("\"die PBX\";\"eingehend\";\"tcp\";\"8443\";", StringComparison.Ordinal));
        Assert.Contains("| inbound | tcp | 8443 | administrators: 203.0.113.0/26", markdown, StringComparison.Ordinal);
        Assert.Equal(csv.Length - 1, markdown.Split('\n').Count(line => line.StartsWith("| inbound", StringComparison.Ordinal)
            || line.StartsWith("| outbound", StringComparison.Ordinal)) + 1);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData(" @x", "' @x")]
    [InlineData("\t-2", "' -2")]
    [InlineData("+\"x\"", "'+\"\"x\"\"")]
    [InlineData("＝1", "'＝1")]
    [InlineData("a\nb", "a b")]
    [InlineData("10000-20000", "10000-20000")]
    public void No_cell_is_a_formula(string text, string cell) => Assert.Equal(cell, Drift.Output.Csv.Escape(text));

    [Theory]
    [InlineData("--to nftables --side phones", "--pbx-address")]
    [InlineData("--to nftables --side all --pbx-address 192.0.2.1", "one network")]
    [InlineData("--to csv --side fones", "phones")]
    [InlineData("--to csv --side phones --beside yealink", "yealink-phone-network")]
    [InlineData("--to csv --beside yealink-phone-network", "--side")]
    [InlineData("--to csv --side phones --pbx-address 192.0.2.1/8", "--pbx-address")]
    [InlineData("--to csv --side phones --pbx-address sg-0123456789abcdef0", "--pbx-address")]
    [InlineData("--to csv --language fr", "de or en")]
    [InlineData("--to nftables --language de", "no effect on a ruleset")]
    public void What_cannot_be_exported_is_told(string options, string words) =>
        Tool.Run($"export --stack demo-aws {options}".Split(' ')).IsError(words);

    [Theory]
    [InlineData("2001:db8::7", false)]
    [InlineData("198.51.100.7", true)]
    public void A_network_that_cannot_reach_the_pbx_by_its_ip_version_is_told(string address, bool isFine)
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: starface\n");
        folder.Write("Pulumi.one.yaml", StackText.Good);
        foreach (var form in new[] { "nftables", "csv" })
        {
            var result = Tool.RunIn(
                folder.Environment, "export", "--stack", "one", "--to", form, "--side", "vpn", "--pbx-address", address);
            if (isFine) Assert.Equal(0, result.ExitCode);
            else result.IsError("--pbx-address: 'vpn' has addresses of one IP version");
        }
    }

    // Excel takes a file for the code page of Windows otherwise.
    [Theory]
    [InlineData("de")]
    [InlineData("en")]
    public void A_file_for_spreadsheets_begins_with_the_mark_of_UTF_8_and_its_text_in_JSON_does_not(string language)
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: starface\n");
        folder.Write("Pulumi.one.yaml", StackText.Good);
        string[] command = ["export", "--stack", "one", "--to", "csv", "--language", language];

        Tool.RunIn(folder.Environment, [.. command, "--output", "list.csv"]);
        var bytes = File.ReadAllBytes(Path.Combine(folder.Path, "list.csv"));
        var json = Tool.RunIn(folder.Environment, [.. command, "--format", "json"]).Output;

        Assert.Equal([0xEF, 0xBB, 0xBF, (byte)'"'], bytes[..4]);
        Assert.DoesNotContain('\ufeff', System.Text.Encoding.UTF8.GetString(bytes)[1..]);
        Assert.StartsWith("\"", JsonDocument.Parse(json).RootElement.GetProperty("ruleset").GetString(), StringComparison.Ordinal);
    }

    private static FirewallPolicy PolicyOf(string stack)
    {
        var catalog = new Lazy<PolicyCatalog>(Catalog.Instance);
        return InstanceSelector.Select(new InstanceSelection { Stacks = [stack] }, catalog, Checkout.Environment)[0].Config.Request.Policy;
    }
}
