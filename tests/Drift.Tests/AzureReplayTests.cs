using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;
using Starface.Drift.Azure;
using Starface.Drift.Searching;
using Starface.Policy.Comparison;
using Starface.Policy.Planning;

namespace Starface.Drift.Tests;

/// <summary>Azure Resource Manager on the loopback address, over TLS with a certificate that only the test trusts.</summary>
public sealed class AzureReplayTests
{
    private const string Token = "eyJhbGciOiJub25lIn0.c2VjcmV0LXRva2Vu.c2lnbmF0dXJl";
    private static readonly Plan Plan = Plans.Pbx(Cloud.Azure);

    [Fact]
    public async Task Groups_of_several_pages_are_in_sync()
    {
        LoopbackServer? server = null;
        var other = Plans.Pbx(Cloud.Azure, "customer-02");
        var drift = await CompareAsync(
            request => request.Path.Contains("page=2", StringComparison.Ordinal)
                ? Json(new JsonObject { ["value"] = new JsonArray(LiveJson.AzureGroup(Plan)) })
                : Json(new JsonObject { ["value"] = new JsonArray(LiveJson.AzureGroup(other)), ["nextLink"] = $"{server!.Address}subscriptions/next?page=2" }),
            started => server = started);
        Assert.Equal(DriftStatus.InSync, drift.Status);
    }

    [Fact]
    public async Task Throttling_with_retry_after_is_waited_for()
    {
        var requests = 0;
        var drift = await CompareAsync(_ => Interlocked.Increment(ref requests) == 1
            ? new LoopbackAnswer("""{"error":{"code":"TooManyRequests","message":"slow down"}}""", 429) { Headers = { ["Retry-After"] = "0" } }
            : Page());
        Assert.Equal(DriftStatus.InSync, drift.Status);
        Assert.Equal(2, requests);
    }

    [Fact]
    public async Task Throttling_for_ever_is_unknown() =>
        AssertUnknown(await CompareAsync(_ => new LoopbackAnswer("""{"error":{"code":"TooManyRequests","message":"slow down"}}""", 429) { Headers = { ["Retry-After"] = "0" } }), "throttles");

    [Fact]
    public async Task A_missing_permission_is_unknown() =>
        AssertUnknown(await CompareAsync(_ => new LoopbackAnswer("""{"error":{"code":"AuthorizationFailed","message":"The client does not have authorization"}}""", 403)), "drift --permissions");

    [Fact]
    public async Task A_page_that_is_cut_off_is_unknown()
    {
        var whole = Page().Body;
        AssertUnknown(await CompareAsync(_ => new LoopbackAnswer(whole[..(whole.Length / 2)])), "no complete JSON");
    }

    [Fact]
    public async Task A_next_page_that_is_the_same_one_is_unknown()
    {
        LoopbackServer? server = null;
        AssertUnknown(
            await CompareAsync(request => Json(new JsonObject { ["value"] = new JsonArray(LiveJson.AzureGroup(Plan)), ["nextLink"] = server!.Address.ToString().TrimEnd('/') + request.Path }), started => server = started),
            "same nextLink");
    }

    [Fact]
    public async Task A_next_page_on_another_host_gets_no_token() =>
        AssertUnknown(await CompareAsync(_ => Json(new JsonObject { ["value"] = new JsonArray(), ["nextLink"] = "https://attacker.invalid/2" })), "another host");

    [Fact]
    public async Task A_hang_ends_with_the_time_limit() => AssertUnknown(await CompareAsync(_ => null, seconds: 1), "time limit");

    [Fact]
    public async Task A_group_that_is_gone_is_unknown() => AssertUnknown(await CompareAsync(_ => Json(new JsonObject { ["value"] = new JsonArray() })), "customer-01");

    [Fact]
    public async Task Recorded_shapes_of_rules_are_understood_as_what_they_permit()
    {
        // An augmented rule without a singular port and with an empty prefix, as really returned.
        var augmented = JsonNode.Parse("""
            {"name":"augmented","id":"/x","properties":{"provisioningState":"Succeeded","protocol":"*","sourcePortRange":"*","sourceAddressPrefix":"","destinationAddressPrefix":"Internet","access":"Allow","priority":99,"direction":"Inbound",
            "sourcePortRanges":[],"destinationPortRanges":["500-1000","2000","3000"],"sourceAddressPrefixes":["10.0.0.0/24","11.0.0.0/24"],"destinationAddressPrefixes":[]}}
            """)!;
        var group = LiveJson.AzureGroup(Plan);
        ((JsonArray)group["properties"]!["securityRules"]!).Add(augmented);
        var drift = await CompareAsync(_ => Json(new JsonObject { ["value"] = new JsonArray(group) }));
        Assert.Equal("augmented", Assert.Single(drift.Extra).Rule.Id);

        // ARM takes addresses that are none; what they match nobody can say.
        var garbage = JsonNode.Parse("""
            {"name":"garbage","id":"/x","properties":{"protocol":"*","sourcePortRange":"*","destinationPortRange":"4444","sourceAddressPrefix":"789","destinationAddressPrefix":"1234","access":"Allow","priority":98,"direction":"Inbound"}}
            """)!;
        var odd = LiveJson.AzureGroup(Plan);
        ((JsonArray)odd["properties"]!["securityRules"]!).Add(garbage);
        AssertUnknown(await CompareAsync(_ => Json(new JsonObject { ["value"] = new JsonArray(odd) })), "789");
    }

    [Fact]
    public async Task The_token_never_reaches_a_message()
    {
        var refusal = new JsonObject { ["error"] = new JsonObject { ["code"] = "InvalidAuthenticationToken", ["message"] = $"The token {Token} is not valid" } };
        var drift = await CompareAsync(_ => Json(refusal) with { Status = 401 });
        AssertUnknown(drift, "not accepted");
        Assert.DoesNotContain("c2VjcmV0LXRva2Vu", string.Join("\n", drift.Reasons), StringComparison.Ordinal);
    }

    private static LoopbackAnswer Page() => Json(new JsonObject { ["value"] = new JsonArray(LiveJson.AzureGroup(Plan)) });

    private static LoopbackAnswer Json(JsonNode node) => new(node.ToJsonString());

    private static async Task<InstanceDrift> CompareAsync(Func<LoopbackRequest, LoopbackAnswer?> answer, Action<LoopbackServer>? started = null, int seconds = 30)
    {
        using var certificate = LoopbackServer.SelfSigned();
        await using var server = new LoopbackServer(answer, certificate);
        started?.Invoke(server);
        using var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, shown, _, _) => shown is X509Certificate2 known && known.Thumbprint == certificate.Thumbprint,
            },
        };
        using var client = new HttpClient(handler);
        var pipeline = AzurePipelines.Create(new FixedToken(), server.Address, options =>
        {
            options.Transport = new HttpClientTransport(client);
            options.Retry.MaxRetries = 2;
            options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        });
        var fleet = new Fleet(
            new FleetOptions { Endpoint = server.Address, AzurePipeline = pipeline, Subscriptions = [LiveJson.SubscriptionId], Timeout = TimeSpan.FromSeconds(seconds) },
            _ => { });
        return Assert.Single(await fleet.CompareAsync([new FleetTarget(Plan, null)], TestContext.Current.CancellationToken));
    }

    private static void AssertUnknown(InstanceDrift drift, string named)
    {
        Assert.Equal(DriftStatus.Unknown, drift.Status);
        Assert.Contains(drift.Reasons, reason => reason.Contains(named, StringComparison.Ordinal));
    }

    private sealed class FixedToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(Token, DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
    }
}
