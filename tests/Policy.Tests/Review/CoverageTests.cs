using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Composition;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Review;

public sealed class CoverageTests
{
    [Fact]
    public void A_peer_group_is_covered_by_itself_and_by_anywhere_alone()
    {
        var sip = Service("sip", Inbound(Protocol.Udp, "5060"));

        Assert.Equal([0], Redundant((sip, "phones"), (sip, "anywhere")));
        Assert.Equal([1], Redundant((sip, "phones"), (sip, "phones")));
        Assert.Empty(Redundant((sip, "phones"), (sip, "providers")));
    }

    [Fact]
    public void A_peer_group_may_be_anyone_so_fixed_addresses_do_not_cover_it_unless_they_are_all_of_both_families()
    {
        var open = Service("open", Inbound(Protocol.Udp, "5060"));
        var everyone = Service(
            "everyone", Inbound(Protocol.Udp, "5060") with { Addresses = [Prefix.Parse("0.0.0.0/0"), Prefix.Parse("::/0")] });
        var everyoneOnIPv4 = Service("v4", Inbound(Protocol.Udp, "5060") with { Addresses = [Prefix.Parse("0.0.0.0/0")] });

        Assert.Equal([0], Redundant((open, "phones"), (everyone, null)));
        Assert.Empty(Redundant((open, "phones"), (everyoneOnIPv4, null)));
    }

    [Fact]
    public void Several_allowances_cover_one_together_and_only_those_that_do_are_named()
    {
        var policy = Define(
            (Service("low", Inbound(Protocol.Udp, "1-9")), "phones"),
            (Service("high", Inbound(Protocol.Udp, "10-19")), "anywhere"),
            (Service("other", Inbound(Protocol.Udp, "9-10")), "providers"),
            (Service("middle", Inbound(Protocol.Udp, "5-15")), "phones"));

        var remark = Assert.Single(DeclarationReview.Review(policy, ShippedClouds.All));

        Assert.Equal(("SFP2003", 3), (remark.Id, remark.DeclarationPlace!.Index));
        Assert.Contains(
            "already open by the [Allow] of 'low' for 'phones' and 'high' for 'anywhere'", remark.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, "7.0.0.8", null, true)]
    [InlineData("7.0.0.8", null, null, null, false)]
    [InlineData("7.0.0.8", "7.0.0.10", "7.0.0.8", "7.0.0.9", true)]
    [InlineData("7.0.0.8", "7.0.0.10", "7.0.0.8", null, false)]
    public void A_row_covers_another_only_for_the_versions_it_applies_to(
        string? since, string? until, string? coveredSince, string? coveredUntil, bool covers)
    {
        var wide = Inbound(Protocol.Tcp, "1-100") with { Since = Version(since), Until = Version(until) };
        var narrow = Inbound(Protocol.Tcp, "50") with { Since = Version(coveredSince), Until = Version(coveredUntil) };

        Assert.Equal(
            covers, DeclarationReview.Review(Service("web", wide, narrow), ShippedClouds.All)
                .Any(remark => remark.Id == "SFP2001" && remark.DeclarationPlace!.Index == 1));

        static PbxVersion? Version(string? text) => text is null ? null : PbxVersion.Parse(text);
    }

    [Fact]
    public void More_rules_than_azure_has_priorities_are_a_problem_and_no_endless_search()
    {
        var service = Service(
            "many",
            [
                .. Enumerable.Range(1, 4000)
                    .Select(port => Inbound(Protocol.Tcp, (port * 2).ToString(System.Globalization.CultureInfo.InvariantCulture))),
            ]);

        var problem = Assert.Throws<PolicyException>(
            () => AzureTarget.Instance.Plan(new PlanRequest("pbx", Of(service, "users", "192.0.2.1/32"))));

        Assert.Contains("needs 4000 rules", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_too_large_for_both_clouds_is_told_so_for_each()
    {
        var service = Service(
            "many",
            [
                .. Enumerable.Range(1, 999)
                    .Select(port => Inbound(Protocol.Tcp, (port * 2).ToString(System.Globalization.CultureInfo.InvariantCulture))),
            ]);

        var messages = DeclarationReview.Review(Define((service, "users")), ShippedClouds.All)
            .Where(finding => finding.Id == "SFP4002")
            .Select(finding => finding.Describe())
            .ToList();

        Assert.Equal(2, messages.Count);
        Assert.Contains("17 security groups", messages[0], StringComparison.Ordinal);
        Assert.Contains("1001 rules", messages[1], StringComparison.Ordinal);
    }

    private static IEnumerable<int> Redundant(params (ServiceDefinition Service, string? Group)[] allowances) =>
        DeclarationReview.Review(Define(allowances), ShippedClouds.All)
            .Where(remark => remark.Id == "SFP2003")
            .Select(remark => remark.DeclarationPlace!.Index);
}
