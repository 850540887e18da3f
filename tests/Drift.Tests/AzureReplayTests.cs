using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Starface.Drift.Azure;
using Starface.Drift.Fleet;
using Starface.Drift.Live;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;

namespace Starface.Drift.Tests;

/// <summary>Azure Resource Manager on the loopback address, over TLS with a certificate that only the test trusts.</summary>
public sealed class AzureReplayTests
{
    private const string Token = "eyJhbGciOiJub25lIn0.c2VjcmV0LXRva2Vu.c2lnbmF0dXJl";
    private static readonly Plan Plan = Plans.Pbx(AzureTarget.Instance);

    [Theory]
    [InlineData("https://management.azure.com", null, null)]
    [InlineData("https://management.usgovcloudapi.net", null, "https://login.microsoftonline.us/")]
    [InlineData("https://management.chinacloudapi.cn", null, "https://login.chinacloudapi.cn/")]
    [InlineData("https://management.chinacloudapi.cn", "https://login.example", null)]
    [InlineData("https://usgovcloudapi.net.example", null, null)]
    public void Tokens_of_a_sovereign_cloud_come_from_it_unless_the_machine_says_otherwise(
        string endpoint, string? variable, string? authority) => Assert.Equal(
        authority,
        AzurePipelines.FindAuthority(new Uri(endpoint), name => name == "AZURE_AUTHORITY_HOST" ? variable : null)?.AbsoluteUri);

    [Fact]
    public async Task Groups_of_several_pages_are_in_sync()
    {
        LoopbackServer? server = null;
        var other = Plans.Pbx(AzureTarget.Instance, "customer-02");
        var drift = await CompareAsync(
            request => request.Path.Contains("page=2", StringComparison.Ordinal)
                ? Json(new JsonObject { ["value"] = new JsonArray(LiveJson.AzureGroup(Plan)) })
                : Json(
                    new JsonObject
                    {
                        ["value"] = new JsonArray(LiveJson.AzureGroup(other)),
                        ["nextLink"] = $"{server!.Address}subscriptions/next?page=2",
                    }),
            started => server = started);
        Assert.Equal(DriftStatus.InSync, drift.Status);
    }

    [Fact]
    public async Task Throttling_with_retry_after_is_waited_for()
    {
        var requests = 0;
        var drift = await CompareAsync(_ => Interlocked.Increment(ref requests) == 1
            ? new LoopbackAnswer(
                """{"error":{"code":"TooManyRequests","message":"slow down"}}""", 429)
            { Headers = { ["Retry-After"] = "0" } }
            : Page());
        Assert.Equal(DriftStatus.InSync, drift.Status);
        Assert.Equal(2, requests);
    }

    [Fact]
    public async Task Throttling_for_ever_is_unknown() =>
        AssertUnknown(
            await CompareAsync(
                _ => new LoopbackAnswer(
                    """{"error":{"code":"TooManyRequests","message":"slow down"}}""", 429)
                { Headers = { ["Retry-After"] = "0" } }),
            "throttles");

    [Fact]
    public async Task A_missing_permission_is_unknown() =>
        AssertUnknown(
            await CompareAsync(
                _ => new LoopbackAnswer(
                    """{"error":{"code":"AuthorizationFailed","message":"The client does not have authorization"}}""", 403)),
            "drift --permissions");

    [Fact]
    public async Task A_page_that_is_cut_off_is_unknown()
    {
        var whole = Page().Body;
        AssertUnknown(await CompareAsync(_ => new LoopbackAnswer(whole[..(whole.Length / 2)])), "Incomplete JSON");
    }

    [Fact]
    public async Task A_next_page_that_is_the_same_one_is_unknown()
    {
        LoopbackServer? server = null;
        AssertUnknown(
            await CompareAsync(
                request => Json(
                    new JsonObject
                    {
                        ["value"] = new JsonArray(LiveJson.AzureGroup(Plan)),
                        ["nextLink"] = server!.Address.ToString().TrimEnd('/') + request.Path,
                    }),
                started => server = started),
            "same nextLink");
    }

    [Fact]
    public async Task A_next_page_on_another_host_gets_no_token() =>
        AssertUnknown(
            await CompareAsync(_ => Json(new JsonObject { ["value"] = new JsonArray(), ["nextLink"] = "https://attacker.invalid/2" })),
            "another host");

    [Theory]
    [InlineData("AuthenticationFailed", 90, "90 minutes behind")]
    [InlineData("InvalidAuthenticationToken", -90, "90 minutes ahead of")]
    [InlineData("ExpiredAuthenticationToken", 0, "compare this machine's clock")]
    [InlineData("AuthenticationFailed", 0, "sign in again")]
    public async Task A_clock_that_is_wrong_is_unknown_and_named(string code, int cloudIsAheadMinutes, string named)
    {
        var refusal = $$$"""{"error":{"code":"{{{code}}}","message":"Authentication failed. The token is not valid at this time."}}""";
        var date = DateTimeOffset.UtcNow.AddMinutes(cloudIsAheadMinutes).ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        AssertUnknown(await CompareAsync(_ => new LoopbackAnswer(refusal, 401) { Headers = { ["Date"] = date } }), named);
    }

    [Fact]
    public async Task A_sign_in_that_fails_is_unknown_names_the_clock_where_it_is_that_and_shows_no_secret()
    {
        const string Secret = "fake-client-secret-of-the-test";
        var clock = await CompareAsync(
            _ => Page(),
            credential: new Failing(
                new AuthenticationFailedException("AADSTS700024: Client assertion is not within its valid time range.")));
        AssertUnknown(clock, "compare this machine's clock");
        var refused = await CompareAsync(
            _ => Page(),
            credential: new Failing(
                new AuthenticationFailedException($"AADSTS7000215: Invalid client secret provided: client_secret={Secret}&grant_type=x")));
        AssertUnknown(refused, "no credentials could be obtained");
        Assert.DoesNotContain(Secret, string.Join("\n", refused.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_is_unknown_and_named()
    {
        using var client = new HttpClient();
        AssertUnknown(
            await CompareAsync(new Uri("https://no-such-host.invalid"), Pipeline(new Uri("https://no-such-host.invalid"), client)),
            "host name cannot be resolved");
    }

    [Fact]
    public async Task An_untrusted_certificate_is_unknown_and_named()
    {
        using var certificate = LoopbackServer.SelfSigned();
        await using var server = new LoopbackServer(_ => Page(), certificate);
        using var client = new HttpClient();
        AssertUnknown(await CompareAsync(server.Address, Pipeline(server.Address, client)), "TLS connection failed");
        Assert.Equal(0, server.Requests);
    }

    [Fact]
    public async Task An_address_without_tls_gets_no_token_and_hides_no_other_instance()
    {
        var aws = Plans.Pbx(AwsTarget.Instance);
        await using var server = new LoopbackServer(_ => new LoopbackAnswer(AwsXml.DescribedGroups(aws)) { ContentType = "text/xml" });
        var options = new FleetOptions
        {
            Scope = DriftScope.Group,
            Sources = new SourceOptions { Endpoint = server.Address, Subscriptions = [LiveJson.SubscriptionId] },
        };
        var clouds = Clouds.With(new Amazon.Runtime.BasicAWSCredentials("test", "test"), new FixedToken());

        var drifts = await new FleetComparer(clouds, options, _ => { })
            .CompareAsync([new FleetTarget(Plan, null), new FleetTarget(aws, "eu-central-1")], TestContext.Current.CancellationToken);

        AssertUnknown(drifts.Single(drift => drift.Plan.Cloud == AzureTarget.Instance), "https only");
        Assert.Equal(DriftStatus.InSync, drifts.Single(drift => drift.Plan.Cloud == AwsTarget.Instance).Status);
    }

    [Fact]
    public async Task A_refused_connection_is_unknown_and_named()
    {
        using var client = new HttpClient();
        AssertUnknown(
            await CompareAsync(new Uri("https://127.0.0.1:9"), Pipeline(new Uri("https://127.0.0.1:9"), client)), "the connection failed");
    }

    [Fact]
    public async Task A_page_that_fails_is_unknown_and_foreign_rules_of_the_others_are_not_lost()
    {
        LoopbackServer? server = null;
        var drift = await CompareAsync(
            request => request.Path.Contains("page=2", StringComparison.Ordinal)
                ? new LoopbackAnswer(
                    """{"error":{"code":"InternalServerError","message":"try later"}}""", 500)
                { Headers = { ["Retry-After"] = "0" } }
                : Json(
                    new JsonObject
                    {
                        ["value"] = new JsonArray(LiveJson.AzureGroup(Plan)),
                        ["nextLink"] = $"{server!.Address}subscriptions/next?page=2",
                    }),
            started => server = started);
        AssertUnknown(drift, "InternalServerError");
        Assert.NotEmpty(drift.Groups);
    }

    [Fact]
    public async Task An_instance_found_by_its_groups_id_has_its_answer_though_another_subscription_cannot_be_read()
    {
        var drift = await BesideDeniedAsync(LiveJson.AzureGroup(Plan), LiveJson.AzureId(Plan));
        Assert.Equal(DriftStatus.InSync, drift.Status);
        // That something was not read is said all the same.
        Assert.Contains("Azure subscription denied", Assert.Single(drift.Notes).Describe(), StringComparison.Ordinal);

        var changed = LiveJson.AzureGroup(Plan);
        ((JsonArray)changed["properties"]!["securityRules"]!)
            .Add(LiveJson.CustomRule("foreign", "Inbound", "Allow", 99, "Tcp", "198.51.100.9", "22"));
        var foreign = await BesideDeniedAsync(changed, LiveJson.AzureId(Plan));
        Assert.Equal(DriftStatus.Drift, foreign.Status);
        Assert.Equal("foreign", Assert.Single(foreign.Extra).Rule.Id);
    }

    /// <summary>Where a group comes twice: on two pages, in a subscription that is named twice, in ids of another letter case.</summary>
    public static TheoryData<bool, bool> Twice => new() { { true, false }, { true, true }, { false, false }, { false, true } };

    [Theory]
    [MemberData(nameof(Twice))]
    public async Task A_group_that_is_read_twice_is_one_and_unknown_where_it_was_changed_between_the_reads(bool onTwoPages, bool inCapitals)
    {
        Assert.Equal(DriftStatus.InSync, (await TwiceAsync(LiveJson.AzureGroup(Plan))).Status);

        var opened = LiveJson.AzureGroup(Plan);
        ((JsonArray)opened["properties"]!["securityRules"]!)
            .Add(LiveJson.CustomRule("foreign", "Inbound", "Allow", 99, "Tcp", "*", "22"));
        AssertUnknown(await TwiceAsync(opened), "read twice");

        var moved = LiveJson.AzureGroup(Plan);
        moved["properties"]!["subnets"] = new JsonArray(AzureAround.Reference(AzureAround.SubnetId));
        AssertUnknown(await TwiceAsync(moved), "read twice");

        async Task<InstanceDrift> TwiceAsync(JsonObject second)
        {
            if (inCapitals) second["id"] = second["id"]!.GetValue<string>().ToUpperInvariant();
            LoopbackServer? server = null;
            var requests = 0;
            return await CompareAsync(
                _ =>
                {
                    var isFirst = Interlocked.Increment(ref requests) == 1;
                    var page = new JsonObject { ["value"] = new JsonArray(isFirst ? LiveJson.AzureGroup(Plan) : second.DeepClone()) };
                    if (isFirst && onTwoPages) page["nextLink"] = $"{server!.Address}subscriptions/next?page=2";
                    return Json(page);
                },
                started => server = started,
                subscriptions: onTwoPages ? null : [LiveJson.SubscriptionId, LiveJson.SubscriptionId]);
        }
    }

    [Fact]
    public async Task A_group_that_was_changed_between_the_reads_of_two_subscriptions_is_unknown_beside_one_that_cannot_be_read()
    {
        var requests = 0;
        var drift = await CompareAsync(
            request =>
            {
                if (request.Path.Contains("/denied/", StringComparison.Ordinal))
                    return new LoopbackAnswer("""{"error":{"code":"AuthorizationFailed","message":"no"}}""", 403);
                var group = LiveJson.AzureGroup(Plan);
                if (Interlocked.Increment(ref requests) > 1) ((JsonArray)group["properties"]!["securityRules"]!).RemoveAt(0);
                return Json(new JsonObject { ["value"] = new JsonArray(group) });
            },
            subscriptions: [LiveJson.SubscriptionId, LiveJson.SubscriptionId, "denied"],
            named: [LiveJson.AzureId(Plan)]);
        AssertUnknown(drift, "read twice");
    }

    [Fact]
    public async Task An_instance_found_nowhere_is_unknown_where_a_subscription_cannot_be_read()
    {
        var drift = await BesideDeniedAsync(LiveJson.AzureGroup(Plans.Pbx(AzureTarget.Instance, "customer-02")));
        AssertUnknown(drift, "Azure subscription denied");
        Assert.Empty(drift.Missing);
    }

    [Fact]
    public async Task A_group_in_the_subscription_that_cannot_be_read_may_have_the_same_tag_or_name()
    {
        var byTag = await BesideDeniedAsync(LiveJson.AzureGroup(Plan));
        AssertUnknown(byTag, "Azure subscription denied");
        Assert.Single(byTag.Groups);
        AssertUnknown(await BesideDeniedAsync(LiveJson.AzureGroup(Plan), Plan.Name), "Azure subscription denied");
    }

    [Fact]
    public async Task A_page_that_fails_in_the_groups_own_subscription_leaves_it_unknown_beside_another_that_was_read()
    {
        LoopbackServer? server = null;
        var drift = await CompareAsync(
            request => request.Path.Contains("/fine/", StringComparison.Ordinal) ? Json(new JsonObject { ["value"] = new JsonArray() })
                : request.Path.Contains("page=2", StringComparison.Ordinal) ? new LoopbackAnswer(
                    """{"error":{"code":"AuthorizationFailed","message":"no"}}""", 403)
                : Json(
                    new JsonObject
                    {
                        ["value"] = new JsonArray(LiveJson.AzureGroup(Plan)),
                        ["nextLink"] = $"{server!.Address}subscriptions/next?page=2",
                    }),
            started => server = started,
            subscriptions: [LiveJson.SubscriptionId, "fine"]);
        AssertUnknown(drift, "AuthorizationFailed");
    }

    /// <summary>A subscription with one group, beside one that cannot be read.</summary>
    private static Task<InstanceDrift> BesideDeniedAsync(JsonObject group, params string[] named) => CompareAsync(
        request => request.Path.Contains("/denied/", StringComparison.Ordinal)
            ? new LoopbackAnswer("""{"error":{"code":"AuthorizationFailed","message":"no"}}""", 403)
            : Json(new JsonObject { ["value"] = new JsonArray(group) }),
        subscriptions: [LiveJson.SubscriptionId, "denied"],
        named: named);

    [Fact]
    public async Task Cancelling_ends_a_hang_and_is_unknown()
    {
        using var interrupt = new CancellationTokenSource();
        var drift = await CompareAsync(
            request =>
            {
                _ = interrupt.CancelAsync();
                return null;
            },
            seconds: 600,
            interrupt: interrupt);
        AssertUnknown(drift, "interrupted");
    }

    /// <summary>Members that this program does not know, and where they are in a page.</summary>
    public static TheoryData<string, string, string> Unknowns => new()
    {
        { "page", """{"nextCursor":"2"}""", "nextCursor" },
        { "group", """{"managedBy":"x"}""", "managedBy" },
        { "properties", """{"adminRules":[]}""", "adminRules" },
        { "rule", """{"condition":"x"}""", "condition" },
        { "rule properties", """{"expiry":"2030-01-01"}""", "expiry" },
        { "rule properties", """{"protocol":"Sctp"}""", "Sctp" },
        { "rule properties", """{"access":"Audit"}""", "Audit" },
        { "rule properties", """{"sourceApplicationSecurityGroups":[{"id":"/asg","except":"/x"}]}""", "except" },
        { "default rule", """{"condition":"x"}""", "condition" },
    };

    [Theory]
    [MemberData(nameof(Unknowns))]
    public async Task What_is_not_known_is_unknown(string place, string members, string named)
    {
        var page = new JsonObject { ["value"] = new JsonArray(LiveJson.AzureGroup(Plan)) };
        var group = page["value"]![0]!;
        var target = (JsonObject)(place switch
        {
            "page" => page,
            "group" => group,
            "properties" => group["properties"]!,
            "rule" => group["properties"]!["securityRules"]![0]!,
            "rule properties" => group["properties"]!["securityRules"]![0]!["properties"]!,
            _ => group["properties"]!["defaultSecurityRules"]![0]!,
        });
        foreach (var (name, value) in JsonNode.Parse(members)!.AsObject()) target[name] = value?.DeepClone();
        AssertUnknown(await CompareAsync(_ => Json(page)), named);
    }

    [Fact]
    public async Task A_service_tag_that_is_not_known_is_never_in_sync()
    {
        var allowed = await WithTagAsync("Allow");
        Assert.Equal(DriftStatus.Drift, allowed.Status);
        Assert.Equal("tagged", Assert.Single(allowed.Extra).Rule.Id);
        AssertUnknown(await WithTagAsync("Deny"), "depending on the members of BrandNewService.WestEurope");

        static Task<InstanceDrift> WithTagAsync(string access)
        {
            var group = LiveJson.AzureGroup(Plan);
            ((JsonArray)group["properties"]!["securityRules"]!)
                .Add(LiveJson.CustomRule("tagged", "Inbound", access, 99, "*", "BrandNewService.WestEurope", "*"));
            return CompareAsync(_ => Json(new JsonObject { ["value"] = new JsonArray(group) }));
        }
    }

    [Fact]
    public async Task Where_the_time_is_up_between_two_attempts_the_last_ones_failure_is_the_reason() => AssertUnknown(
        await CompareAsync(
            _ => new LoopbackAnswer(
                """{"error":{"code":"TooManyRequests","message":"slow down"}}""", 429)
            { Headers = { ["Retry-After"] = "60" } },
            seconds: 2), "throttles");

    [Fact]
    public async Task A_hang_ends_with_the_time_limit() => AssertUnknown(await CompareAsync(_ => null, seconds: 1), "time limit");

    [Theory]
    [InlineData(403, "AuthorizationFailed")]
    [InlineData(401, "InvalidAuthenticationToken")]
    [InlineData(404, "SubscriptionNotFound")]
    [InlineData(400, null)]
    public async Task The_same_failure_has_the_same_words_on_every_run(int status, string? code)
    {
        var run = 0;
        var (first, second) = (await CompareAsync(Answer), await CompareAsync(Answer));
        Assert.Equal(first.Reasons, second.Reasons);
        Assert.DoesNotContain("Headers", first.Reasons[0].Describe(), StringComparison.Ordinal);
        // Without a code the answer is nothing that is known, and is not shown.
        AssertUnknown(first, code is null ? "status 400: Service request failed" : "what the cloud says");

        LoopbackAnswer Answer(LoopbackRequest request) => new(
            code is null ? "what the cloud says" : $$$"""{"error":{"code":"{{{code}}}","message":"what the cloud says"}}""", status)
        {
            Headers =
            {
                ["x-ms-request-id"] = FormattableString.Invariant($"00000000-0000-0000-0000-{++run:d12}"),
                ["x-ms-correlation-request-id"] = FormattableString.Invariant($"{run}"),
            },
        };
    }

    [Fact]
    public async Task A_group_that_is_gone_is_unknown() =>
        AssertUnknown(await CompareAsync(_ => Json(new JsonObject { ["value"] = new JsonArray() })), "customer-01");

    [Fact]
    public async Task Recorded_shapes_of_rules_are_understood_as_what_they_permit()
    {
        // An augmented rule without a singular port and with an empty prefix, as really returned.
        var augmented = JsonNode.Parse("""
            {"name":"augmented","id":"/x","properties":{"provisioningState":"Succeeded","protocol":"*","sourcePortRange":"*",
            "sourceAddressPrefix":"","destinationAddressPrefix":"Internet","access":"Allow","priority":99,"direction":"Inbound",
            "sourcePortRanges":[],"destinationPortRanges":["500-1000","2000","3000"],"sourceAddressPrefixes":["10.0.0.0/24","11.0.0.0/24"],
            "destinationAddressPrefixes":[]}}
            """)!;
        var group = LiveJson.AzureGroup(Plan);
        ((JsonArray)group["properties"]!["securityRules"]!).Add(augmented);
        var drift = await CompareAsync(_ => Json(new JsonObject { ["value"] = new JsonArray(group) }));
        Assert.Equal("augmented", Assert.Single(drift.Extra).Rule.Id);

        // ARM accepts invalid addresses; what they match cannot be told.
        var garbage = JsonNode.Parse("""
            {"name":"garbage","id":"/x","properties":{"provisioningState":"Succeeded","protocol":"*","sourcePortRange":"*",
            "destinationPortRange":"4444","sourceAddressPrefix":"789","destinationAddressPrefix":"1234","access":"Allow","priority":98,"direction":"Inbound"}}
            """)!;
        var odd = LiveJson.AzureGroup(Plan);
        ((JsonArray)odd["properties"]!["securityRules"]!).Add(garbage);
        AssertUnknown(await CompareAsync(_ => Json(new JsonObject { ["value"] = new JsonArray(odd) })), "789");
    }

    [Fact]
    public async Task The_token_never_reaches_a_message()
    {
        var refusal = new JsonObject
        {
            ["error"] = new JsonObject { ["code"] = "InvalidAuthenticationToken", ["message"] = $"The token {Token} is not valid" },
        };
        var drift = await CompareAsync(_ => Json(refusal) with { Status = 401 });
        AssertUnknown(drift, "not accepted");
        Assert.DoesNotContain("c2VjcmV0LXRva2Vu", string.Join("\n", drift.Reasons), StringComparison.Ordinal);
    }

    private static LoopbackAnswer Page() => Json(new JsonObject { ["value"] = new JsonArray(LiveJson.AzureGroup(Plan)) });

    private static LoopbackAnswer Json(JsonNode node) => new(node.ToJsonString());

    private static async Task<InstanceDrift> CompareAsync(
        Func<LoopbackRequest, LoopbackAnswer?> answer,
        Action<LoopbackServer>? started = null,
        int seconds = 30,
        TokenCredential? credential = null,
        string[]? subscriptions = null,
        CancellationTokenSource? interrupt = null,
        string[]? named = null)
    {
        using var certificate = LoopbackServer.SelfSigned();
        await using var server = new LoopbackServer(answer, certificate);
        started?.Invoke(server);
        using var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback =
                    (_, shown, _, _) => shown is X509Certificate2 known && known.Thumbprint == certificate.Thumbprint,
            },
        };
        using var client = new HttpClient(handler);
        return await CompareAsync(server.Address, Pipeline(server.Address, client, credential), seconds, subscriptions, interrupt, named);
    }

    private static HttpPipeline Pipeline(Uri endpoint, HttpClient client, TokenCredential? credential = null) =>
        AzurePipelines.Create(credential ?? new FixedToken(), endpoint, options =>
        {
            options.Transport = new HttpClientTransport(client);
            options.Retry.MaxRetries = 2;
            options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        });

    private static async Task<InstanceDrift> CompareAsync(
        Uri endpoint,
        HttpPipeline pipeline,
        int seconds = 30,
        string[]? subscriptions = null,
        CancellationTokenSource? interrupt = null,
        string[]? named = null)
    {
        var options = new FleetOptions
        {
            Scope = DriftScope.Group,
            Sources = new SourceOptions { Endpoint = endpoint, Subscriptions = [.. subscriptions ?? [LiveJson.SubscriptionId]] },
            Groups = [.. named ?? []],
            Timeout = TimeSpan.FromSeconds(seconds),
        };
        var fleet = new FleetComparer(Clouds.With(pipeline: pipeline), options, _ => { });
        return Assert.Single(
            await fleet.CompareAsync([new FleetTarget(Plan, null)], interrupt?.Token ?? TestContext.Current.CancellationToken));
    }

    private static void AssertUnknown(InstanceDrift drift, string named)
    {
        Assert.Equal(DriftStatus.Unknown, drift.Status);
        Assert.Contains(drift.Reasons, reason => reason.Describe().Contains(named, StringComparison.Ordinal));
    }

    /// <summary>A sign-in that does not succeed.</summary>
    private sealed class Failing(Exception failure) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw failure;

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw failure;
    }

    private sealed class FixedToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(Token, DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
