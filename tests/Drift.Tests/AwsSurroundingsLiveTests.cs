using System.Text.Json.Nodes;
using Amazon.Runtime;
using Starface.Drift.Aws;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Comparison;

namespace Starface.Drift.Tests;

/// <summary>What lies around groups, read from an EC2 that answers as it should and as it should not.</summary>
public sealed class AwsSurroundingsLiveTests
{
    private const string Place = "AWS eu-central-1";

    /// <summary>The calls, each with the part it tells.</summary>
    public static TheoryData<string, string> Calls => new()
    {
        { "DescribeNetworkInterfaces", "Interfaces" },
        { "DescribeSubnets", "Subnets" },
        { "DescribeNetworkAcls", "NetworkAcls" },
        { "DescribeVpcBlockPublicAccessOptions", "PublicAccess" },
        { "DescribeVpcBlockPublicAccessExclusions", "PublicAccessExclusions" },
    };

    [Fact]
    public async Task An_answer_tells_the_same_as_the_file_of_the_command_line()
    {
        await using var server = Server();
        var survey = await ReadAsync(server.Address);

        Assert.Empty(survey.Problems);
        var live = survey.Surroundings;
        Assert.Empty(live.Unread);
        Assert.Equal(
            [
                SurroundingPart.Interfaces, SurroundingPart.Subnets, SurroundingPart.NetworkAcls, SurroundingPart.PublicAccess,
                SurroundingPart.PublicAccessExclusions,
            ],
            live.Read.Order());
        var file = LiveSurvey.Join(
            new[]
            {
                AwsSurroundingsJson.Interfaces, AwsSurroundingsJson.Subnets, AwsSurroundingsJson.NetworkAcls,
                AwsSurroundingsJson.PublicAccess, AwsSurroundingsJson.Exclusions,
            }.Select(json => LiveFile.Parse(System.Text.Encoding.UTF8.GetBytes(json), Place))).Surroundings;
        Assert.Equal(Texts(file), Texts(live));
    }

    [Fact]
    public async Task Other_groups_on_the_interfaces_are_read_with_their_rules()
    {
        await using var server = Server();
        var survey = await ReadAsync(server.Address);
        Assert.Equal(["sg-00000000", "sg-0de6"], survey.Groups.Select(group => group.Id));
        Assert.Equal(
            ["inbound tcp 198.51.100.9/32 22"], survey.Groups[1].Rules.SelectMany(rule => rule.Matches).Select(match => match.ToString()));
        Assert.All(survey.Groups, group => Assert.Empty(group.Problems));
    }

    [Fact]
    public async Task A_group_of_another_account_stays_absent()
    {
        await using var server = Server(answers => answers["DescribeSecurityGroups"] =
            "<DescribeSecurityGroupsResponse><requestId>r</requestId><securityGroupInfo/></DescribeSecurityGroupsResponse>");
        var survey = await ReadAsync(server.Address);
        Assert.Equal(["sg-00000000"], survey.Groups.Select(group => group.Id));
        Assert.Empty(survey.Surroundings.Unread);
    }

    [Fact]
    public async Task Other_groups_that_cannot_be_read_say_why()
    {
        await using var server = Server(
            answers => answers["DescribeSecurityGroups"] = AwsXml.Error("UnauthorizedOperation", "not authorized"));
        var survey = await ReadAsync(server.Address);
        Assert.Empty(survey.Problems);
        Assert.Empty(survey.Groups[0].Problems);
        Assert.Equal("sg-0de6", survey.Groups[1].Id);
        Assert.Contains("permission is missing", Assert.Single(survey.Groups[1].Problems).Describe(), StringComparison.Ordinal);
        Assert.Empty(survey.Surroundings.Unread);
    }

    [Fact]
    public async Task Calls_grow_with_pages_and_not_with_groups()
    {
        await using var server = Server();
        await ReadAsync(server.Address, [.. Enumerable.Range(0, 401).Select(number => $"sg-{number:x8}")]);
        // Three filters of at most 200 groups, the other groups, the subnets, the ACLs, the settings and the exclusions.
        Assert.Equal(3 + 5, server.Requests);
    }

    [Fact]
    public async Task Without_an_interface_nothing_else_is_asked_for()
    {
        await using var server = Server(answers => answers["DescribeNetworkInterfaces"] = Empty("DescribeNetworkInterfaces"));
        var survey = await ReadAsync(server.Address);
        Assert.Empty(survey.Surroundings.Interfaces);
        Assert.Contains(SurroundingPart.Interfaces, survey.Surroundings.Read);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task Exclusions_are_not_asked_for_where_nothing_is_blocked()
    {
        await using var server = Server(answers => answers["DescribeVpcBlockPublicAccessOptions"] =
            answers["DescribeVpcBlockPublicAccessOptions"].Replace("block-bidirectional", "off", StringComparison.Ordinal));
        var survey = await ReadAsync(server.Address);
        Assert.Contains(SurroundingPart.PublicAccessExclusions, survey.Surroundings.Read);
        Assert.Equal(5, server.Requests);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_denied_call_names_its_permission_and_leaves_the_rest(string call, string part)
    {
        await using var server = Server(answers => answers[call] = AwsXml.Error("UnauthorizedOperation", "You are not authorized."));
        AssertUnread(await ReadAsync(server.Address), part, $"(ec2:{call}): permission is missing");
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call_that_the_endpoint_does_not_know_leaves_the_rest(string call, string part)
    {
        await using var server = Server(answers => answers[call] = AwsXml.Error("InvalidAction", "The action is not valid."));
        AssertUnread(await ReadAsync(server.Address), part, "InvalidAction");
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_throttled_call_is_unread_when_the_time_is_up(string call, string part)
    {
        await using var server = Server(
            answers => answers[call] = AwsXml.Error("RequestLimitExceeded", "Request limit exceeded."), errorStatus: 503);
        var survey = await ReadAsync(server.Address, seconds: 2);
        var problem = survey.Surroundings.Unread[Enum.Parse<SurroundingPart>(part)];
        Assert.Contains("the cloud throttles", problem.Describe(), StringComparison.Ordinal);
        Assert.Empty(survey.Groups[0].Problems);
    }

    /// <summary>What comes in place of an answer, and what the problem names.</summary>
    public static TheoryData<string, string, Func<string, string, string>> WrongAnswers
    {
        get
        {
            var data = new TheoryData<string, string, Func<string, string, string>>();
            foreach (var (call, part) in Calls.Select(row => (row.Data.Item1, row.Data.Item2)))
            {
                data.Add(call, part, static (_, call) => $"<{call}Response/>");
                data.Add(call, part, static (_, call) => $"<{call}Response><requestId>r</requestId></{call}Response>");
                data.Add(call, part, static (_, _) => "<DescribeVpcsResponse><vpcSet/></DescribeVpcsResponse>");
                data.Add(call, part, static (_, _) => "");
                data.Add(call, part, static (_, _) => "<html><body>Sign in to the network</body></html>");
                data.Add(call, part, static (xml, _) => xml[..(xml.Length / 2)]);
                data.Add(call, part, static (xml, _) => xml + "<more/>");
                data.Add(
                    call,
                    part,
                    static (xml, _) => xml.Replace("<requestId>", "<nextCursor>2</nextCursor><requestId>", StringComparison.Ordinal));
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(WrongAnswers))]
    public async Task An_answer_that_is_not_one_of_the_call_leaves_its_part_unread(
        string call, string part, Func<string, string, string> change)
    {
        await using var server = Server(answers => answers[call] = change(answers[call], call));
        AssertUnread(await ReadAsync(server.Address), part, $"(ec2:{call}): ");
    }

    [Theory]
    [InlineData("DescribeNetworkInterfaces", "Interfaces")]
    [InlineData("DescribeSubnets", "Subnets")]
    [InlineData("DescribeNetworkAcls", "NetworkAcls")]
    [InlineData("DescribeVpcBlockPublicAccessExclusions", "PublicAccessExclusions")]
    public async Task A_token_that_repeats_leaves_the_part_unread(string call, string part)
    {
        await using var server = Server(answers => answers[call] =
            answers[call].Replace("<requestId>", "<nextToken>again</nextToken><requestId>", StringComparison.Ordinal));
        AssertUnread(await ReadAsync(server.Address), part, "same NextToken twice");
    }

    [Fact]
    public async Task Items_come_from_every_page()
    {
        await using var server = Server(
            answers =>
            {
                answers["DescribeSubnets"] =
                    answers["DescribeSubnets"].Replace("<requestId>", "<nextToken>two</nextToken><requestId>", StringComparison.Ordinal);
                answers["DescribeSubnets two"] =
                    "<DescribeSubnetsResponse><requestId>r</requestId><subnetSet><item><subnetId>subnet-0c</subnetId><vpcId>vpc-1</vpcId>"
                        + "<cidrBlock>10.0.2.0/24</cidrBlock></item></subnetSet></DescribeSubnetsResponse>";
            });
        var survey = await ReadAsync(server.Address);
        Assert.Equal(["subnet-0a", "subnet-0b", "subnet-0c"], survey.Surroundings.Subnets.Select(subnet => subnet.Id));
        Assert.Empty(survey.Surroundings.Unread);
    }

    /// <summary>Something wrong in one item: the call, what is replaced by what, and what the problem names.</summary>
    [Theory]
    [InlineData("DescribeNetworkInterfaces", "<status>in-use</status>", "<status>in-use</status><mirror>x</mirror>", "'mirror'")]
    [InlineData("DescribeNetworkInterfaces", "<deviceIndex>0</deviceIndex>", "<deviceindex>0</deviceindex>", "'<deviceindex>'")]
    [InlineData("DescribeNetworkInterfaces", "<vpcId>vpc-1</vpcId>", "<vpcId>vpc-1</vpcId><vpcId>vpc-2</vpcId>", "'vpcId (twice)'")]
    [InlineData("DescribeNetworkInterfaces", "<subnetId>subnet-0a</subnetId>", "<subnetId><id>x</id></subnetId>", "not a text")]
    [InlineData("DescribeNetworkInterfaces", "<tagSet>", "<tagSet><tag/>", "'tag'")]
    [InlineData("DescribeNetworkInterfaces", "<tagSet>", "<tagSet>text", "'#text'")]
    [InlineData("DescribeNetworkInterfaces", "<denyAllIgwTraffic>false", "<denyAllIgwTraffic>no", "neither true nor false")]
    [InlineData("DescribeSubnets", "<cidrBlock>10.0.0.0/24", "<cidrBlock>10.0.0.0/240", "10.0.0.0/240")]
    [InlineData("DescribeSubnets", "<state>associated</state>", "<state>associating</state>", "associating")]
    [InlineData("DescribeNetworkAcls", "<from>10000</from>", "<from>99999999999</from>", "99999999999")]
    [InlineData("DescribeNetworkAcls", "<ruleNumber>90</ruleNumber>", "<ruleNumber>99999999999</ruleNumber>", "99999999999")]
    [InlineData("DescribeNetworkAcls", "<ruleNumber>90</ruleNumber>", "<ruleNumber/>", "not a whole number")]
    [InlineData("DescribeNetworkAcls", "<egress>false</egress>", "<egress/>", "neither true nor false")]
    [InlineData("DescribeNetworkAcls", "<ruleAction>deny</ruleAction>", "<ruleAction>log</ruleAction>", "'log'")]
    public async Task What_is_wrong_with_an_item_is_its_own_problem(string call, string from, string to, string named)
    {
        await using var server = Server(answers =>
        {
            var at = answers[call].IndexOf(from, StringComparison.Ordinal);
            Assert.True(at >= 0, from);
            answers[call] = answers[call].Remove(at, from.Length).Insert(at, to);
        });
        var survey = await ReadAsync(server.Address);
        var live = survey.Surroundings;
        Assert.Empty(live.Unread);
        var problems = live.Interfaces.SelectMany(item => item.Problems).Concat(live.Subnets.SelectMany(item => item.Problems))
            .Concat(live.NetworkAcls.SelectMany(item => item.Problems))
            .Select(problem => problem.Describe())
            .ToList();
        Assert.NotEmpty(problems);
        Assert.All(problems, problem => Assert.StartsWith($"{Place}: $.", problem, StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains(named, StringComparison.Ordinal));
        Assert.Empty(survey.Groups[0].Problems);
        Assert.Equal((2, 2, 1), (live.Interfaces.Length, live.Subnets.Length, live.NetworkAcls.Length));
    }

    [Fact]
    public async Task A_prefix_list_without_entries_in_its_answer_is_unknown()
    {
        foreach (var answer in new[]
        {
            "<GetManagedPrefixListEntriesResponse><requestId>r</requestId></GetManagedPrefixListEntriesResponse>",
            "<GetManagedPrefixListEntriesResponse/>",
            "<DescribeManagedPrefixListsResponse><prefixListSet/></DescribeManagedPrefixListsResponse>",
            "<DescribeSecurityGroupsResponse><securityGroupInfo/></DescribeSecurityGroupsResponse>",
            "<GetManagedPrefixListEntriesResponse><entrySet/><more>true</more></GetManagedPrefixListEntriesResponse>",
            "<GetManagedPrefixListEntriesResponse><entrySet><item/></entrySet></GetManagedPrefixListEntriesResponse>",
        })
        {
            await using var server = Server(answers =>
            {
                answers["DescribeSecurityGroups"] = answers["DescribeSecurityGroups"].Replace(
                    "<ipRanges>",
                    "<prefixListIds><item><prefixListId>pl-0123456789abcdef0</prefixListId></item></prefixListIds><ipRanges>",
                    StringComparison.Ordinal);
                answers["GetManagedPrefixListEntries"] = answer;
            });
            var group = (await ReadAsync(server.Address)).Groups[1];
            Assert.Contains(
                "The entries of prefix list pl-0123456789abcdef0 could not be read",
                Assert.Single(group.Problems).Describe(),
                StringComparison.Ordinal);
            Assert.Empty(group.PrefixLists);
        }
    }

    [Fact]
    public async Task A_hang_ends_with_the_time_limit_and_what_was_read_stays()
    {
        await using var server = Server(answers => answers.Remove("DescribeNetworkAcls"));
        var survey = await ReadAsync(server.Address, seconds: 2);
        Assert.Contains("time limit", survey.Surroundings.Unread[SurroundingPart.NetworkAcls].Describe(), StringComparison.Ordinal);
        Assert.Equal([SurroundingPart.Interfaces, SurroundingPart.Subnets], survey.Surroundings.Read.Order());
        Assert.Equal(2, survey.Surroundings.Interfaces.Length);
    }

    private static void AssertUnread(LiveSurvey survey, string part, string named)
    {
        var unread = Enum.Parse<SurroundingPart>(part);
        var problem = survey.Surroundings.Unread[unread];
        Assert.Contains(named, problem.Describe(), StringComparison.Ordinal);
        Assert.StartsWith(Place + ": ", problem.Describe(), StringComparison.Ordinal);
        Assert.Equal([unread], survey.Surroundings.Unread.Keys);
        Assert.DoesNotContain(unread, survey.Surroundings.Read);
        Assert.Empty(survey.Problems);
        Assert.Empty(survey.Groups[0].Problems);
        if (unread != SurroundingPart.Interfaces) Assert.Equal(2, survey.Surroundings.Interfaces.Length);
    }

    private static async Task<LiveSurvey> ReadAsync(Uri endpoint, string[]? groups = null, int seconds = 30)
    {
        var access = new AwsAccess("eu-central-1") { Endpoint = endpoint };
        using var reader = new AwsLiveReader(AwsClients.Create(access, new BasicAWSCredentials("test", "test")), access);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(seconds));
        var found = (groups ?? ["sg-00000000"]).Select(id => new LiveGroup(AwsTarget.Instance, id, id));
        return await reader.ReadSurroundingsAsync(new LiveSurvey([.. found], []), limit.Token);
    }

    /// <summary>A server that answers each call, or the call and its token, with a text, and hangs when it has no text for it.</summary>
    private static LoopbackServer Server(Action<Dictionary<string, string>>? change = null, int errorStatus = 403)
    {
        var answers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DescribeNetworkInterfaces"] = Xml("DescribeNetworkInterfaces", AwsSurroundingsJson.Interfaces),
            ["DescribeSubnets"] = Xml("DescribeSubnets", AwsSurroundingsJson.Subnets),
            ["DescribeNetworkAcls"] = Xml("DescribeNetworkAcls", AwsSurroundingsJson.NetworkAcls),
            ["DescribeVpcBlockPublicAccessOptions"] = Xml("DescribeVpcBlockPublicAccessOptions", AwsSurroundingsJson.PublicAccess),
            ["DescribeVpcBlockPublicAccessExclusions"] = Xml("DescribeVpcBlockPublicAccessExclusions", AwsSurroundingsJson.Exclusions),
            ["DescribeSecurityGroups"] =
                "<DescribeSecurityGroupsResponse><requestId>r</requestId><securityGroupInfo><item><groupId>sg-0de6</groupId>"
                    + $"<groupName>debug</groupName><vpcId>vpc-1</vpcId><ipPermissions>{AwsXml.ForeignPermission}</ipPermissions>"
                    + "<ipPermissionsEgress/></item></securityGroupInfo></DescribeSecurityGroupsResponse>",
        };
        change?.Invoke(answers);
        return new LoopbackServer(request =>
        {
            var query = request.Body.Split('&').Select(part => part.Split('=')).ToDictionary(part => part[0], part => part[1]);
            var key = query["Action"] + (query.TryGetValue("NextToken", out var token) ? $" {token}" : "");
            if (!answers.TryGetValue(key, out var body) && !answers.TryGetValue(query["Action"], out body)) return null;
            var status = body.Contains("<Errors>", StringComparison.Ordinal) ? errorStatus : 200;
            return new LoopbackAnswer(body, status) { ContentType = "text/xml" };
        });
    }

    private static string Empty(string call) => Xml(call, $$"""{"{{call["Describe".Length..]}}":[]}""");

    /// <summary>What the command line prints, in the service's XML.</summary>
    private static string Xml(string call, string json)
    {
        var (name, value) = AwsSurroundingsJson.Parse(json).AsObject().First();
        return $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><{call}Response xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">"
            + $"<requestId>r</requestId>{Element(XmlNameOf(name), value)}</{call}Response>";
    }

    private static string Element(string name, JsonNode? value) => value switch
    {
        JsonArray list => $"<{name}>{string.Concat(list.Select(item => Element("item", item)))}</{name}>",
        JsonObject members => $"<{name}>{string.Concat(members.Select(member => Element(XmlNameOf(member.Key), member.Value)))}</{name}>",
        _ => $"<{name}>{System.Security.SecurityElement.Escape(value!.ToString())}</{name}>",
    };

    /// <summary>
    /// The names of EC2's XML, from the service's description, where they are not those of the command line in camel case.
    /// </summary>
    private static string XmlNameOf(string name) => name switch
    {
        "NetworkInterfaces" => "networkInterfaceSet",
        "Subnets" => "subnetSet",
        "NetworkAcls" => "networkAclSet",
        "VpcBlockPublicAccessExclusions" => "vpcBlockPublicAccessExclusionSet",
        "Groups" => "groupSet",
        "Ipv6Addresses" => "ipv6AddressesSet",
        "PrivateIpAddresses" => "privateIpAddressesSet",
        "Ipv4Prefixes" => "ipv4PrefixSet",
        "Tags" => "tagSet",
        "Associations" => "associationSet",
        "Entries" => "entrySet",
        "IsDefault" => "default",
        _ => char.ToLowerInvariant(name[0]) + name[1..],
    };

    /// <summary>Everything that was read, as texts.</summary>
    private static List<string> Texts(LiveSurroundings read) =>
    [
        .. read.Interfaces.Select(
            live => $"{live.Id} {live.Place} {string.Join(',', live.GroupIds)} {live.Network} {live.Machine} "
                + string.Join(',', live.Configurations.Select(place => $"{place.SubnetId} {string.Join(' ', place.Addresses)}"))
                + string.Join(',', live.Problems)),
        .. read.Subnets.Select(live => $"{live.Id} {live.Network} {string.Join(' ', live.Prefixes)} {string.Join(',', live.Problems)}"),
        .. read.NetworkAcls.SelectMany(
            live => live.Rules.Select(
                rule => $"{live.Id} {live.Network} {string.Join(' ', live.AttachedTo!)} {rule.Id} {rule.Priority} {rule.Allow} "
                    + string.Join(',', rule.Matches)).Concat(live.Problems.Select(problem => problem.Describe()))),
        .. read.PublicAccess.Select(access => $"{access.Key} {access.Value.Block} {string.Join(',', access.Value.Exclusions)}"),
    ];
}
