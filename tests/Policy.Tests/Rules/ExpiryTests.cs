using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Planning;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Rules;

public sealed class ExpiryTests
{
    [Theory]
    [InlineData("aws", "2027-02-01", "SFP3008", "expired on 2027-01-31 (ticket OPS-1), 1 day ago")]
    [InlineData("azure", "2028-01-31", "SFP3008", "365 days ago")]
    [InlineData("aws", "2027-01-31", "SFP3009", "today")]
    [InlineData("azure", "2027-01-17", "SFP3009", "in 14 days")]
    public void A_plan_holds_the_last_day_against_the_day_it_is_given(string cloud, string today, string id, string words)
    {
        var plan = PlanOn(CloudOf(cloud), CalendarDate.Parse(today));

        var finding = Assert.Single(plan.Findings);
        Assert.Equal(id, finding.Id);
        Assert.Contains(words, finding.Describe(), StringComparison.Ordinal);
        Assert.Equal(id == "SFP3008", plan.HasErrors);
    }

    [Theory]
    [InlineData("2027-01-16")]
    [InlineData(null)]
    public void A_plan_is_silent_long_before_and_without_a_clock(string? today) =>
        Assert.Empty(PlanOn(AwsTarget.Instance, today is null ? null : CalendarDate.Parse(today)).Findings);

    [Theory]
    [InlineData("2027-01-31", null)]
    [InlineData("2027-02-01", "was to be reviewed by 2027-01-31, 1 day ago; review it with alice@example.org, and write the next date")]
    [InlineData(null, null)]
    public void A_review_that_is_due_is_told_and_refuses_nothing(string? today, string? words)
    {
        var allowance = new Allowance(Service("web", Inbound(Protocol.Tcp, "443")), "auditors", null)
        {
            Owner = "alice@example.org",
            ReviewBy = CalendarDate.Parse("2027-01-31"),
        };
        var policy = new TestPolicy(new PolicyDefinition("test", "Test", null, [allowance]), Peers(("auditors", ["192.0.2.0/24"])));

        var plan = AwsTarget.Instance.Plan(
            new PlanRequest("pbx", policy) { Today = today is null ? null : CalendarDate.Parse(today) });

        Assert.False(plan.HasErrors);
        if (words is null)
        {
            Assert.Empty(plan.Findings);
            return;
        }

        var finding = Assert.Single(plan.Findings);
        Assert.Equal("SFP3010", finding.Id);
        Assert.Contains(words, finding.Describe(), StringComparison.Ordinal);
    }

    private static Plan PlanOn(CloudTarget cloud, CalendarDate? today)
    {
        var allowance = new Allowance(Service("web", Inbound(Protocol.Tcp, "443")), "auditors", null)
        {
            Expires = CalendarDate.Parse("2027-01-31"),
            Ticket = "OPS-1",
        };
        var policy = new TestPolicy(new PolicyDefinition("test", "Test", null, [allowance]), Peers(("auditors", ["192.0.2.0/24"])));
        return cloud.Plan(new PlanRequest("pbx", policy) { Today = today });
    }
}
