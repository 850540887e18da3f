using System.Collections.Immutable;
using Starface.Policies.Tests.Checks;
using Starface.Policies.Tests.Seed;
using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Policies.Tests;

public class CatalogTests
{
    private static readonly string Text = SeedParser.ReadText();
    private static readonly SeedDocument Seed = SeedParser.Parse(Text);

    /// <summary>The services of the vendor's text, without those that operators ask for.</summary>
    private static readonly ImmutableArray<ServiceDefinition> Services =
        [.. Catalog.Instance.Services.Where(service => service.Requirements.All(row => row.Basis != Basis.Operator))];

    public static TheoryData<string, int> EveryRequirement()
    {
        var data = new TheoryData<string, int>();
        foreach (var service in Services)
        {
            for (var index = 0; index < service.Requirements.Length; index++) data.Add(service.Id, index);
        }

        return data;
    }

    /// <summary>The numbers of the lines that hold a row, host, address or port, each of which asks for something.</summary>
    public static TheoryData<int> EveryRowOfTheText() =>
    [
        .. Seed.PortTable.Select(row => row.Line.Number),
        .. Seed.ServerAddresses.Where(row => row.Protocol == Protocol.Tcp).Select(row => row.Line.Number),
        .. Seed.Tls12Ports
            .Concat(Seed.ConnectAddresses)
            .Concat(Seed.YealinkHosts)
            .Concat(Seed.YealinkPorts)
            .Select(item => item.Line.Number),
        .. Seed.PushHosts.Select(host => host.Line.Number),
    ];

    [Fact]
    public void Every_row_of_the_text_is_in_a_requirement_and_every_requirement_is_in_the_text()
    {
        var check = CatalogCheck.Compare(Seed, Services);

        Assert.Empty(check.Missing);
        Assert.Empty(check.Unjustified);
    }

    [Theory]
    [MemberData(nameof(EveryRequirement))]
    public void A_requirement_that_is_left_out_is_reported_and_nothing_else(string id, int index)
    {
        var service = Find(id);
        var removed = service.Requirements[index];

        var check = CatalogCheck.Compare(Seed, With(Change(service, service.Requirements.RemoveAt(index))));

        Assert.Equal(Need.Of(service, removed), Assert.Single(check.Missing).Need);
        Assert.Empty(check.Unjustified);
    }

    [Theory]
    [MemberData(nameof(EveryRequirement))]
    public void An_undocumented_port_is_reported_with_the_row_it_replaced(string id, int index)
    {
        var service = Find(id);
        var original = service.Requirements[index];
        var invented = Move(original, new PortRange(666, 666));

        var check = CatalogCheck.Compare(Seed, With(Change(service, service.Requirements.SetItem(index, invented))));

        Assert.Equal(Need.Of(service, original), Assert.Single(check.Missing).Need);
        Assert.Equal(Need.Of(service, invented), Assert.Single(check.Unjustified));
    }

    [Theory]
    [MemberData(nameof(EveryRequirement))]
    public void A_requirement_declared_twice_is_reported(string id, int index)
    {
        var service = Find(id);
        var twice = service.Requirements[index];

        var check = CatalogCheck.Compare(Seed, With(Change(service, service.Requirements.Add(twice))));

        Assert.Empty(check.Missing);
        Assert.Equal(Need.Of(service, twice), Assert.Single(check.Unjustified));
    }

    [Theory]
    [MemberData(nameof(EveryRowOfTheText))]
    public void A_row_the_vendor_drops_leaves_a_requirement_without_justification(int lineNumber)
    {
        var lines = Text.Split('\n').ToList();
        lines.RemoveAt(lineNumber - 1);

        var check = CatalogCheck.Compare(SeedParser.Parse(string.Join('\n', lines)), Services);

        Assert.NotEmpty(check.Unjustified);
    }

    [Fact]
    public void A_row_the_vendor_adds_needs_a_decision()
    {
        var longer = Text.Replace("5222 | TCP |", "5070 | TCP | Neuer Dienst |\n5222 | TCP |", StringComparison.Ordinal);

        var refusal = Assert.Throws<InvalidOperationException>(() => CatalogCheck.Compare(SeedParser.Parse(longer), Services));

        Assert.Contains("5070 | TCP | Neuer Dienst", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_services_are_those_of_the_design() =>
        Assert.Equal(
            [
                "active-directory", "apps", "backup", "dns", "ip-lookup", "ldap", "ldaps", "license-server", "mail-submission",
                "mobile-push", "neon", "ntp",
                "pbx-network",
                "provider-portal", "provisioning", "rtp-media", "sip", "sip-kamailio", "sip-tls", "ssh", "starface-connect", "stun",
                "updates",
                "web-interface", "yealink-phones",
            ],
            Catalog.Instance.Services.Select(service => service.Id));

    [Fact]
    public void What_operators_ask_for_says_so_in_every_row_and_is_open_only_to_peers_that_an_instance_may_leave_out()
    {
        var asked = Catalog.Instance.Services.Except(Services).ToList();

        Assert.Equal(["backup", "mail-submission", "ssh"], asked.Select(service => service.Id));
        Assert.All(asked.SelectMany(service => service.Requirements), row => Assert.Equal(Basis.Operator, row.Basis));
        Assert.All(
            Catalog.Instance.Policies
                .SelectMany(policy => policy.Definition.Allowances)
                .Where(allowance => asked.Contains(allowance.Service)),
            allowance => Assert.True(allowance.Optional));
    }

    [Fact]
    public void Every_service_has_a_title_for_people() =>
        Assert.All(Catalog.Instance.Services, service => Assert.NotEqual(service.Id, service.Title));

    [Fact]
    public void Only_the_Yealink_servers_are_seen_from_the_network_of_the_phones() =>
        Assert.Equal(["yealink-phones"], Services.Where(service => service.Viewpoint == Viewpoint.Phones).Select(service => service.Id));

    [Fact]
    public void Neon_has_no_requirements_and_says_where_it_is_documented()
    {
        var undocumented = Services.Where(service => service.Requirements.IsEmpty || service.DocumentedElsewhere is not null);

        var neon = Assert.Single(undocumented);
        Assert.Equal("neon", neon.Id);
        Assert.Empty(neon.Requirements);
        Assert.Contains("STARFACE NEON", neon.DocumentedElsewhere, StringComparison.Ordinal);
        Assert.Contains("in einem anderen Teil der Dokumentation", Seed.NeonStatement.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_source_quotes_the_vendor_word_for_word_and_names_the_port_or_host()
    {
        var lines = Expectations.From(Seed).ToDictionary(expectation => expectation.Need, expectation => expectation.Lines);

        Assert.All(Services.SelectMany(service => service.Requirements, (service, requirement) => (service, requirement)), row =>
        {
            var (place, quotation) = Split(row.requirement.Source);
            Assert.Contains(lines[Need.Of(row.service, row.requirement)], line => line.Text.Contains(quotation, StringComparison.Ordinal));
            Assert.Contains(WrittenAs(row.requirement.Ports), place, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Every_source_fits_into_the_description_of_a_cloud_rule_beside_the_id_of_its_service()
    {
        // The narrower cloud accepts 140 characters, and an umlaut is written with two letters.
        Assert.All(Services.SelectMany(service => service.Requirements, (service, requirement) => (service.Id, requirement.Source)), row =>
        {
            Assert.InRange(row.Id.Length + row.Source.Length + row.Source.Count(letter => !char.IsAscii(letter)), 1, 135);
            Assert.Matches(@"^[A-Za-z0-9ÄÖÜäöüß .,:()/-]+$", row.Source);
        });
    }

    private static ServiceDefinition Find(string id) => Services.Single(service => service.Id == id);

    private static ServiceDefinition Change(ServiceDefinition service, ImmutableArray<Requirement> requirements) =>
        new(service.Id, service.Title, requirements)
        {
            Viewpoint = service.Viewpoint,
            DocumentedElsewhere = service.DocumentedElsewhere,
            Needs = service.Needs,
        };

    private static Requirement Move(Requirement row, PortRange ports) => new(row.Direction, row.Protocol, ports, row.Source)
    {
        Setting = row.Setting,
        Host = row.Host,
        Addresses = row.Addresses,
        MinimumTls = row.MinimumTls,
        Unencrypted = row.Unencrypted,
        Since = row.Since,
        Until = row.Until,
        Basis = row.Basis,
    };

    private static IEnumerable<ServiceDefinition> With(ServiceDefinition changed) =>
        Services.Select(service => service.Id == changed.Id ? changed : service);

    private static (string Place, string Quotation) Split(string source)
    {
        var colon = source.LastIndexOf(": ", StringComparison.Ordinal);
        return (source[..colon], source[(colon + 2)..]);
    }

    /// <summary>A range as the vendor writes it, with a dot between the thousands; a port without one.</summary>
    private static string WrittenAs(PortRange ports) => ports.From == ports.To
        ? ports.From.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : FormattableString.Invariant($"{ports.From / 1000}.{ports.From % 1000:000} bis {ports.To / 1000}.{ports.To % 1000:000}");
}
