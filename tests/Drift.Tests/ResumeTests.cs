using Amazon.Runtime;
using Starface.Drift.Aws;
using Starface.Drift.Azure;
using Starface.Drift.Composition;
using Starface.Drift.Fleet;
using Starface.Drift.Live;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;
using Starface.Policy.Flows;

namespace Starface.Drift.Tests;

/// <summary>A run that was interrupted goes on where it stopped, and never with an old or partial answer.</summary>
public sealed class ResumeTests : IDisposable
{
    private static readonly Policy.Problem s_half = Policy.Problem.Error("SFP6005", "Half of it was read");
    private static readonly Plan One = Plans.Pbx(AwsTarget.Instance);
    private static readonly Plan Two = Plans.Pbx(AwsTarget.Instance, "customer-02");
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("resume-").FullName, "reads.jsonl");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Fact]
    public async Task Only_what_was_not_read_is_read_again_and_then_all_is_forgotten()
    {
        var broken = true;
        var asked = new List<string>();
        await using var server = new LoopbackServer(request =>
        {
            var west = request.Head.Contains("/us-west-2/", StringComparison.Ordinal);
            lock (asked) asked.Add(west ? "west" : "central");
            if (west && broken) return Xml(AwsXml.Error("UnauthorizedOperation", "no"), 403);
            var plan = west ? Two : One;
            return Xml(
                request.Body.Contains("Action=DescribeSecurityGroups&", StringComparison.Ordinal)
                    ? AwsXml.Groups(plan)
                    : AwsXml.Rules(plan));
        });

        var first = await CompareAsync(server.Address);
        Assert.Equal([DriftStatus.InSync, DriftStatus.Unknown], first.Select(drift => drift.Status));
        Assert.True(File.Exists(_file));

        (broken, asked) = (false, []);
        var second = await CompareAsync(server.Address);
        Assert.Equal([DriftStatus.InSync, DriftStatus.InSync], second.Select(drift => drift.Status));
        Assert.Equal(["west"], asked.Distinct());
        Assert.Contains("kept in reads.jsonl", second[0].Groups[0].Place, StringComparison.Ordinal);
        Assert.False(File.Exists(_file));
    }

    [Fact]
    public async Task What_was_kept_without_the_ids_of_rules_is_read_again_once_the_plan_asks_for_them()
    {
        var asked = new List<string>();
        await using var server = new LoopbackServer(request =>
        {
            var west = request.Head.Contains("/us-west-2/", StringComparison.Ordinal);
            lock (asked) asked.Add(west ? "west" : "central");
            return west ? Xml(AwsXml.Error("UnauthorizedOperation", "no"), 403)
                : Xml(
                    request.Body.Contains("Action=DescribeSecurityGroups&", StringComparison.Ordinal)
                        ? AwsXml.DescribedGroups(One)
                        : AwsXml.Rules(One));
        });
        await CompareAsync(server.Address);
        asked.Clear();
        await CompareAsync(server.Address);
        Assert.Equal(["west"], asked.Distinct());

        asked.Clear();
        var changed = await CompareAsync(server.Address, one: Plans.Pbx(AwsTarget.Instance, phones: "192.0.2.128/25"));
        Assert.Equal(["central", "west"], asked.Distinct().Order(StringComparer.Ordinal));
        Assert.All(changed[0].Extra, extra => Assert.StartsWith("sgr-", extra.Rule.Id, StringComparison.Ordinal));
        Assert.NotEmpty(changed[0].Extra);
        Assert.Equal("eu-central-1", changed[0].Groups[0].Access!.Region);
    }

    [Fact]
    public void What_is_kept_comes_back_the_same_for_both_clouds()
    {
        var documents = new[] { LiveJson.AwsGroups(One), LiveJson.AzureGroup(Plans.Pbx(AzureTarget.Instance)) };
        foreach (var document in documents.Select(LiveJson.Bytes))
        {
            var survey = LiveFile.Parse(document, "live.json");
            Assert.NotEmpty(survey.Groups);
            var saved = ResumeFile.Open(_file, "reads.jsonl", TimeProvider.System, ShippedConnectors.All);
            saved.Add("a", survey);
            var back = ResumeFile.Open(_file, "reads.jsonl", TimeProvider.System, ShippedConnectors.All).Find("a")!;
            Assert.Equal(survey.Groups[0].Tags, back.Groups[0].Tags);
            Assert.Equal(survey.Groups[0].Rules.Select(Described), back.Groups[0].Rules.Select(Described));
            File.Delete(_file);
        }

        static string Described(LiveRule rule) => string.Join(
            " | ",
            rule.Id,
            rule.Direction,
            string.Join(";", rule.Matches),
            rule.Allow,
            rule.Priority,
            rule.IsDefault,
            rule.Description,
            string.Join(";", rule.OwnSide),
            string.Join(";", rule.SourcePorts));
    }

    [Fact]
    public void Surroundings_come_back_the_same()
    {
        var around = AllSurroundings();
        var survey = new LiveSurvey([], []) { Surroundings = around };
        ResumeFile.Open(_file, "reads.jsonl", TimeProvider.System, ShippedConnectors.All).Add("a", survey);
        var back = ResumeFile.Open(_file, "reads.jsonl", TimeProvider.System, ShippedConnectors.All).Find("a")!.Surroundings;
        var (before, after) = (MemberTexts.Of(around), MemberTexts.Of(back));
        Assert.Equal(before, after);
        // Every member of everything that is kept has a value that is not its usual one, so that one that is forgotten shows. A rule
        // allows usually, and the last four are known of states alone, which are not kept.
        string[] usual =
        [
            "Allow", "Unread", "Problems", "Unseen", "Access", "PrefixLists", "LogicalName", "PendingRules", "Parent", "Provider",
        ];
        Assert.Equal([], MemberTexts.Empty(around).Except(usual));
    }

    // It would be written to, and deleted in the end.
    [Theory]
    [InlineData("name: starface\n")]
    [InlineData("\n\nnotes\n")]
    [InlineData("{\"SecurityGroups\":[]}\n")]
    public void A_file_of_another_kind_is_refused_and_left_alone(string content)
    {
        File.WriteAllText(_file, content);

        Assert.Throws<IOException>(() => ResumeFile.Open(_file, "reads.jsonl", TimeProvider.System, ShippedConnectors.All));
        Assert.Equal(content, File.ReadAllText(_file));
    }

    [Fact]
    public void Surroundings_with_a_problem_are_not_kept()
    {
        var whole = AllSurroundings();
        LiveSurroundings[] broken =
        [
            whole with { Unread = whole.Unread.Add(SurroundingPart.Subnets, s_half) },
            whole with { Interfaces = [whole.Interfaces[0] with { Problems = [s_half] }] },
            whole with { Subnets = [whole.Subnets[0] with { Problems = [s_half] }] },
            whole with { NetworkAcls = [whole.NetworkAcls[0] with { Problems = [s_half] }] },
            whole with { Networks = [whole.Networks[0] with { Problems = [s_half] }] },
            whole with
            {
                Networks = [whole.Networks[0] with { AdminRules = whole.Networks[0].AdminRules! with { Problems = [s_half] } }],
            },
        ];
        foreach (var around in broken)
        {
            var saved = ResumeFile.Open(_file, "reads.jsonl", TimeProvider.System, ShippedConnectors.All);
            saved.Add("a", new LiveSurvey([], []) { Surroundings = around });
            Assert.False(File.Exists(_file));
        }
    }

    private static LiveSurroundings AllSurroundings()
    {
        var rule = new LiveRule("ingress 90", Policy.Direction.Outbound, [FlowRange.Parse("outbound udp 0.0.0.0/0 10000-20000")])
        {
            Allow = false,
            Priority = 90,
            SkipsLaterLayers = true,
            MayNotApply = true,
            IsDefault = true,
            Description = "media",
            Tags = LiveGroup.NoTags.Add("k", "v"),
            OwnSide = [RemoteScope.Parse("10.0.0.5/32")],
            SourcePorts = [PortRange.Parse("5060")],
        };
        var group = new LiveGroup(AzureTarget.Instance, "acl-0b", "name")
        {
            Place = "place",
            Description = "text",
            Tags = LiveGroup.NoTags.Add("k", "v"),
            Rules = [rule],
            AttachedTo = ["subnet-0a"],
            Network = "vpc-1",
            Region = "eu-central-1",
        };
        var exclusions = LiveSurroundings.None.PublicAccessExclusions.Add("vpc-1", PublicAccessBlock.Inbound);
        return new LiveSurroundings
        {
            Read = [SurroundingPart.Interfaces, SurroundingPart.AdminRules],
            Interfaces =
            [
                new LiveInterface(AwsTarget.Instance, "eni-0a")
                {
                    Place = "AWS eu-central-1",
                    GroupIds = ["sg-1", "sg-2"],
                    Configurations =
                    [
                        new LiveIpConfiguration("subnet-0a")
                        {
                            Addresses = [Address.Parse("10.0.0.5"), Address.Parse("2001:db8::5")],
                            Groups = ["asg-1"],
                        },
                    ],
                    Network = "vpc-1",
                    Region = "eu-central-1",
                    Account = "123456789012",
                    Machine = "i-1",
                },
            ],
            Subnets =
            [
                new LiveSubnet(AzureTarget.Instance, "subnet-0a")
                {
                    Prefixes = [Prefix.Parse("10.0.0.0/24")],
                    GroupId = "nsg-1",
                    Network = "vnet-1",
                    Region = "eu-central-1",
                    Account = "123456789012",
                    InterfaceIds = ["nic-1"],
                },
            ],
            NetworkAcls = [group],
            Networks =
            [
                new LiveNetwork(AzureTarget.Instance, "vnet-1")
                {
                    Prefixes = [Prefix.Parse("10.0.0.0/16")],
                    PeerPrefixes = [Prefix.Parse("10.1.0.0/16")],
                    AdminRules = group,
                },
            ],
            PublicAccess = LiveSurroundings.None.PublicAccess.Add(
                "AWS eu-central-1",
                new LivePublicAccess(PublicAccessBlock.Both)
                {
                    Region = "eu-central-1",
                    Account = "123456789012",
                    Exclusions = exclusions,
                }),
            PublicAccessExclusions = exclusions,
            Members = LiveSurroundings.None.Members.Add(
                "AzureCloud", Policy.Flows.Sets.PrefixSet.From(Prefix.Parse("203.0.113.0/24"), Prefix.Parse("2001:db8::/32"))),
        };
    }

    [Fact]
    public void A_line_that_is_cut_off_or_changed_or_older_than_an_hour_counts_as_not_read()
    {
        var survey = LiveFile.Parse(LiveJson.Bytes(LiveJson.AwsGroups(One)), "live.json");
        ResumeFile.Open(_file, "reads.jsonl", TimeProvider.System, ShippedConnectors.All).Add("a", survey);
        var whole = File.ReadAllText(_file);
        File.WriteAllText(_file, whole[..(whole.Length / 2)]);
        var cut = ResumeFile.Open(_file, "reads.jsonl", TimeProvider.System, ShippedConnectors.All);
        Assert.Null(cut.Find("a"));
        File.WriteAllText(_file, whole.Replace("10000", "10001", StringComparison.Ordinal));
        Assert.Null(ResumeFile.Open(_file, "reads.jsonl", TimeProvider.System, ShippedConnectors.All).Find("a"));
        File.WriteAllText(_file, whole[..(whole.Length / 2)]);
        cut.Add("b", survey);
        Assert.NotNull(ResumeFile.Open(_file, "reads.jsonl", TimeProvider.System, ShippedConnectors.All).Find("b"));
        Assert.Null(ResumeFile.Open(_file, "reads.jsonl", new Later(TimeSpan.FromMinutes(61)), ShippedConnectors.All).Find("b"));
        Assert.Null(ResumeFile.Open(_file, "reads.jsonl", new Later(TimeSpan.FromMinutes(-5)), ShippedConnectors.All).Find("b"));
    }

    [Fact]
    public void A_read_with_a_problem_is_not_kept()
    {
        var saved = ResumeFile.Open(_file, "reads.jsonl", TimeProvider.System, ShippedConnectors.All);
        saved.Add("a", LiveSurvey.Failed(s_half));
        saved.Add("b", new LiveSurvey([new LiveGroup(AwsTarget.Instance, "sg-1", "n") { Problems = [s_half] }], []));
        Assert.False(File.Exists(_file));
    }

    [Fact]
    public async Task Another_accounts_answer_is_never_taken()
    {
        var asked = new List<string>();
        await using var server = HalfBroken(asked);
        var own = new BasicAWSCredentials("AKIAOWNACCOUNT000001", "own-secret-of-the-test");
        Assert.Equal([DriftStatus.InSync, DriftStatus.Unknown], (await CompareAsync(server.Address, own)).Select(drift => drift.Status));
        var kept = File.ReadAllText(_file);
        Assert.Contains("sg-00000000", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("AKIAOWNACCOUNT000001", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("own-secret-of-the-test", kept, StringComparison.Ordinal);

        asked.Clear();
        await CompareAsync(server.Address, own);
        Assert.Equal(["west"], asked.Distinct());

        foreach (var other in new AWSCredentials[]
        {
            new BasicAWSCredentials("AKIAOTHERACCOUNT0002", "own-secret-of-the-test"),
            new SessionAWSCredentials("ASIAOWNACCOUNT000001", "own-secret-of-the-test", "session"),
        })
        {
            asked.Clear();
            await CompareAsync(server.Address, other);
            Assert.Equal(["central", "west"], asked.Distinct().Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Where_the_account_cannot_be_told_nothing_is_kept_and_it_is_said()
    {
        var (asked, said) = (new List<string>(), new List<string>());
        await using var server = HalfBroken(asked);
        foreach (var _ in new[] { 1, 2 })
        {
            asked.Clear();
            await CompareAsync(server.Address, new FromElsewhere(), said.Add);
            Assert.Equal(["central", "west"], asked.Distinct().Order(StringComparer.Ordinal));
        }

        Assert.False(File.Exists(_file));
        Assert.Contains(said, line => line.Contains("the account of the credentials cannot be told", StringComparison.Ordinal));
    }

    [Fact]
    public void A_key_a_role_and_a_sign_on_tell_the_account_and_what_asks_elsewhere_does_not()
    {
        const string Role = "arn:aws:iam::222222222222:role/drift";
        var one = new BasicAWSCredentials("AKIAOWNACCOUNT000001", "secret");
        string?[] identities =
        [
            AwsIdentity.For(one),
            AwsIdentity.For(new BasicAWSCredentials("AKIAOTHERACCOUNT0002", "secret")),
            AwsIdentity.For(new AssumeRoleAWSCredentials(one, Role, "session")),
            AwsIdentity.For(new AssumeRoleAWSCredentials(one, Role.Replace('2', '3'), "session")),
            AwsIdentity.For(new SSOAWSCredentials("111111111111", "eu-central-1", "reader", "https://example.awsapps.com/start")),
            AwsIdentity.For(new SSOAWSCredentials("111111111112", "eu-central-1", "reader", "https://example.awsapps.com/start")),
        ];
        Assert.All(identities, Assert.NotNull);
        Assert.Equal(identities.Length, identities.Distinct().Count());
        Assert.DoesNotContain(identities, identity => identity!.Contains("secret", StringComparison.Ordinal));
        Assert.Equal(AwsIdentity.For(one), AwsIdentity.For(new BasicAWSCredentials("AKIAOWNACCOUNT000001", "rotated")));
        Assert.Null(AwsIdentity.For(new FromElsewhere()));
        Assert.Null(AwsIdentity.For(null));
    }

    [Fact]
    public async Task Azures_client_or_token_tells_the_account_and_an_opaque_token_does_not()
    {
        var endpoint = new Uri("https://management.azure.com");
        Dictionary<string, string> none = [];
        var client = new Dictionary<string, string>
        {
            ["AZURE_TENANT_ID"] = "t",
            ["AZURE_CLIENT_ID"] = "c",
            ["AZURE_CLIENT_SECRET"] = "hidden-secret",
        };

        var byVariables = await Of(new Signed("opaque"), client);
        Assert.Contains("tenant t client c", byVariables, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-secret", byVariables, StringComparison.Ordinal);
        Assert.Null(await Of(new Signed("opaque"), none));
        Assert.Null(await Of(new Signed(Jwt("""{"tid":"t"}""")), none));
        Assert.Null(await Of(new Signed("a.!!.c"), none));
        Assert.Null(await Of(new Signed("opaque"), new(client) { ["AZURE_TOKEN_CREDENTIALS"] = "dev" }));
        var one = await Of(new Signed(Jwt("""{"tid":"t","oid":"one"}""")), none);
        Assert.Equal(one, await Of(new Signed(Jwt("""{"exp":1,"tid":"t","oid":"one"}""")), none));
        Assert.NotEqual(one, await Of(new Signed(Jwt("""{"tid":"t","oid":"two"}""")), none));
        Assert.NotEqual(one, await Of(new Signed(Jwt("""{"tid":"u","oid":"one"}""")), none));

        Task<string?> Of(global::Azure.Core.TokenCredential credential, Dictionary<string, string> variables) =>
            AzureIdentity.FindAsync(credential, endpoint, name => variables.GetValueOrDefault(name), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task An_azure_subscription_that_another_account_read_is_read_again()
    {
        var plan = Plans.Pbx(AzureTarget.Instance);
        var asked = new List<string>();
        await using var server = new LoopbackServer(request =>
        {
            var broken = request.Path.Contains("/broken/", StringComparison.Ordinal);
            lock (asked) asked.Add(broken ? "broken" : "fine");
            return broken
                ? new LoopbackAnswer("""{"error":{"code":"AuthorizationFailed","message":"no"}}""", 403)
                : new LoopbackAnswer(
                    new System.Text.Json.Nodes.JsonObject
                    {
                        ["value"] = new System.Text.Json.Nodes.JsonArray(LiveJson.AzureGroup(plan)),
                    }.ToJsonString());
        });
        await RunAsync("one");
        asked.Clear();
        await RunAsync("one");
        Assert.Equal(["broken"], asked.Distinct());
        asked.Clear();
        await RunAsync("two");
        Assert.Equal(["broken", "fine"], asked.Distinct().Order(StringComparer.Ordinal));

        Task<System.Collections.Immutable.ImmutableArray<InstanceDrift>> RunAsync(string account)
        {
            var options = new FleetOptions
            {
                Scope = DriftScope.Group,
                Sources = new SourceOptions { Endpoint = server.Address, Subscriptions = ["fine", "broken"] },
                Resume = ResumeFile.Open(_file, "reads.jsonl", TimeProvider.System, ShippedConnectors.All),
            };
            // The usual pipeline sends no token without TLS.
            var plain = global::Azure.Core.Pipeline.HttpPipelineBuilder.Build(new PlainOptions());
            var clouds = Clouds.With(azure: new Signed(Jwt($$"""{"tid":"t","oid":"{{account}}"}""")), pipeline: plain);
            return new FleetComparer(clouds, options, _ => { })
                .CompareAsync([new FleetTarget(plan, null)], TestContext.Current.CancellationToken);
        }
    }

    private static string Jwt(string claims) =>
        $"e30.{System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(claims))}.c2ln";

    /// <summary>Central answers, west refuses, so that a run is never complete.</summary>
    private static LoopbackServer HalfBroken(List<string> asked) => new(request =>
    {
        var west = request.Head.Contains("/us-west-2/", StringComparison.Ordinal);
        lock (asked) asked.Add(west ? "west" : "central");
        return west
            ? Xml(AwsXml.Error("UnauthorizedOperation", "no"), 403)
            : Xml(
                request.Body.Contains("Action=DescribeSecurityGroups&", StringComparison.Ordinal) ? AwsXml.Groups(One) : AwsXml.Rules(One));
    });

    private static LoopbackAnswer Xml(string body, int status = 200) => new(body, status) { ContentType = "text/xml" };

    private async Task<List<InstanceDrift>> CompareAsync(
        Uri endpoint, AWSCredentials? credentials = null, Action<string>? progress = null, Plan? one = null)
    {
        var options = new FleetOptions
        {
            Scope = DriftScope.Group,
            Sources = new SourceOptions { Endpoint = endpoint },
            Resume = ResumeFile.Open(_file, "reads.jsonl", TimeProvider.System, ShippedConnectors.All),
        };
        var clouds = Clouds.With(aws: credentials ?? new BasicAWSCredentials("test", "test"));
        var drifts = await new FleetComparer(clouds, options, progress ?? (_ => { })).CompareAsync(
            [new FleetTarget(one ?? One, "eu-central-1"), new FleetTarget(Two, "us-west-2")], TestContext.Current.CancellationToken);
        return [.. drifts.OrderBy(drift => drift.Name, StringComparer.Ordinal)];
    }

    /// <summary>Credentials that are had from somewhere at the time, as from a machine's own role.</summary>
    private sealed class FromElsewhere : RefreshingAWSCredentials
    {
        protected override CredentialsRefreshState GenerateNewCredentials() =>
            new(new ImmutableCredentials("test", "test", null), DateTime.MaxValue);
    }

    private sealed class Signed(string token) : global::Azure.Core.TokenCredential
    {
        public override global::Azure.Core.AccessToken GetToken(
            global::Azure.Core.TokenRequestContext requestContext,
            CancellationToken cancellationToken) => new(token, DateTimeOffset.MaxValue);

        public override ValueTask<global::Azure.Core.AccessToken> GetTokenAsync(
            global::Azure.Core.TokenRequestContext requestContext,
            CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
    }

    private sealed class PlainOptions : global::Azure.Core.ClientOptions;

    private sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
