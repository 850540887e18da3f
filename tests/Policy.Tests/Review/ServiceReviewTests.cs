using Starface.Policy.Clouds;
using Starface.Policy.Composition;
using Starface.Policy.Flows;
using Starface.Policy.Review;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Review;

/// <summary>What the compiler underlines in a service, in the words people read.</summary>
public sealed class ServiceReviewTests
{
    [Fact]
    public void A_row_that_another_covers_says_which() => Assert.Equal(
        [
            (1, DeclarationPart.Whole, "SFP2001", "The requirement inbound tcp 443 of service 's' opens nothing that inbound tcp 440-450 "
                + "does not open already; remove it, or narrow the other one"),
            (4, DeclarationPart.Whole, "SFP2002", "The requirement inbound udp 5-15 of service 's' opens nothing that inbound udp 1-9 and "
                + "inbound udp 10-19 do not open together; remove it, or narrow the others"),
        ],
        Review(
            Inbound(Protocol.Tcp, "440-450"),
            Inbound(Protocol.Tcp, "443"),
            Inbound(Protocol.Udp, "1-9"),
            Inbound(Protocol.Udp, "10-19"),
            Inbound(Protocol.Udp, "5-15")));

    [Fact]
    public void Three_rows_that_cover_one_are_listed() => Assert.Equal(
        ["The requirement outbound udp 5-25 (Media) to a.example.com of service 's' opens nothing that outbound udp 5-25 (Media) to "
            + "a.example.com does not open already; remove it, or narrow the other one"],
        Review(
            Outbound(Protocol.Udp, "5-25") with { Setting = "Media", Host = "a.example.com" },
            Outbound(Protocol.Udp, "5-25") with { Setting = "Media", Host = "a.example.com" }).Select(remark => remark.Message));

    [Theory]
    [InlineData(Direction.Outbound, Protocol.Tcp, "443")]
    [InlineData(Direction.Inbound, Protocol.Udp, "443")]
    [InlineData(Direction.Inbound, Protocol.Tcp, "444")]
    public void Rows_that_differ_cover_nothing(Direction direction, Protocol protocol, string ports) =>
        Assert.Empty(Review(Inbound(Protocol.Tcp, "443"), new Requirement(direction, protocol, PortRange.Parse(ports), "row")));

    [Fact]
    public void Rows_with_settings_of_their_own_cover_nothing() =>
        Assert.Empty(
            Review(
                Outbound(Protocol.Tcp, "443") with { Setting = "WebPort" },
                Outbound(Protocol.Tcp, "443") with { Setting = "AppPort" },
                Outbound(Protocol.Tcp, "443")));

    [Fact]
    public void Every_protocol_covers_all_of_them() =>
        Assert.Equal(
            [(0, "SFP3004"), (1, "SFP2001")],
            Review(Inbound(Protocol.Any, "0-65535"), Inbound(Protocol.Tcp, "443")).Select(remark => (remark.Index, remark.Id)));

    [Theory]
    [InlineData("443", Tls.V10, "Service 's' accepts TLS 1.0 on inbound tcp 443, but the vendor supports nothing below TLS 1.2 on the "
        + "ports 443, 5061 and 5222; write Tls.V12")]
    [InlineData("5061", Tls.V11, "Service 's' accepts TLS 1.1 on inbound tcp 5061, but the vendor supports nothing below TLS 1.2 on the "
        + "ports 443, 5061 and 5222; write Tls.V12")]
    [InlineData("5222", Tls.V11, "Service 's' accepts TLS 1.1 on inbound tcp 5222, but the vendor supports nothing below TLS 1.2 on the "
        + "ports 443, 5061 and 5222; write Tls.V12")]
    [InlineData("5200-5222", Tls.V11, "Service 's' accepts TLS 1.1 on inbound tcp 5200-5222, but the vendor supports nothing below TLS "
        + "1.2 on the ports 443, 5061 and 5222; write Tls.V12")]
    [InlineData("5222-5300", Tls.V11, "Service 's' accepts TLS 1.1 on inbound tcp 5222-5300, but the vendor supports nothing below TLS "
        + "1.2 on the ports 443, 5061 and 5222; write Tls.V12")]
    public void Outdated_tls_is_named_on_the_ports_where_the_vendor_says_so(string ports, Tls tls, string message) =>
        Assert.Equal([(0, DeclarationPart.MinimumTls, "SFP2006", message)], Review(Inbound(Protocol.Tcp, ports) with { MinimumTls = tls }));

    [Fact]
    public void Other_ports_protocols_and_sides_may_have_any_tls()
    {
        var old = Inbound(Protocol.Tcp, "443") with { MinimumTls = Tls.V10 };

        Assert.Empty(Review(old with { MinimumTls = Tls.V12 }, old with { Ports = PortRange.Parse("444"), MinimumTls = Tls.V10 }));
        Assert.Empty(Review(old with { Protocol = Protocol.Udp }));
        Assert.Empty(Review(old with { Host = "a.example.com" }));
        Assert.Empty(DeclarationReview.Review(new ServiceDefinition("s", "s", [old]) { Viewpoint = Viewpoint.Phones }, ShippedClouds.All));
    }

    [Theory]
    [InlineData(Direction.Inbound, Protocol.Any, "0-65535", nameof(DeclarationPart.Protocol), "SFP3004", "Service 's' opens every "
        + "protocol inbound, which no row of the vendor's table requires; name the protocol and its ports")]
    [InlineData(Direction.Outbound, Protocol.Tcp, "1-65535", nameof(DeclarationPart.Ports), "SFP3004", "Service 's' opens every tcp port "
        + "outbound, which no row of the vendor's table requires; name the ports it needs")]
    [
        InlineData(
            Direction.Inbound, Protocol.Udp, "10000-20001", nameof(DeclarationPart.Ports), "SFP3005", "Service 's' opens 10002 ports "
                + "(inbound udp 10000-20001); the widest range the vendor documents inbound is 10000-20000 (RTP media), which has "
                + "10001; narrow it to what is documented"),
    ]
    [
        InlineData(
            Direction.Outbound, Protocol.Udp, "1024-65535", nameof(DeclarationPart.Ports), "SFP3005", "Service 's' opens 64512 ports "
                + "(outbound udp 1024-65535); the widest range the vendor documents outbound is 1025-65535 (RTP media), which has "
                + "64511; narrow it to what is documented"),
    ]
    public void Wider_than_any_documented_range_is_named(
        Direction direction, Protocol protocol, string ports, string part, string id, string message) =>
        Assert.Equal(
            [(0, Enum.Parse<DeclarationPart>(part), id, message)],
            Review(new Requirement(direction, protocol, PortRange.Parse(ports), "row")));

    [Theory]
    [InlineData(Direction.Inbound, "10000-20000")]
    [InlineData(Direction.Outbound, "1025-65535")]
    public void The_documented_ranges_are_fine(Direction direction, string ports) =>
        Assert.Empty(Review(new Requirement(direction, Protocol.Udp, PortRange.Parse(ports), "row")));

    [Fact]
    public void What_a_cloud_cannot_express_or_write_is_named() => Assert.Equal(
        [
            (0, DeclarationPart.Protocol, "SFP4004", "Azure cannot express inbound icmp type 8 of service 's': it has no types and codes "
                + "for ICMP; an instance on Azure cannot be planned with it"),
            (1, DeclarationPart.Protocol, "SFP4004", "Azure cannot express inbound icmpv6 of service 's': its rules have no protocol for "
                + "ICMPv6; an instance on Azure cannot be planned with it"),
            (2, DeclarationPart.Source, "SFP4006", "The source '日本' has no letter or digit that clouds accept in the description of a "
                + "rule, so the rule cannot say where it comes from; write it in Latin letters"),
        ],
        Review(
            new Requirement(
                Direction.Inbound,
                Protocol.Icmp,
                PortRange.ForIcmp(8, -1),
                "row"), Inbound(Protocol.IcmpV6, "0-65535"), Inbound(Protocol.Tcp, "80", "日本"),
            Inbound(Protocol.Tcp, "81", ""), Inbound(Protocol.Tcp, "82", "日本 9"), Outbound(Protocol.Icmp, "0-65535")));

    [Fact]
    public void Settings_that_claim_one_port_or_one_name_are_told_apart() => Assert.Equal(
        [
            (1, DeclarationPart.Setting, "SFP2004", "The settings 'WebPort' (inbound tcp 443-450) and 'AppPort' (inbound tcp 450) use "
                + "the same port; use one name if both are the same port of the PBX, or different defaults if not"),
            (2, DeclarationPart.Setting, "SFP4007", "The settings 'WebPort' and 'Webport' are the same name in a stack's configuration, "
                + "which ignores letter case and hyphens; rename one"),
        ],
        Review(
            Inbound(Protocol.Tcp, "443-450") with { Setting = "WebPort" }, Inbound(Protocol.Tcp, "450") with { Setting = "AppPort" },
            Inbound(Protocol.Tcp, "80") with { Setting = "Webport" },
            Inbound(Protocol.Udp, "443") with { Setting = "MediaPort" }, Inbound(Protocol.Tcp, "5222")));

    [Fact]
    public void A_service_that_asks_for_the_same_rows_as_another_repeats_it()
    {
        var row = Inbound(Protocol.Tcp, "443") with
        {
            Setting = "WebPort",
            Since = PbxVersion.Parse("7.0"),
            Until = PbxVersion.Parse("8.0"),
        };
        var other = Outbound(Protocol.Udp, "53") with { Addresses = [Prefix.Parse("192.0.2.0/24"), Prefix.Parse("198.51.100.0/24")] };
        var own = Service("own", row, other);

        Assert.True(
            HaveSameRequirements(
                own, Service(
                    "catalog",
                    other with { Addresses = [.. other.Addresses.Reverse()] },
                    row with { Setting = null, Source = "another" },
                    row)));
        Assert.False(HaveSameRequirements(own, Service("catalog", row)));
        Assert.False(HaveSameRequirements(own, Service("catalog", row with { Since = null }, other)));
        Assert.False(HaveSameRequirements(own, Service("catalog", row with { Until = null }, other)));
        Assert.False(
            HaveSameRequirements(own, Service("catalog", row, other with { Addresses = [Prefix.Parse("192.0.2.0/24")] })));
        Assert.False(
            HaveSameRequirements(
                own, new ServiceDefinition("own", "own", own.Requirements) { Viewpoint = Viewpoint.Phones }));
        Assert.False(HaveSameRequirements(Service("a"), Service("b")));
        var remark = CatalogReview.Duplicate(2, own, Service("web-interface"), "WebInterface", "the vendor's catalog");
        Assert.Equal(
            (2, DeclarationPart.Service, "SFP2011", "WebInterface"),
            (remark.DeclarationPlace!.Index, remark.DeclarationPlace!.Part, remark.Id, remark.Replacement));
        Assert.Equal("Service 'own' has the same requirements as 'web-interface' of the vendor's catalog; allow WebInterface instead, "
            + "whose rules name the rows they come from", remark.Text);
    }

    private static bool HaveSameRequirements(ServiceDefinition one, ServiceDefinition other) =>
        CatalogReview.RequirementsOf(one) is { } requirements && requirements == CatalogReview.RequirementsOf(other);

    private static IEnumerable<(int Index, DeclarationPart Part, string Id, string Message)> Review(params Requirement[] requirements)
    {
        var remarks = DeclarationReview.Review(Service("s", requirements), ShippedClouds.All);
        Assert.All(remarks, remark => Assert.Equal(Severity.Warning, remark.Severity));
        return remarks.Select(remark => (remark.DeclarationPlace!.Index, remark.DeclarationPlace!.Part, remark.Id, remark.Text));
    }
}
