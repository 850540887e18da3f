using System.Diagnostics;
using Amazon.Runtime;
using Starface.Drift.Aws;
using Starface.Drift.Fleet;
using Starface.Drift.Live;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;

namespace Starface.Drift.Tests;

/// <summary>EC2 as it should not be. In none of these is the answer "in sync".</summary>
public sealed class AwsFaultTests
{
    private const string SecretKey = "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY00";
    private const string AccessKey = "AKIAIOSFODNN7EXAMPLE";
    private static readonly Plan Plan = Plans.Pbx(AwsTarget.Instance);

    /// <summary>Whatever the SDK throws on the way to credentials is a failure of theirs, and no defect of this program.</summary>
    [Fact]
    public void What_the_sdk_throws_is_no_defect()
    {
        Exception[] thrown =
        [
            new ProcessAWSCredentialException("Command returned non-zero exit value 1"),
            new FederatedAuthenticationFailureException("refused"),
            new FederatedAuthenticationCancelledException("ended"),
            new AmazonClientException("there is no profile"),
        ];

        Assert.All(thrown, exception => Assert.True(AwsFailures.Instance.IsExpected(exception), exception.GetType().Name));
    }

    [Fact]
    public async Task A_server_that_behaves_is_in_sync()
    {
        await using var server = Server(request => IsGroups(request) ? Xml(AwsXml.Groups(Plan)) : Xml(AwsXml.Rules(Plan)));
        Assert.Equal(DriftStatus.InSync, (await CompareAsync(server.Address)).Status);
    }

    // The one it leads to would get the session's token.
    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        await using var other = Server(_ => Xml(AwsXml.Groups(Plan)));
        await using var server = Server(_ => new LoopbackAnswer("", status)
        {
            Headers = new() { ["Location"] = new Uri(other.Address, "/elsewhere").AbsoluteUri },
        });

        var drift = await CompareAsync(server.Address);

        Assert.Equal(DriftStatus.Unknown, drift.Status);
        Assert.Equal(0, other.Requests);
    }

    // More comes than is accepted, and asking again would give no less.
    [Fact]
    public async Task An_answer_that_does_not_end_is_given_up_and_not_asked_for_again()
    {
        await using var server = Server(_ => Xml("") with { IsEndless = true });

        var drift = await CompareAsync(server.Address, 60);

        Assert.Equal(DriftStatus.Unknown, drift.Status);
        var reason = Assert.Single(drift.Reasons).Describe();
        Assert.Contains("one page of a cloud's answer has more than 256 MiB", reason, StringComparison.Ordinal);
        Assert.Contains("look whether --endpoint-url is the cloud's", reason, StringComparison.Ordinal);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task Rules_of_a_group_in_sync_are_not_read()
    {
        await using var server = Server(request => IsGroups(request) ? Xml(AwsXml.DescribedGroups(Plan)) : Xml(AwsXml.Rules(Plan)));
        var drift = await CompareAsync(server.Address);
        Assert.Equal(DriftStatus.InSync, drift.Status);
        Assert.Empty(drift.Notes);
        Assert.Equal(
            LiveJson.Rules(Plan, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").Concat(
                LiveJson.Rules(Plan, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")).Count(),
            drift.Groups[0].Rules.Length);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task A_foreign_rule_is_named_by_its_id_and_tags_and_only_its_groups_rules_are_read()
    {
        var other = Plans.Pbx(AwsTarget.Instance, "customer-02");
        var second = AwsXml.DescribedGroups(other).Replace("sg-00000000", "sg-00000001", StringComparison.Ordinal);
        var more = Between(second, "<securityGroupInfo>", "</securityGroupInfo>");
        var both = AwsXml.DescribedGroups(Plan)
            .Replace("<ipPermissions>", "<ipPermissions>" + AwsXml.ForeignPermission, StringComparison.Ordinal)
            .Replace("</securityGroupInfo>", more + "</securityGroupInfo>", StringComparison.Ordinal);
        var asked = "";
        await using var server = Server(request =>
        {
            if (IsGroups(request)) return Xml(both);
            asked += request.Body;
            return Xml(AwsXml.Rules(Plan, extraRule: AwsXml.ForeignRule));
        });

        var results = await new FleetComparer(Connectors, Options(server.Address, 30), _ => { }).CompareAsync(
            [new FleetTarget(Plan, "eu-central-1"), new FleetTarget(other, "eu-central-1")], TestContext.Current.CancellationToken);

        Assert.Equal(DriftStatus.InSync, results.Single(result => result.Name == other.Name).Status);
        var drift = results.Single(result => result.Name == Plan.Name);
        Assert.Empty(drift.Reasons);
        var rule = Assert.Single(drift.Extra).Rule;
        Assert.Equal(("sgr-foreign", "OPS-4711"), (rule.Id, rule.Tags["ticket"]));
        Assert.Contains("sg-00000000", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("sg-00000001", asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_description_is_a_note_that_names_the_rule_by_its_id()
    {
        const string Planned = "<description>license-server: Serveradressen</description>";
        var (groups, rules) = (AwsXml.DescribedGroups(Plan), AwsXml.Rules(Plan));
        Assert.Contains(Planned, groups, StringComparison.Ordinal);
        await using var server = Server(
            request => Xml(
                (IsGroups(request) ? groups : rules).Replace(Planned, "<description>mine</description>", StringComparison.Ordinal)));
        var drift = await CompareAsync(server.Address);
        Assert.Equal(DriftStatus.InSync, drift.Status);
        Assert.All(drift.Notes, note => Assert.Contains("Rule sgr-", note.Describe(), StringComparison.Ordinal));
        Assert.NotEmpty(drift.Notes);
    }

    [Fact]
    public async Task A_group_that_changes_between_the_calls_is_unknown()
    {
        var groups = AwsXml.DescribedGroups(Plan)
            .Replace("<ipPermissions>", "<ipPermissions>" + AwsXml.ForeignPermission, StringComparison.Ordinal);
        await using var server = Server(request => Xml(IsGroups(request) ? groups : AwsXml.Rules(Plan)));
        AssertUnknown(await CompareAsync(server.Address), "it was changed or deleted while it was read");
    }

    [Fact]
    public async Task The_revert_plan_says_region_profile_role_and_endpoint()
    {
        var groups = AwsXml.DescribedGroups(Plan)
            .Replace("<ipPermissions>", "<ipPermissions>" + AwsXml.ForeignPermission, StringComparison.Ordinal);
        await using var server = Server(request => Xml(IsGroups(request) ? groups : AwsXml.Rules(Plan, extraRule: AwsXml.ForeignRule)));
        var drift = await CompareAsync(server.Address);
        var command = "aws ec2 revoke-security-group-ingress --group-id sg-00000000 --security-group-rule-ids sgr-foreign "
            + $"--region eu-central-1 --endpoint-url {server.Address.OriginalString}\n";
        Assert.Contains(command, Revert(drift), StringComparison.Ordinal);

        var group = drift.Groups[0];
        var elsewhere = drift with
        {
            Groups =
            [
                group with
                {
                    Access = group.Access! with
                    {
                        Endpoint = null,
                        Profile = "customer two",
                        RoleArn = "arn:aws:iam::222222222222:role/drift",
                    },
                },
            ],
        };
        Assert.Contains(
            "# With the credentials of the role arn:aws:iam::222222222222:role/drift:\naws ec2 revoke",
            Revert(elsewhere),
            StringComparison.Ordinal);
        Assert.Contains("sgr-foreign --region eu-central-1 --profile 'customer two'\n", Revert(elsewhere), StringComparison.Ordinal);

        // A file does not tell the region, the stack does; where neither does, none is made up.
        var file = drift with { Groups = [group with { Access = null }] };
        Assert.Contains("sgr-foreign --region us-west-2\n", Revert(file, "us-west-2"), StringComparison.Ordinal);
        Assert.Contains("sgr-foreign\n", Revert(file), StringComparison.Ordinal);

        static string Revert(InstanceDrift drift, string? region = null)
        {
            using var output = new StringWriter { NewLine = "\n" };
            new Reports.RevertReport(Connectors, _ => (Plan.Name, region))
                .Write(IgnoreList.Empty.Apply([drift], default), new(output));
            return output.ToString();
        }
    }

    [Fact]
    public async Task Throttling_for_ever_ends_within_the_time_limit()
    {
        await using var server = Server(_ => Xml(AwsXml.Error("RequestLimitExceeded", "Request limit exceeded."), 503));
        AssertUnknown(await CompareAsync(server.Address, seconds: 3), "the cloud throttles");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_although_the_time_is_up_between_two_attempts() =>
        AssertUnknown(await CompareAsync(NobodyListens(), seconds: 2), "the connection failed");

    [Fact]
    public async Task What_was_read_when_the_time_is_up_is_shown()
    {
        var first = AwsXml.DescribedGroups(Plan).Replace(
            "<ipPermissions>", "<ipPermissions>" + AwsXml.ForeignPermission, StringComparison.Ordinal)
            .Replace("</securityGroupInfo>", "</securityGroupInfo><nextToken>two</nextToken>", StringComparison.Ordinal);
        await using var server = Server(request => request.Body.Contains("NextToken=two", StringComparison.Ordinal) ? null : Xml(first));
        var drift = await CompareAsync(server.Address, seconds: 1);
        AssertUnknown(drift, "time limit");
        Assert.Single(drift.Extra);
    }

    [Fact]
    public async Task A_page_that_fails_is_unknown()
    {
        await using var server = Server(request => IsGroups(request) ? Xml(AwsXml.Groups(Plan))
            : request.Body.Contains("NextToken=two", StringComparison.Ordinal) ? Xml(
                AwsXml.Error("InvalidParameterValue", "Token expired"), 400)
            : Xml(AwsXml.Rules(Plan, nextToken: "two")));
        AssertUnknown(await CompareAsync(server.Address), "rules could not be read");
    }

    [Fact]
    public async Task A_foreign_range_is_seen_beside_one_that_cannot_be_understood()
    {
        var groups = AwsXml.Groups(Plan).Replace(
            "<ipPermissions>",
            "<ipPermissions><item><ipProtocol>tcp</ipProtocol><fromPort>22</fromPort><toPort>22</toPort><ipRanges><item>"
                + "<cidrIp>198.51.100.9/32</cidrIp></item><item><cidrIp>198.51.100.300/32</cidrIp></item></ipRanges></item>",
            StringComparison.Ordinal);
        await using var server = Server(request => IsGroups(request) ? Xml(groups) : Xml(AwsXml.Error("UnauthorizedOperation", "no"), 403));
        var drift = await CompareAsync(server.Address);
        AssertUnknown(drift, "198.51.100.300");
        Assert.Equal("inbound tcp 198.51.100.9/32 22", string.Join('\n', Assert.Single(drift.Extra).Ranges));
    }

    [Fact]
    public async Task Groups_come_from_every_page_the_small_one_after_the_large_one_too()
    {
        var other = Plans.Pbx(AwsTarget.Instance, "pbx-other");
        await using var server = Server(request => Xml(request.Body.Contains("NextToken=two", StringComparison.Ordinal)
            ? AwsXml.DescribedGroups(other).Replace("sg-00000000", "sg-00000001", StringComparison.Ordinal)
            : AwsXml.DescribedGroups(Plan).Replace(
                "</securityGroupInfo>",
                "</securityGroupInfo><nextToken>two</nextToken>",
                StringComparison.Ordinal) + string.Create(1 << 20, 0, static (padding, _) => padding.Fill(' '))));
        var results = await new FleetComparer(Connectors, Options(server.Address, 30), _ => { }).CompareAsync(
            [new FleetTarget(Plan, "eu-central-1"), new FleetTarget(other, "eu-central-1")], TestContext.Current.CancellationToken);
        Assert.Equal(["sg-00000000", "sg-00000001"], results.Select(result => Assert.Single(result.Groups).Id));
        Assert.All(results, result => Assert.Equal(DriftStatus.InSync, result.Status));
    }

    [Fact]
    public async Task A_token_that_repeats_is_unknown_and_does_not_read_for_ever()
    {
        await using var server = Server(
            request => IsGroups(request) ? Xml(AwsXml.Groups(Plan, nextToken: "again")) : Xml(AwsXml.Rules(Plan)));
        AssertUnknown(await CompareAsync(server.Address), "same NextToken twice");
        Assert.Equal(2, server.Requests);
    }

    [Fact]
    public async Task An_answer_that_is_cut_off_is_unknown()
    {
        var whole = AwsXml.Rules(Plan);
        await using var server = Server(request => IsGroups(request) ? Xml(AwsXml.Groups(Plan)) : Xml(whole[..(whole.Length / 2)]));
        AssertUnknown(
            await CompareAsync(server.Address, seconds: 20),
            "rules could not be read: the answer did not come from the cloud, or is incomplete");
    }

    [Fact]
    public async Task A_missing_permission_is_unknown_and_the_message_says_how_to_fix_it()
    {
        await using var server = Server(
            _ => Xml(AwsXml.Error("UnauthorizedOperation", "You are not authorized to perform: ec2:DescribeSecurityGroups"), 403));
        AssertUnknown(await CompareAsync(server.Address), "drift --permissions");
    }

    [Fact]
    public async Task One_region_without_permission_does_not_hide_the_other()
    {
        await using var server = Server(request => request.Head.Contains("/us-west-2/", StringComparison.Ordinal)
            ? Xml(AwsXml.Error("UnauthorizedOperation", "no"), 403)
            : IsGroups(request) ? Xml(AwsXml.Groups(Plan)) : Xml(AwsXml.Rules(Plan)));
        var other = Plans.Pbx(AwsTarget.Instance, "customer-02");

        var results = await new FleetComparer(Connectors, Options(server.Address, 20), _ => { }).CompareAsync(
            [new FleetTarget(Plan, "eu-central-1"), new FleetTarget(other, "us-west-2")], TestContext.Current.CancellationToken);

        Assert.Equal(DriftStatus.InSync, results.Single(result => result.Name == Plan.Name).Status);
        AssertUnknown(results.Single(result => result.Name == other.Name), "us-west-2");
        Assert.Equal(DriftStatus.Unknown, IgnoreList.Empty.Apply(results, default).Status);
    }

    [Fact]
    public async Task What_is_in_sync_takes_as_many_calls_as_there_are_pages()
    {
        var calls = 0;
        var other = Plans.Pbx(AwsTarget.Instance, "pbx-other");
        var groups = new Dictionary<string, string>
        {
            [""] = AwsXml.DescribedGroups(Plan).Replace(
                "</securityGroupInfo>", "</securityGroupInfo><nextToken>two</nextToken>", StringComparison.Ordinal),
            ["two"] = AwsXml.DescribedGroups(other).Replace("sg-00000000", "sg-00000001", StringComparison.Ordinal),
        };
        await using var server = Server(request =>
        {
            Interlocked.Increment(ref calls);
            return Xml(groups[request.Body.Contains("NextToken=two", StringComparison.Ordinal) ? "two" : ""]);
        });

        var results = await new FleetComparer(Connectors, Options(server.Address, 30), _ => { }).CompareAsync(
            [new FleetTarget(Plan, "eu-central-1"), new FleetTarget(other, "eu-central-1")], TestContext.Current.CancellationToken);

        Assert.All(results, result => Assert.Equal(DriftStatus.InSync, result.Status));
        Assert.Equal(2, calls);
    }

    [Theory]
    [InlineData("us-west-2", 5, "us-west-2 took longest to read: 5.0 s of 5.0 s")]
    [InlineData("eu-central-1", 2, "eu-central-1 took longest to read: 2.0 s of 2.0 s")]
    [InlineData("eu-central-1", 0, null)]
    public async Task The_slowest_of_several_regions_is_named(string slow, int seconds, string? line)
    {
        var clock = new SteppedClock();
        await using var server = Server(request =>
        {
            if (request.Head.Contains($"/{slow}/", StringComparison.Ordinal)) clock.Advance(TimeSpan.FromSeconds(seconds));
            return Xml(AwsXml.DescribedGroups(Plan));
        });
        var lines = new List<string>();

        await new FleetComparer(Connectors, Options(server.Address, 30) with { Time = clock, Concurrency = 1 }, lines.Add).CompareAsync(
            [new FleetTarget(Plan, "eu-central-1"), new FleetTarget(Plan, "us-west-2")], TestContext.Current.CancellationToken);

        Assert.Equal(line is null ? 2 : 3, lines.Count);
        if (line is not null) Assert.EndsWith(line, lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_deleted_between_the_calls_is_unknown()
    {
        await using var server = Server(request => IsGroups(request) ? Xml(AwsXml.Groups(Plan)) : Xml(AwsXml.NoRules()));
        AssertUnknown(await CompareAsync(server.Address), "sg-00000000");
    }

    [Fact]
    public async Task A_hang_ends_with_the_time_limit()
    {
        await using var server = Server(_ => null);
        AssertUnknown(await CompareAsync(server.Address, seconds: 1), "time limit");
    }

    [Fact]
    public async Task Cancelling_ends_a_hang_and_is_unknown()
    {
        var arrived = new TaskCompletionSource();
        await using var server = Server(_ =>
        {
            arrived.TrySetResult();
            return null;
        });
        using var interrupt = new CancellationTokenSource();
        var comparing = new FleetComparer(Connectors, Options(server.Address, 600), _ => { })
            .CompareAsync([new FleetTarget(Plan, "eu-central-1")], interrupt.Token);
        await arrived.Task.WaitAsync(TestContext.Current.CancellationToken);

        var watch = Stopwatch.StartNew();
        await interrupt.CancelAsync();
        var result = Assert.Single(await comparing);

        AssertUnknown(result, "interrupted");
        TestContext.Current.TestOutputHelper?.WriteLine($"ended {watch.ElapsedMilliseconds} ms after the interrupt");
    }

    [Fact]
    public async Task A_clock_that_is_wrong_is_unknown_and_named()
    {
        await using var server = Server(_ => Xml(AwsXml.Error("RequestExpired", "Request has expired. Timestamp date is 1999-01-01"), 400));
        AssertUnknown(await CompareAsync(server.Address), "clock");
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_is_unknown_and_named() =>
        AssertUnknown(await CompareAsync(new Uri("http://no-such-host.invalid:1"), seconds: 30), "host name cannot be resolved");

    [Fact]
    public async Task An_untrusted_certificate_is_unknown_and_named()
    {
        using var certificate = LoopbackServer.SelfSigned();
        await using var server = new LoopbackServer(_ => Xml(AwsXml.Groups(Plan)), certificate);
        AssertUnknown(await CompareAsync(server.Address, seconds: 30), "TLS");
    }

    [Theory]
    [InlineData(
        "<item><securityGroupRuleId>sgr-new</securityGroupRuleId><groupId>sg-00000000</groupId><isEgress>false</isEgress>"
            + "<ipProtocol>tcp</ipProtocol><fromPort>22</fromPort><toPort>22</toPort><serviceName>new</serviceName></item>",
        "sgr-new")]
    [InlineData(
        "<item><securityGroupRuleId>sgr-odd</securityGroupRuleId><groupId>sg-00000000</groupId><isEgress>false</isEgress>"
            + "<ipProtocol>quic</ipProtocol><fromPort>22</fromPort><toPort>22</toPort><cidrIpv4>10.0.0.0/8</cidrIpv4></item>",
        "quic")]
    public async Task A_field_or_protocol_that_is_not_known_is_unknown(string rule, string named)
    {
        await using var server = Server(request => IsGroups(request) ? Xml(AwsXml.Groups(Plan)) : Xml(AwsXml.Rules(Plan, extraRule: rule)));
        AssertUnknown(await CompareAsync(server.Address), named);
    }

    /// <summary>
    /// What a new kind of restriction or remote side could look like: beside what is known, where the client of AWS drops it without a
    /// word.
    /// </summary>
    public static TheoryData<string, string, string, bool> UnknownMembers => new()
    {
        { "<isEgress>false</isEgress>", "<serviceName>new</serviceName>", "serviceName", false },
        { "<isEgress>true</isEgress>", "<excludedCidrs><item><cidr>10.0.0.0/8</cidr></item></excludedCidrs>", "excludedCidrs", false },
        { "<isEgress>false</isEgress>", "<cidrIpv4>0.0.0.0/0</cidrIpv4>", "'cidrIpv4 (twice)'", false },
        { "<isEgress>false</isEgress>", "<tagSet><item><key>k</key><value>v</value><scope>all</scope></item></tagSet>", "scope", false },
        { "<securityGroupRuleSet>", "<nextCursor>2</nextCursor>", "securityGroupRuleSet has the member 'nextCursor'", false },
        { "<ipProtocol>udp</ipProtocol>", "<serviceNames><item><name>s3</name></item></serviceNames>", "serviceNames", true },
        { "<cidrIp>203.0.113.0/24</cidrIp>", "<except>203.0.113.7/32</except>", ".IpRanges[0] has the member 'except'", true },
        { "<vpcId>vpc-1</vpcId>", "<ipPermissionsForwarded><item/></ipPermissionsForwarded>", "ipPermissionsForwarded", true },
        { "<vpcId>vpc-1</vpcId>", "<defaultAction>allow</defaultAction>", "defaultAction", true },
        { "<tagSet>", "<tag><key>k</key></tag>", ".Tags[0] has the member 'tag'", true },
        { "<requestId>r</requestId>", "<nextCursor>2</nextCursor>", "nextCursor", true },
    };

    [Theory]
    [MemberData(nameof(UnknownMembers))]
    public async Task A_member_that_is_not_known_is_unknown_even_beside_what_is(string after, string member, string named, bool inGroups)
    {
        var (groups, rules) = (AwsXml.Groups(Plan), AwsXml.Rules(Plan));
        var (from, changed) = inGroups ? (groups, Insert(groups)) : (rules, Insert(rules));
        Assert.NotEqual(from, changed);
        await using var server = Server(request => IsGroups(request) ? Xml(inGroups ? changed : groups) : Xml(inGroups ? rules : changed));
        AssertUnknown(await CompareAsync(server.Address), named);

        string Insert(string xml)
        {
            var at = xml.IndexOf(after, StringComparison.Ordinal);
            Assert.True(at >= 0);
            return xml.Insert(at + after.Length, member);
        }
    }

    [Fact]
    public async Task An_unknown_member_of_another_group_leaves_this_one_in_sync_and_that_one_unknown()
    {
        var other = Plans.Pbx(AwsTarget.Instance, "customer-02");
        var (one, two) = (
            AwsXml.Groups(Plan),
            AwsXml.Groups(other).Replace("sg-00000000", "sg-00000001", StringComparison.Ordinal)
                .Replace("<vpcId>", "<mode>new</mode><vpcId>", StringComparison.Ordinal));
        var both = one.Replace(
            "</securityGroupInfo>",
            Between(two, "<securityGroupInfo>", "</securityGroupInfo>") + "</securityGroupInfo>",
            StringComparison.Ordinal);
        var rules = AwsXml.Rules(Plan);
        var second = Between(AwsXml.Rules(other), "<securityGroupRuleSet>", "</securityGroupRuleSet>")
            .Replace("sg-00000000", "sg-00000001", StringComparison.Ordinal)
            .Replace("sgr-", "sgr-1", StringComparison.Ordinal);
        await using var server = Server(
            request => Xml(
                IsGroups(request)
                    ? both
                    : rules.Replace("</securityGroupRuleSet>", second + "</securityGroupRuleSet>", StringComparison.Ordinal)));

        var results = await new FleetComparer(Connectors, Options(server.Address, 30), _ => { }).CompareAsync(
            [new FleetTarget(Plan, "eu-central-1"), new FleetTarget(other, "eu-central-1")], TestContext.Current.CancellationToken);

        Assert.Equal(DriftStatus.InSync, results.Single(result => result.Name == Plan.Name).Status);
        AssertUnknown(results.Single(result => result.Name == other.Name), "'mode'");
    }

    [Theory]
    [InlineData("99999999999")]
    [InlineData("-99999999999")]
    [InlineData("70000")]
    [InlineData("x")]
    [InlineData("")]
    public async Task A_number_out_of_range_in_one_group_leaves_the_others_in_sync(string number)
    {
        var other = Plans.Pbx(AwsTarget.Instance, "customer-02");
        var more = Between(AwsXml.DescribedGroups(other), "<securityGroupInfo>", "</securityGroupInfo>")
            .Replace("sg-00000000", "sg-00000001", StringComparison.Ordinal);
        var at = more.IndexOf("<fromPort>", StringComparison.Ordinal) + "<fromPort>".Length;
        more = more[..at] + number + more[more.IndexOf("</fromPort>", StringComparison.Ordinal)..];
        var both = AwsXml.DescribedGroups(Plan).Replace("</securityGroupInfo>", more + "</securityGroupInfo>", StringComparison.Ordinal);
        await using var server = Server(request => Xml(IsGroups(request) ? both : AwsXml.Rules(Plan)));

        var results = await new FleetComparer(Connectors, Options(server.Address, 30), _ => { }).CompareAsync(
            [new FleetTarget(Plan, "eu-central-1"), new FleetTarget(other, "eu-central-1")], TestContext.Current.CancellationToken);

        Assert.Equal(DriftStatus.InSync, results.Single(result => result.Name == Plan.Name).Status);
        AssertUnknown(results.Single(result => result.Name == other.Name), number.Length == 0 ? "''" : number);
    }

    [Theory]
    [InlineData("<DescribeSecurityGroupsResponse/>", "has no 'securityGroupInfo'")]
    [InlineData("<DescribeSecurityGroupRulesResponse><securityGroupRuleSet/></DescribeSecurityGroupRulesResponse>", "instead of")]
    public async Task An_answer_without_its_list_or_of_another_call_is_unknown(string answer, string named)
    {
        await using var server = Server(_ => Xml(answer));
        AssertUnknown(await CompareAsync(server.Address), named);
    }

    [Fact]
    public async Task An_entry_of_a_prefix_list_with_an_unknown_member_is_unknown()
    {
        const string List = "pl-0123456789abcdef0";
        const string Remote = "<prefixListId>" + List + "</prefixListId>";
        var groups = AwsXml.Groups(Plan).Replace(
            "<ipPermissions>",
            "<ipPermissions><item><ipProtocol>tcp</ipProtocol><fromPort>443</fromPort><toPort>443</toPort><prefixListIds>"
                + $"<item>{Remote}</item></prefixListIds></item>",
            StringComparison.Ordinal);
        var rules = AwsXml.Rules(
            Plan,
            extraRule: "<item><securityGroupRuleId>sgr-list</securityGroupRuleId><groupId>sg-00000000</groupId><isEgress>false</isEgress>"
                + $"<ipProtocol>tcp</ipProtocol><fromPort>443</fromPort><toPort>443</toPort>{Remote}</item>");
        var more = "";
        await using var server = Server(request => Xml(IsGroups(request) ? groups
            : request.Body.Contains("Action=GetManagedPrefixListEntries&", StringComparison.Ordinal) ? Entries()
            : rules));
        Assert.Equal(DriftStatus.InSync, (await CompareAsync(server.Address)).Status);
        more = "<state>pending</state>";
        AssertUnknown(await CompareAsync(server.Address), "'state'");

        string Entries() =>
            "<GetManagedPrefixListEntriesResponse><requestId>r</requestId><entrySet><item>"
                + $"<cidr>192.0.2.0/28</cidr>{more}</item></entrySet></GetManagedPrefixListEntriesResponse>";
    }

    [Fact]
    public async Task A_page_of_something_else_is_unknown()
    {
        await using var server = Server(
            _ => new LoopbackAnswer("<html><body>Sign in to the network</body></html>") { ContentType = "text/html" });
        AssertUnknown(await CompareAsync(server.Address), "'html'");
    }

    [Fact]
    public async Task Credentials_never_reach_a_message()
    {
        await using var server = Server(
            request => Xml(
                AwsXml.Error(
                    "SignatureDoesNotMatch", $"The canonical request was {request.Head} with {AccessKey} x-amz-security-token:{SecretKey}"),
                403));
        var drift = await CompareAsync(server.Address);
        AssertUnknown(drift, "clock");
        var text = string.Join("\n", drift.Reasons);
        Assert.DoesNotContain(SecretKey, text, StringComparison.Ordinal);
        Assert.DoesNotContain(AccessKey, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("You are not authorized. Encoded authorization failure message: b64-new-each-time", "You are not authorized")]
    [InlineData(
        "AADSTS700024: not in its time. Trace ID: 0a-1b Correlation ID: 2c-3d Timestamp: 2026-11-26 21:32:03Z",
        "AADSTS700024: not in its time")]
    [InlineData("no (RequestID: 0a-1b; more)", "no (; more)")]
    [InlineData("Headers: none", "Headers: none")]
    public void What_differs_on_every_run_is_not_part_of_a_reason(string said, string shown) => Assert.Equal(shown, Redaction.Redact(said));

    private static Uri NobodyListens()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}");
    }

    private static LoopbackServer Server(Func<LoopbackRequest, LoopbackAnswer?> answer) => new(answer);

    private static bool IsGroups(LoopbackRequest request) =>
        request.Body.Contains("Action=DescribeSecurityGroups&", StringComparison.Ordinal);

    private static LoopbackAnswer Xml(string body, int status = 200) => new(body, status) { ContentType = "text/xml" };

    private static string Between(string text, string start, string end)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return text[from..text.IndexOf(end, StringComparison.Ordinal)];
    }

    private static readonly CloudConnectors Connectors = Clouds.With(aws: new BasicAWSCredentials(AccessKey, SecretKey));

    private static FleetOptions Options(Uri endpoint, int seconds) => new()
    {
        Scope = DriftScope.Group,
        Sources = new SourceOptions { Endpoint = endpoint },
        Timeout = TimeSpan.FromSeconds(seconds),
    };

    private static async Task<InstanceDrift> CompareAsync(Uri endpoint, int seconds = 30) =>
        Assert.Single(
            await new FleetComparer(Connectors, Options(endpoint, seconds), _ => { })
                .CompareAsync([new FleetTarget(Plan, "eu-central-1")], TestContext.Current.CancellationToken));

    private static void AssertUnknown(InstanceDrift drift, string named)
    {
        Assert.Equal(DriftStatus.Unknown, drift.Status);
        Assert.Contains(drift.Reasons, reason => reason.Describe().Contains(named, StringComparison.Ordinal));
    }

    /// <summary>A clock that goes when it is told to.</summary>
    private sealed class SteppedClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _ticks);

        public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
    }
}
