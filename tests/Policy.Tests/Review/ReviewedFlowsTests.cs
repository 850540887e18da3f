using Starface.Policy.Flows;
using Starface.Policy.Review;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Review;

public sealed class ReviewedFlowsTests
{
    private static readonly Requirement Web = Inbound(Protocol.Tcp, "443", "row 443");

    private static readonly Requirement Updates = new(Direction.Outbound, Protocol.Tcp, PortRange.Parse("80"), "row 80")
    {
        Host = "update.example",
        Addresses = [Prefix.Parse("192.0.2.0/25"), Prefix.Parse("192.0.2.128/26")],
    };

    public static TheoryData<string, Func<Allowance>> Changes => new()
    {
        { "a port", () => Allow("users", Inbound(Protocol.Tcp, "444", "row 443"), Updates) },
        { "a protocol", () => Allow("users", Inbound(Protocol.Udp, "443", "row 443"), Updates) },
        { "a direction", () => Allow("users", Outbound(Protocol.Tcp, "443", "row 443"), Updates) },
        { "one row more", () => Allow("users", Web, Updates, Inbound(Protocol.Tcp, "22")) },
        { "one row less", () => Allow("users", Web) },
        { "another peer group", () => Allow("others", Web, Updates) },
        { "no peer group", () => Allow(null, Web, Updates) },
        { "a host", () => Allow("users", Web, Row("other.example", ["192.0.2.0/25", "192.0.2.128/26"])) },
        { "an address", () => Allow("users", Web, Row("update.example", ["192.0.2.0/25", "192.0.2.128/27"])) },
        { "an address less", () => Allow("users", Web, Row("update.example", ["192.0.2.0/25"])) },
        { "a version", () => Allow("users", Since(Web, "8.1"), Updates) },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void What_a_permission_opens_changes_its_digest(string change, Func<Allowance> allow) =>
        Assert.False(ReviewedFlows.Digest(Allow("users", Web, Updates)) == ReviewedFlows.Digest(allow()), change);

    [Fact]
    public void How_it_is_written_does_not()
    {
        var digest = ReviewedFlows.Digest(Allow("users", Web, Updates));

        Assert.Equal(digest, ReviewedFlows.Digest(Allow("users", Updates, Web)));
        Assert.Equal(digest, ReviewedFlows.Digest(Allow("users", Inbound(Protocol.Tcp, "443", "another edition, row 443"), Updates, Web)));
        Assert.Equal(
            digest,
            ReviewedFlows.Digest(Allow(
                "users", new Requirement(Direction.Inbound, Protocol.Tcp, PortRange.Parse("443"), "") { Setting = "WebPort" },
                Row("update.example", ["192.0.2.128/26", "192.0.2.0/25"]))));
        Assert.Matches("^[0-9a-f]{12}$", digest);
    }

    [Fact]
    public void A_reviewed_permission_is_reported_once_it_changed_and_names_its_owner()
    {
        var digest = ReviewedFlows.Digest(Allow("users", Web));

        Assert.Empty(PolicyReview.Review(Policy(Reviewed(digest, Web))));
        Assert.Empty(PolicyReview.Review(Policy(Reviewed(null, Web))));
        var problem = Assert.Single(PolicyReview.Review(Policy(Reviewed(digest, Web, Inbound(Protocol.Tcp, "8443")))));

        Assert.Equal(("SFP3011", Severity.Warning), (problem.Id, problem.Severity));
        Assert.StartsWith(
            $"The permission of 'web' for 'users' was reviewed when its flows were '{digest}'; they have the digest ",
            problem.Message,
            StringComparison.Ordinal);
        Assert.StartsWith("review it with alice@example.org, and write Reviewed = \"", problem.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_that_includes_the_permission_does_not_report_it_again()
    {
        var allowance = new Allowance(Service("web", Web), "users", null) { Reviewed = "", IncludedFrom = "other" };

        Assert.Empty(PolicyReview.Review(Policy(allowance)));
    }

    private static PolicyDefinition Policy(Allowance allowance) => new("test", "Test", null, [allowance]);

    private static Allowance Reviewed(string? digest, params Requirement[] rows) =>
        new(Service("web", rows), "users", null) { Owner = "alice@example.org", Reviewed = digest };

    private static Allowance Allow(string? group, params Requirement[] rows) => new(Service("web", rows), group, null);

    private static Requirement Row(string host, string[] addresses) =>
        new(Direction.Outbound, Protocol.Tcp, PortRange.Parse("80"), "row 80")
        {
            Host = host,
            Addresses = [.. addresses.Select(Prefix.Parse)],
        };

    private static Requirement Since(Requirement row, string version) =>
        new(row.Direction, row.Protocol, row.Ports, row.Source) { Since = PbxVersion.Parse(version) };
}
