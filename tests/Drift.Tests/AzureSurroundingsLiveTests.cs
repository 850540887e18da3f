using System.Text.Json.Nodes;
using Starface.Drift.Azure;
using Starface.Drift.Fleet;
using Starface.Drift.Live;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Comparison;
using Starface.Policy.Problems;

namespace Starface.Drift.Tests;

/// <summary>What lies around network security groups, read from a strict Azure Resource Manager on the loopback address.</summary>
public sealed class AzureSurroundingsLiveTests
{
    private static readonly Plan Plan = Plans.Pbx(AzureTarget.Instance);
    private static readonly string GroupId = LiveJson.AzureId(Plan);
    private static readonly string Pbx = AzureAround.InterfaceId("pbx");
    private const string ScaleSetPart = "scale set";

    [Fact]
    public async Task Everything_around_a_group_is_read_with_all_pages()
    {
        await using var server = Server();
        var survey = await ReadAsync(server);
        Assert.Empty(survey.Problems);
        Assert.Equal(["customer-01", "other"], survey.Groups.Select(group => group.Name));
        Assert.Equal([Pbx, AzureAround.SubnetId], survey.Groups[0].AttachedTo!.Value);
        var around = survey.Surroundings;
        Assert.Empty(around.Unread);
        Assert.Equal([SurroundingPart.Interfaces, SurroundingPart.Subnets, SurroundingPart.AdminRules], around.Read.Order());
        Assert.Equal([Pbx, AzureAround.InterfaceId("else"), AzureAround.ScaleSetInterfaceId], around.Interfaces.Select(found => found.Id));
        Assert.All(around.Interfaces, found => Assert.Empty(found.Problems));
        Assert.All(around.Interfaces, found => Assert.Equal($"Azure subscription {LiveJson.SubscriptionId}", found.Place));
        Assert.Equal([Pbx, AzureAround.ScaleSetInterfaceId], Assert.Single(around.Subnets).InterfaceIds!.Value);
        var network = Assert.Single(around.Networks);
        Assert.NotEmpty(network.Prefixes);
        Assert.Equal(["all/deny-ssh", "all/monitoring"], network.AdminRules!.Rules.Select(rule => rule.Id));
        Assert.Equal(
            ["networkSecurityGroups", "networkSecurityGroups", "networkInterfaces", "networkInterfaces", "virtualNetworks", "scaleSet",
                "adminRules", "adminRules"],
            server.Asked);
    }

    [Fact]
    public async Task Calls_do_not_grow_with_the_interfaces_of_a_virtual_network_or_with_groups_that_were_not_looked_for()
    {
        await using var server = Server();
        server.Lists[ArmServer.ScaleSet].Clear();
        for (var i = 0; i < 3; i++)
        {
            var id = FormattableString.Invariant($"{AzureAround.ScaleSetId}/virtualMachines/{i}/networkInterfaces/nic");
            server.Lists[ArmServer.ScaleSet].Add(AzureAround.Interface(id, null));
            ((JsonArray)server.Lists[ArmServer.Networks][0]["properties"]!["subnets"]![0]!["properties"]!["ipConfigurations"]!)
                .Add(AzureAround.Reference($"{id}/ipConfigurations/ipconfig1"));
        }

        await ReadAsync(server);
        Assert.Equal(3, server.Asked.Count(name => name == ArmServer.ScaleSet));
        Assert.Equal(2, server.Asked.Count(name => name == ArmServer.AdminRules));

        server.Asked.Clear();
        var survey = await ReadAsync(server, new GroupQuery([], ["customer-77"]));
        Assert.Empty(survey.Problems);
        Assert.DoesNotContain(ArmServer.AdminRules, server.Asked);
        Assert.DoesNotContain(ArmServer.ScaleSet, server.Asked);
        Assert.Null(Assert.Single(survey.Surroundings.Networks).AdminRules);
    }

    [Fact]
    public async Task Ids_are_the_same_in_any_letter_case()
    {
        await using var server = Server();
        foreach (var network in server.Lists[ArmServer.Networks])
        {
            network["id"] = network["id"]!.GetValue<string>().ToUpperInvariant();
            var subnet = network["properties"]!["subnets"]![0]!;
            subnet["id"] = subnet["id"]!.GetValue<string>().ToUpperInvariant();
        }

        var around = (await ReadAsync(server)).Surroundings;
        Assert.Empty(around.Unread);
        Assert.NotNull(Assert.Single(around.Networks).AdminRules);
        Assert.Equal(3, around.Interfaces.Length);
        Assert.Equal(2, server.Asked.Count(name => name == ArmServer.AdminRules));
    }

    /// <summary>Each call, with the part that it tells and the permission it needs.</summary>
    public static TheoryData<string, string, string> Calls => new()
    {
        { ArmServer.Interfaces, "Interfaces", "Microsoft.Network/networkInterfaces/read" },
        { ArmServer.Networks, "Subnets", "Microsoft.Network/virtualNetworks/read" },
        { ArmServer.ScaleSet, ScaleSetPart, "Microsoft.Compute/virtualMachineScaleSets/networkInterfaces/read" },
        {
            ArmServer.AdminRules, "AdminRules",
            "Microsoft.Network/virtualNetworks/listNetworkManagerEffectiveSecurityAdminRules/action"
        },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call_that_is_denied_names_the_permission(string call, string part, string permission) =>
        AssertUnread(
            await FaultyAsync(call, (_, _) => ArmServer.Error(403, "AuthorizationFailed")), part, permission, ProblemIds.AccessRefused);

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call_that_is_throttled_for_ever_is_not_read(string call, string part, string permission) =>
        AssertUnread(await FaultyAsync(call, (_, _) => ArmServer.Error(429, "TooManyRequests")), part, permission, ProblemIds.Throttled);

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call_that_is_throttled_once_is_read(string call, string part, string permission)
    {
        var asked = 0;
        var around = await FaultyAsync(
            call, (_, answer) => Interlocked.Increment(ref asked) == 1 ? ArmServer.Error(429, "TooManyRequests") : answer);
        Assert.Empty(around.Unread);
        Assert.Equal(3, around.Read.Count);
        Assert.NotEmpty(part + permission);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call_that_fails_is_not_read(string call, string part, string permission) => AssertUnread(
        await FaultyAsync(call, (_, _) => ArmServer.Error(500, "InternalServerError")), part, permission, ProblemIds.SourceUnread);

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call_that_does_not_end_is_not_read_and_neither_are_those_behind_it(string call, string part, string permission)
    {
        var around = await FaultyAsync(call, (_, _) => null, seconds: 2);
        var problem = part == ScaleSetPart
            ? Assert.Single(around.Interfaces, found => !found.Problems.IsEmpty).Problems[0]
            : around.Unread[Enum.Parse<SurroundingPart>(part)];
        Assert.Contains(permission, problem.Message, StringComparison.Ordinal);
        Assert.Contains("time limit", problem.Message, StringComparison.Ordinal);
        Assert.Contains(SurroundingPart.AdminRules, around.Unread.Keys);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task An_answer_of_another_shape_is_not_read(string call, string part, string permission)
    {
        foreach (var body in new[] { "{}", """{"value":{}}""", "[]", "<html>" })
            AssertUnread(await FaultyAsync(call, (_, _) => new LoopbackAnswer(body)), part, permission, ProblemIds.NotUnderstood);
        AssertUnread(
            await FaultyAsync(call, (_, answer) => new LoopbackAnswer(answer.Body[..(answer.Body.Length / 2)])),
            part,
            "Incomplete JSON",
            ProblemIds.NotUnderstood);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_page_with_an_unknown_member_is_not_the_whole(string call, string part, string permission)
    {
        var around = await FaultyAsync(
            call,
            (_, answer) => new LoopbackAnswer(answer.Body.Replace("{\"value\"", "{\"cursor\":1,\"value\"", StringComparison.Ordinal)));
        Assert.NotEmpty(permission);
        if (call == ArmServer.AdminRules)
            Assert.Contains(Rules(around).Problems, problem => problem.Message.Contains("cursor", StringComparison.Ordinal));
        else if (call == ArmServer.ScaleSet) AssertComplete(around);
        else AssertUnread(around, part, "cursor", ProblemIds.NotUnderstood);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_page_that_comes_again_or_leads_elsewhere_is_not_the_whole(string call, string part, string permission)
    {
        Assert.NotEmpty(permission);
        var member = call == ArmServer.AdminRules ? "skipToken" : "nextLink";
        var repeated = await FaultyAsync(
            call,
            (request, answer) =>
            {
                var page = JsonNode.Parse(answer.Body)!;
                var host = new string([.. request.Head.Split("Host: ")[1].TakeWhile(c => c != '\r')]);
                page[member] = member == "skipToken" ? "1" : $"https://{host}{request.Path}";
                return new LoopbackAnswer(page.ToJsonString());
            });
        if (call == ArmServer.ScaleSet)
        {
            AssertComplete(repeated);
            return;
        }

        AssertUnread(repeated, part, $"same {member} twice");
        if (member == "skipToken") return;
        foreach (var link in new[] { "https://attacker.invalid/2", "http://127.0.0.1/2", "/relative", "file:///etc/passwd" })
        {
            AssertUnread(
                await FaultyAsync(
                    call,
                    (_, answer) =>
                    {
                        var page = JsonNode.Parse(answer.Body)!;
                        page["nextLink"] = link;
                        return new LoopbackAnswer(page.ToJsonString());
                    }),
                part,
                "another host");
        }
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task An_item_that_is_not_understood_is_a_problem_of_it_alone(string call, string part, string permission)
    {
        await using var server = Server();
        server.Lists[call][0]["properties"]!["provisioningState"] = "Updating";
        var around = (await ReadAsync(server)).Surroundings;
        Assert.Empty(around.Unread);
        Assert.Equal(3, around.Read.Count);
        Assert.NotEmpty(part + permission);
        var problems = around.Interfaces.SelectMany(found => found.Problems)
            .Concat(around.Networks.SelectMany(network => network.Problems))
            .Concat(Rules(around).Problems);
        Assert.Contains("Updating", Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call_that_finds_nothing_is_read(string call, string part, string permission)
    {
        await using var server = Server();
        server.Lists[call].Clear();
        var around = (await ReadAsync(server)).Surroundings;
        Assert.Empty(around.Unread);
        Assert.Equal(3, around.Read.Count);
        Assert.NotEmpty(part + permission);
    }

    [Theory]
    [InlineData(ArmServer.Interfaces, "Interfaces")]
    [InlineData(ArmServer.Networks, "Subnets")]
    public async Task An_item_that_does_not_say_which_it_is_may_be_any(string call, string name)
    {
        var part = Enum.Parse<SurroundingPart>(name);
        await using var server = Server();
        server.Lists[call][0].Remove("id");
        var around = (await ReadAsync(server)).Surroundings;
        Assert.Contains("has no 'id'", around.Unread[part].Message, StringComparison.Ordinal);
        Assert.DoesNotContain(part, around.Read);
    }

    [Fact]
    public async Task Nothing_around_is_asked_for_where_the_groups_could_not_be_read()
    {
        await using var server = Server();
        server.Faults[ArmServer.Groups] = (_, _) => ArmServer.Error(403, "AuthorizationFailed");
        var survey = await ReadAsync(server);
        Assert.Single(survey.Problems);
        Assert.Same(LiveSurroundings.None, survey.Surroundings);
        Assert.All(server.Asked, name => Assert.Equal(ArmServer.Groups, name));
    }

    [Theory]
    [InlineData("//attacker.invalid/virtualMachineScaleSets/x/virtualMachines/0/networkInterfaces/nic")]
    [InlineData("/subscriptions/../../virtualMachineScaleSets/x/virtualMachines/0/networkInterfaces/nic")]
    [InlineData("https://attacker.invalid/virtualMachineScaleSets/x/virtualMachines/0/networkInterfaces/nic")]
    public async Task An_id_in_an_answer_never_leads_to_another_place(string id)
    {
        await using var server = Server();
        server.Lists[ArmServer.Groups][0]["properties"]!["networkInterfaces"]!.AsArray().Add(AzureAround.Reference(id));
        var around = (await ReadAsync(server)).Surroundings;
        Assert.Contains("not a valid resource id", Assert.Single(around.Unread).Value.Message, StringComparison.Ordinal);
        Assert.Equal(3, around.Interfaces.Length);
    }

    [Fact]
    public async Task An_instance_is_compared_with_all_layers_of_its_interfaces()
    {
        await using var server = Server();
        server.Lists[ArmServer.AdminRules].Clear();
        var drift = await CompareAsync(server);
        Assert.Empty(drift.Reasons);
        Assert.Equal(DriftStatus.InSync, drift.Status);
        Assert.Equal(
            [AzureAround.ScaleSetInterfaceId, AzureAround.InterfaceId("else"), Pbx],
            drift.Interfaces.Select(place => place.Interface.Id));

        server.Lists[ArmServer.AdminRules].Add(AzureAround.AdminRule("ssh", "AlwaysAllow", "*", "22"));
        Assert.Equal(DriftStatus.Drift, (await CompareAsync(server)).Status);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task An_instance_of_which_a_part_could_not_be_read_is_unknown(string call, string part, string permission)
    {
        await using var server = Server();
        server.Lists[ArmServer.AdminRules].Clear();
        server.Faults[call] = (_, _) => ArmServer.Error(403, "AuthorizationFailed");
        var drift = await CompareAsync(server);
        Assert.Equal(DriftStatus.Unknown, drift.Status);
        Assert.NotEmpty(part);
        Assert.Contains(drift.Reasons, reason => reason.Message.Contains(permission, StringComparison.Ordinal));
    }

    private static async Task<InstanceDrift> CompareAsync(ArmServer server)
    {
        var options = new FleetOptions
        {
            Sources = new SourceOptions { Endpoint = server.Address, Subscriptions = [LiveJson.SubscriptionId] },
        };
        var fleet = new FleetComparer(Clouds.With(pipeline: server.Pipeline), options, _ => { });
        return Assert.Single(await fleet.CompareAsync([new FleetTarget(Plan, null)], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_role_has_what_each_scope_needs_and_no_more()
    {
        var advice = new AzureAdvice();
        var groups = new[] { "Microsoft.Network/networkSecurityGroups/read" };
        Assert.Equal(groups, Actions(withInterfaces: false));
        Assert.Equal(groups.Concat(Calls.Select(call => call.Data.Item3)).Order(), Actions(withInterfaces: true).Order());

        IEnumerable<string> Actions(bool withInterfaces) =>
            JsonNode.Parse(advice.DescribePermissions(withInterfaces))!["Actions"]!.AsArray().Select(action => action!.GetValue<string>());
    }

    /// <summary>A subscription with everything there is.</summary>
    private static ArmServer Server()
    {
        var server = new ArmServer();
        var group = LiveJson.AzureGroup(Plan);
        group["properties"]!["networkInterfaces"] = new JsonArray(AzureAround.Reference(Pbx));
        group["properties"]!["subnets"] = new JsonArray(AzureAround.Reference(AzureAround.SubnetId));
        var other = LiveJson.AzureGroup(Plans.Pbx(AzureTarget.Instance, "customer-02"));
        (other["name"], other["id"]) = ("other", AzureAround.GroupId("other"));
        server.Lists[ArmServer.Groups].AddRange([group, other]);
        server.Lists[ArmServer.Interfaces].AddRange(
            [AzureAround.Interface(Pbx, GroupId), AzureAround.Interface(AzureAround.InterfaceId("else"), null)]);
        server.Lists[ArmServer.Networks].Add(AzureAround.Network(GroupId, Pbx, AzureAround.ScaleSetInterfaceId));
        server.Lists[ArmServer.ScaleSet].Add(AzureAround.Interface(AzureAround.ScaleSetInterfaceId, null));
        server.Lists[ArmServer.AdminRules].AddRange(
            [
                AzureAround.AdminRule("deny-ssh", "Deny", "Internet", "22"),
                AzureAround.AdminRule("monitoring", "AlwaysAllow", "*", "161", 20),
            ]);
        return server;
    }

    private static async Task<LiveSurroundings> FaultyAsync(
        string call, Func<LoopbackRequest, LoopbackAnswer, LoopbackAnswer?> fault, int seconds = 60)
    {
        await using var server = Server();
        server.Faults[call] = fault;
        var survey = await ReadAsync(server, seconds: seconds);
        Assert.Empty(survey.Problems);
        Assert.Equal(2, survey.Groups.Length);
        Assert.All(survey.Groups, group => Assert.Empty(group.Problems));
        return survey.Surroundings;
    }

    private static async Task<LiveSurvey> ReadAsync(ArmServer server, GroupQuery? query = null, int seconds = 60)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(seconds));
        using var reader = server.Reader();
        var survey = await reader.ReadGroupsAsync(query ?? new GroupQuery([], [Plan.Name]), tagsOnly: false, limit.Token);
        return await reader.ReadSurroundingsAsync(survey, limit.Token);
    }

    /// <summary>
    /// Only that part was not read, for a reason that names something, and the others were. Of a scale set, its interface is unknown.
    /// </summary>
    private static void AssertUnread(LiveSurroundings around, string part, string named, string? id = null)
    {
        var problem = FindUnread(around, part);
        Assert.Contains(named, problem.Describe(), StringComparison.Ordinal);
        if (id is not null) Assert.Equal(id, problem.Id);
        Assert.Equal(Severity.Error, problem.Severity);
        SurroundingPart[] all = [SurroundingPart.Interfaces, SurroundingPart.Subnets, SurroundingPart.AdminRules];
        Assert.Equal(all.Where(other => part == ScaleSetPart || other != Enum.Parse<SurroundingPart>(part)), around.Read.Order());
    }

    /// <summary>All interfaces of the scale set that subnets name were read, so that it does not matter what else there may be.</summary>
    private static void AssertComplete(LiveSurroundings around)
    {
        Assert.Empty(around.Unread);
        Assert.All(around.Interfaces, found => Assert.Empty(found.Problems));
        Assert.Equal(3, around.Interfaces.Length);
    }

    private static Problem FindUnread(LiveSurroundings around, string part)
    {
        if (part != ScaleSetPart) return Assert.Single(around.Unread).Value;
        Assert.Empty(around.Unread);
        var unknown = Assert.Single(around.Interfaces, found => !found.Problems.IsEmpty);
        Assert.Equal(AzureAround.ScaleSetInterfaceId, unknown.Id);
        Assert.Equal(AzureAround.SubnetId, Assert.Single(unknown.Configurations).SubnetId);
        return Assert.Single(unknown.Problems);
    }

    private static LiveGroup Rules(LiveSurroundings around) =>
        Assert.Single(around.Networks, network => network.AdminRules is not null).AdminRules!;
}
