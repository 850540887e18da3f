using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Problems;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Review;

/// <summary>What an instance's own peers open to strangers.</summary>
public sealed class PeerReviewTests
{
    private static readonly ServiceDefinition Sip = Service("sip", Inbound(Protocol.Udp, "5060") with { Unencrypted = true });

    /// <summary>128 prefixes, none of which is wider than a /8, that together have most of the Internet.</summary>
    private static readonly string[] Patchwork =
        [.. Enumerable.Range(11, 116).Select(first => FormattableString.Invariant($"{first}.0.0.0/8"))];

    public static TheoryData<string[]> Wide() =>
    [
        new[] { "0.0.0.0/0" },
        new[] { "::/0" },
        new[] { "0.0.0.0/1", "128.0.0.0/1" },
        new[] { "128.0.0.0/2" },
        new[] { "8.0.0.0/7" },
        new[] { "8.0.0.0/8", "11.0.0.0/32" },
        new[] { "2000::/3" },
        new[] { "2a00::/12" },
        Patchwork,
    ];

    public static TheoryData<string[]> Narrow() =>
    [
        new[] { "203.0.113.0/24" },
        new[] { "8.0.0.0/8" },
        new[] { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10" },
        new[] { "fc00::/7" },
        new[] { "2a00::/16" },
        new[] { "sg-0123456789abcdef0" },
    ];

    [Theory]
    [MemberData(nameof(Wide))]
    public void Peers_that_no_organisation_has_alone_are_the_same_finding_as_everyone(string[] peers)
    {
        var finding = Assert.Single(FindingsOf(AwsTarget.Instance, Sip, peers));

        Assert.Equal((ProblemIds.TollFraud, Severity.Warning), (finding.Id, finding.Severity));
        Assert.StartsWith("Peer group 'phones' opens udp 5060 (SIP) of 'sip' to ", finding.Message, StringComparison.Ordinal);
        Assert.Equal("peers.phones", finding.ConfigKey);
    }

    [Theory]
    [MemberData(nameof(Narrow))]
    public void Networks_that_one_organisation_can_have_are_not_a_finding(string[] peers) =>
        Assert.Empty(FindingsOf(AwsTarget.Instance, Sip, peers));

    [Theory]
    [InlineData("tag:Internet")]
    [InlineData("tag:internet")]
    [InlineData("tag:AzureCloud")]
    [InlineData("tag:AzureCloud.WestEurope")]
    public void Tags_with_machines_of_strangers_are_a_finding(string tag)
    {
        var finding = Assert.Single(FindingsOf(AzureTarget.Instance, Sip, tag));

        Assert.Equal(ProblemIds.TollFraud, finding.Id);
        Assert.Contains("to strangers (", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tag:VirtualNetwork")]
    [InlineData("tag:AzureFrontDoor.Backend")]
    public void Tags_of_known_machines_are_not(string tag) => Assert.Empty(FindingsOf(AzureTarget.Instance, Sip, tag));

    [Fact]
    public void Each_kind_of_exposure_of_a_group_is_one_finding_with_its_services()
    {
        var definition = Define(
            (Sip, "phones"),
            (Service("provisioning", Inbound(Protocol.Tcp, "50080"), Inbound(Protocol.Tcp, "50081")), "phones"),
            (Service("shell", Inbound(Protocol.Tcp, "22")), "phones"),
            (Service("plain", Inbound(Protocol.Tcp, "80") with { Unencrypted = true }), "phones"),
            (Service("apps", Inbound(Protocol.Tcp, "443")), "phones"),
            (Service("ldap", Outbound(Protocol.Tcp, "389") with { Unencrypted = true }), "phones"));
        var plan = AwsTarget.Instance.Plan(new PlanRequest("pbx", new TestPolicy(definition, Peers(("phones", ["0.0.0.0/0"])))));

        Assert.Equal(
            [
                ("SFP3003", "tcp 50080 (phone provisioning), tcp 50081 (phone provisioning) of 'provisioning' and udp 5060 (SIP) of 'sip'"),
                ("SFP3002", "tcp 22 (SSH) of 'shell'"),
                ("SFP3001", "inbound tcp 80 of 'plain'"),
            ],
            Exposures(plan).Select(
                finding => (finding.Id, Between(finding.Message, "opens ", finding.Id == "SFP3001" ? ", which is" : " to 4"))));
    }

    [Theory]
    [InlineData("22", "2222", false, "SFP3002", "opens tcp 2222 (SSH) of 'shell' to ")]
    [InlineData("443", "3389", false, "SFP3002", "opens tcp 3389 (RDP) of 'shell' to ")]
    [InlineData("50080", "8080", false, "SFP3003", "opens tcp 8080 (phone provisioning) of 'shell' to ")]
    [InlineData("80", "8080", true, "SFP3001", "opens inbound tcp 8080 (ShellPort) of 'shell', which")]
    public void A_port_that_was_moved_is_as_sensitive_as_before_and_named_as_it_is(
        string declared, string moved, bool isPlain, string id, string words)
    {
        var row = Inbound(Protocol.Tcp, declared) with { Setting = "ShellPort", Unencrypted = isPlain };
        var arguments = new PolicyArguments(Peers(("phones", ["0.0.0.0/0"])))
        {
            Settings = ImmutableSortedDictionary<string, PortRange>.Empty.Add("ShellPort", PortRange.Parse(moved)),
        };

        var plan = AwsTarget.Instance.Plan(new PlanRequest("pbx", new TestPolicy(Define((Service("shell", row), "phones")), arguments)));

        var finding = Assert.Single(Exposures(plan));
        Assert.Equal(id, finding.Id);
        Assert.Contains(words, finding.Message, StringComparison.Ordinal);
    }

    private static List<Problem> FindingsOf(CloudTarget cloud, ServiceDefinition service, params string[] peers) =>
        Exposures(cloud.Plan(new PlanRequest("pbx", Of(service, "phones", peers)) { ResourceGroupName = "pbx", RulesPerGroup = 1000 }));

    private static List<Problem> Exposures(Plan plan) =>
        [.. plan.Findings.Where(finding => finding.Id.StartsWith("SFP3", StringComparison.Ordinal))];

    private static string Between(string text, string start, string end)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }
}
