using Starface.Policy.Clouds;
using Starface.Policy.Composition;
using Starface.Policy.Review;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Review;

/// <summary>What the compiler underlines in a policy, in the words people read.</summary>
public sealed class PolicyReviewTests
{
    [Theory]
    [InlineData(Protocol.Udp, "5060", "SFP3003", "Service 's' opens udp 5060 (SIP) to anyone on the Internet, which invites toll "
        + "fraud; allow it to a named peer group, or explain in Because what protects it")]
    [InlineData(Protocol.Tcp, "5060", "SFP3003", "Service 's' opens tcp 5060 (SIP) to anyone on the Internet, which invites toll "
        + "fraud; allow it to a named peer group, or explain in Because what protects it")]
    [InlineData(Protocol.Tcp, "50080", "SFP3003", "Service 's' opens tcp 50080 (phone provisioning) to anyone on the Internet, which "
        + "invites toll fraud; allow it to a named peer group, or explain in Because what protects it")]
    [InlineData(Protocol.Tcp, "50081-50090", "SFP3003", "Service 's' opens tcp 50081 (phone provisioning) to anyone on the Internet, "
        + "which invites toll fraud; allow it to a named peer group, or explain in Because what protects it")]
    [InlineData(Protocol.Tcp, "22", "SFP3002", "Service 's' opens tcp 22 (SSH) to anyone on the Internet; allow it only to the "
        + "administrators' networks, or explain in Because what protects it")]
    [InlineData(Protocol.Tcp, "23", "SFP3002", "Service 's' opens tcp 23 (Telnet) to anyone on the Internet; allow it only to the "
        + "administrators\' networks, or explain in Because what protects it")]
    [InlineData(Protocol.Udp, "161", "SFP3002", "Service 's' opens udp 161 (SNMP) to anyone on the Internet; allow it only to the "
        + "administrators\' networks, or explain in Because what protects it")]
    [InlineData(Protocol.Tcp, "3300-3306", "SFP3002", "Service 's' opens tcp 3306 (MySQL) to anyone on the Internet; allow it "
        + "only to the administrators\' networks, or explain in Because what protects it")]
    [InlineData(Protocol.Tcp, "3389", "SFP3002", "Service 's' opens tcp 3389 (RDP) to anyone on the Internet; allow it only to the "
        + "administrators\' networks, or explain in Because what protects it")]
    [InlineData(Protocol.Tcp, "5038", "SFP3002", "Service 's' opens tcp 5038 (the Asterisk Manager Interface) to anyone on the "
        + "Internet; allow it only to the administrators' networks, or explain in Because what protects it")]
    [InlineData(Protocol.Tcp, "5432", "SFP3002", "Service 's' opens tcp 5432 (PostgreSQL) to anyone on the Internet; allow it "
        + "only to the administrators\' networks, or explain in Because what protects it")]
    [InlineData(Protocol.Tcp, "5900", "SFP3002", "Service 's' opens tcp 5900 (VNC) to anyone on the Internet; allow it only to the "
        + "administrators\' networks, or explain in Because what protects it")]
    [InlineData(Protocol.Tcp, "5985", "SFP3002", "Service 's' opens tcp 5985 (WinRM) to anyone on the Internet; allow it only to the "
        + "administrators\' networks, or explain in Because what protects it")]
    [InlineData(Protocol.Tcp, "5986", "SFP3002", "Service 's' opens tcp 5986 (WinRM) to anyone on the Internet; allow it only to the "
        + "administrators\' networks, or explain in Because what protects it")]
    public void What_must_not_be_open_to_everyone_is_named(Protocol protocol, string ports, string id, string message)
    {
        var service = Service("s", Inbound(protocol, ports) with { Unencrypted = true });

        Assert.Equal([(0, DeclarationPart.PeerGroup, id, message)], Review((service, PeerGroupId.Anywhere)));
        Assert.Empty(Review((service, "phones")));
        Assert.Empty(DeclarationReview.Review(Declare(new Allowance(service, PeerGroupId.Anywhere, "The session border controller in "
            + "front takes no other calls")), ShippedClouds.All));
    }

    [Fact]
    public void What_is_readable_on_the_way_is_named_unless_it_goes_out_or_to_a_named_host()
    {
        var plain = Inbound(Protocol.Tcp, "80") with { Unencrypted = true };

        Assert.Equal(
            [(0, DeclarationPart.PeerGroup, "SFP3001", "Service 's' opens inbound tcp 80, which is unencrypted, to anyone on the "
                + "Internet; allow it to a named peer group, or explain in Because why unencrypted traffic is acceptable")],
            Review((Service("s", Inbound(Protocol.Tcp, "443"), plain), PeerGroupId.Anywhere)));
        Assert.Empty(
            Review(
                (
                    Service(
                        "s",
                        plain with { Direction = Direction.Outbound },
                        plain with { Host = "a.example.com" },
                        Inbound(Protocol.Tcp, "443")), PeerGroupId.Anywhere)));
    }

    [Theory]
    [InlineData("TODO: ask", true)]
    [InlineData("tbd later", true)]
    [InlineData("FIXME!", true)]
    [InlineData("tba by ops", true)]
    [InlineData("", true)]
    [InlineData("?!", true)]
    [InlineData("N/A", true)]
    [InlineData("Because I say so.", true)]
    [InlineData("see  above", true)]
    [InlineData("test", true)]
    [InlineData("test phones of the lab", false)]
    [InlineData("phones todo", false)]
    [InlineData("Media may come from any of the provider's gateways", false)]
    public void A_reason_has_to_say_something(string because, bool placeholder)
    {
        var allowance = new Allowance(Service("s", Inbound(Protocol.Udp, "5060")), PeerGroupId.Anywhere, because);

        var remarks = DeclarationReview.Review(Declare(allowance), ShippedClouds.All);

        Assert.Equal(
            placeholder ? [(DeclarationPart.Because, "SFP3006")] : [],
            remarks.Select(remark => (remark.DeclarationPlace!.Part, remark.Id)));
        Assert.All(remarks, remark => Assert.Equal(
            $"The reason '{because}' for 's' for 'anywhere' is a placeholder; write in a sentence who needs this access and what "
            + "protects it, or remove Because", remark.Text));
    }

    public static TheoryData<string> Placeholders =>
    [
        "a", "asdf", "because", "change me", "changeme", "dummy", "explain", "explanation", "foo", "later", "missing", "na", "needed", "no",
        "no reason", "none", "ok", "placeholder", "reason",
        "required", "some reason", "tbc", "temp", "temporary", "to be done", "unknown", "why", "wip", "x", "xx", "xxx", "yes",
    ];

    [Theory]
    [MemberData(nameof(Placeholders))]
    public void A_word_in_place_of_a_reason_is_none(string word) => Assert.True(ReasonText.IsPlaceholder(word.ToUpperInvariant() + "."));

    [Fact]
    public void An_allowance_that_adds_nothing_says_by_which_it_is_covered() => Assert.Equal(
        [(1, DeclarationPart.Whole, "SFP2003", "The [Allow] of 'sip' for 'phones' adds nothing to policy 'test': what it opens is already "
            + "open by the [Allow] of 'all' for 'phones'; remove it, or narrow the other")],
        Review((Service("all", Inbound(Protocol.Udp, "5000-5100")), "phones"), (Service("sip", Inbound(Protocol.Udp, "5060")), "phones")));

    [Fact]
    public void An_allowance_that_stays_longer_or_is_never_cut_is_not_covered()
    {
        CalendarDate early = CalendarDate.Parse("2027-01-01"), late = CalendarDate.Parse("2027-02-01");

        Assert.True(IsCovered(Wide(), Narrow()));
        Assert.False(IsCovered(Wide(), Narrow(neverCut: true)));
        Assert.True(IsCovered(Wide(neverCut: true), Narrow(neverCut: true)));
        Assert.True(IsCovered(Wide(), Narrow(late)));
        Assert.True(IsCovered(Wide(late), Narrow(early)));
        Assert.True(IsCovered(Wide(late), Narrow(late)));
        Assert.False(IsCovered(Wide(early), Narrow(late)));
        Assert.False(IsCovered(Wide(late), Narrow()));

        static Allowance Wide(CalendarDate? expires = null, bool neverCut = false) =>
            new(Service("all", Inbound(Protocol.Udp, "5000-5100")), "phones", null) { Expires = expires, NeverCut = neverCut };

        static Allowance Narrow(CalendarDate? expires = null, bool neverCut = false) =>
            new(Service("sip", Inbound(Protocol.Udp, "5060")), "phones", null) { Expires = expires, NeverCut = neverCut };

        static bool IsCovered(Allowance wide, Allowance narrow) =>
            DeclarationReview.Review(Declare(wide, narrow), ShippedClouds.All)
                .Any(remark => remark is { Id: "SFP2003", DeclarationPlace.Index: 1 });
    }

    [Fact]
    public void A_service_whose_companion_is_missing_or_that_is_seen_from_elsewhere_is_named_once()
    {
        var apps = new ServiceDefinition("apps", "apps", [Inbound(Protocol.Tcp, "443")]) { Needs = ["push", "web", "push"] };
        var yealink = new ServiceDefinition("yealink", "yealink", [Inbound(Protocol.Tcp, "8443")]) { Viewpoint = Viewpoint.Phones };

        Assert.Equal(
            [
                (
                    1,
                    DeclarationPart.Service,
                    "SFP2005",
                    "Service 'apps' does not work without 'push', which policy 'test' does not allow; add an [Allow] for it"),
                (2, DeclarationPart.Service, "SFP2007", "Service 'yealink' is described from the viewpoint of the phones' network, "
                    + "'web' from that of the PBX; make two policies, because one firewall cannot protect both"),
            ],
            Review((Service("web", Inbound(Protocol.Tcp, "80")), "users"), (apps, "users"), (yealink, "users"), (apps, "phones")));
    }

    [Fact]
    public void A_service_that_opens_nothing_is_named() => Assert.Equal(
        [(0, DeclarationPart.Service, "SFP2009", "Service 'neon' opens nothing: its declaration names no requirement; declare its "
            + "requirements, or remove the allowance")],
        Review((Service("neon"), null)));

    [Fact]
    public void Names_that_a_configuration_cannot_tell_apart_are_named() => Assert.Equal(
        [
            (1, DeclarationPart.PeerGroup, "SFP4007", "The peer groups 'sip-phones' and 'sipphones' are the same name in a stack's "
                + "configuration, which ignores letter case and hyphens; rename one"),
            (2, DeclarationPart.Service, "SFP4007", "The settings 'WebPort' and 'Webport' are the same name in a stack's configuration, "
                + "which ignores letter case and hyphens; rename one"),
        ],
        Review(
            (
                Service("web", Inbound(Protocol.Tcp, "443") with { Setting = "WebPort" }),
                "sip-phones"), (Service("sip", Inbound(Protocol.Udp, "5060")), "sipphones"),
            (Service("apps", Inbound(Protocol.Tcp, "444") with { Setting = "Webport" }), "sip-phones")));

    [Fact]
    public void Settings_of_two_services_that_claim_one_port_are_named() => Assert.Equal(
        [(1, DeclarationPart.Service, "SFP2004", "The settings 'WebPort' (inbound tcp 443) and 'AppPort' (inbound tcp 443) use the same "
            + "port; use one name if both are the same port of the PBX, or different defaults if not")],
        Review(
            (Service("web", Inbound(Protocol.Tcp, "443") with { Setting = "WebPort" }), "users"),
            (Service("apps", Inbound(Protocol.Tcp, "443") with { Setting = "AppPort" }), "users"),
            (Service("out", Outbound(Protocol.Tcp, "443") with { Setting = "OutPort" }), "users")));

    [Theory]
    [InlineData(300, 0)]
    [InlineData(301, 1)]
    [InlineData(998, 1)]
    [InlineData(999, 2)]
    public void A_policy_that_fits_into_no_cloud_is_told_so_for_each(int rules, int clouds)
    {
        var service = Service(
            "many",
            [
                .. Enumerable.Range(1, rules)
                    .Select(
                        i => Inbound(Protocol.Tcp, FormattableString.Invariant($"{i * 2}")) with
                        {
                            Host = i % 2 == 0 ? "a.example.com" : null,
                        }),
            ]);

        var messages = DeclarationReview.Review(Define((service, "users")), ShippedClouds.All)
            .Where(remark => remark.Id == "SFP4002")
            .Select(remark => remark.Text)
            .ToList();

        var expected = new[]
        {
            $"Policy 'test' does not fit into AWS, even with a single IPv4 address in each peer group: it needs {(rules + 59) / 60} "
            + "security groups of 60 rules for each direction and family, and an interface accepts 5; allow fewer services, or "
            + "combine ports into ranges",
            $"Policy 'test' does not fit into Azure, even with a single IPv4 address in each peer group: it needs {rules + 2} rules, "
            + "and a network security group accepts 1000; allow fewer services, or combine ports into ranges",
        };
        Assert.Equal(expected.Take(clouds), messages);
    }

    private static PolicyDefinition Declare(params Allowance[] allowances) => new("test", "Test", null, [.. allowances]);

    private static IEnumerable<(int Index, DeclarationPart Part, string Id, string Message)> Review(
        params (ServiceDefinition Service, string? Group)[] allowances) =>
        DeclarationReview.Review(Define(allowances), ShippedClouds.All)
            .Select(remark => (remark.DeclarationPlace!.Index, remark.DeclarationPlace!.Part, remark.Id, remark.Text));
}
