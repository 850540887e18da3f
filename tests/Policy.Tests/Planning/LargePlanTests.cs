using Starface.Policy.Clouds.Azure;
using Starface.Policy.Planning;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Planning;

/// <summary>Plans of thousands of addresses.</summary>
public sealed class LargePlanTests
{
    [Fact]
    public void More_addresses_than_azure_takes_are_an_error_with_its_fix()
    {
        Requirement[] rows =
        [
            .. Enumerable.Range(1, 41)
                .Select(i => Inbound(Protocol.Tcp, FormattableString.Invariant($"{i * 2}"))), .. Enumerable
                .Range(1, 36)
                .Select(i => Outbound(Protocol.Udp, FormattableString.Invariant($"{i * 2}"))),
        ];

        var plan = AzureTarget.Instance.Plan(
            new PlanRequest(
                "pbx", Of(
                    Service("many", rows),
                    "users",
                    [.. Enumerable.Range(0, 100).Select(i => FormattableString.Invariant($"10.0.{i * 2}.0/24"))])));

        Assert.Equal(
            [
                "source addresses: 4100 are needed, and the limit is 4000; use fewer or wider prefixes.",
                "destination addresses: 3600 of 4000 are used; use fewer or wider prefixes.",
            ],
            plan.Findings.Select(finding => finding.Describe()));
    }
}
