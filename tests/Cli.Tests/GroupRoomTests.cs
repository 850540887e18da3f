using System.Text.Json;
using System.Text.Json.Nodes;
using Starface.Cli.Tests.Support;

namespace Starface.Cli.Tests;

/// <summary>
/// An instance whose group is full: <c>preview</c>, <c>diff</c>, <c>check</c> and <c>compile</c> say before <c>pulumi up</c> that it would
/// stop in the middle or need a group that the interface does not have.
/// </summary>
public sealed class GroupRoomTests
{
    private const string Full = "10.0.0.0/16, 10.1.0.0/16, 10.2.0.0/16, 10.3.0.0/16, 10.4.0.0/16";
    private const string Renumbered = "10.0.0.0/16, 10.1.0.0/16, 10.2.0.0/16, 10.3.0.0/16, 192.0.2.0/24";
    private const string Grown = Full + ", 192.0.2.0/24";

    public static TheoryData<string, string> Changes => new() { { Renumbered, "SFP4010" }, { Grown, "SFP4009" } };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Every_command_that_knows_what_is_there_says_so(string networks, string id)
    {
        using var folder = Saved(networks);

        foreach (var against in new[] { "now.json", "state.json" })
        {
            var preview = Tool.RunIn(folder.Environment, "preview", "--stack", "s", "--against", against, "--format", "json");
            var found = JsonDocument.Parse(preview.Output).RootElement.GetProperty("stacks")[0].GetProperty("problems").EnumerateArray()
                .Where(problem => problem.GetProperty("severity").GetString() == "error");
            Assert.Equal([id], found.Select(problem => problem.GetProperty("id").GetString()));
            Assert.Equal(2, preview.ExitCode);

            var check = Tool.RunIn(folder.Environment, "check", "--stack", "s", "--against", against);
            Assert.Contains(id, check.Output, StringComparison.Ordinal);
            Assert.Equal(2, check.ExitCode);

            var diff = Tool.RunIn(folder.Environment, "diff", against, "s");
            Assert.Contains(id, diff.Error, StringComparison.Ordinal);
            Assert.Equal(1, diff.ExitCode);

            var compile = Tool.RunIn(folder.Environment, "compile", "--stack", "s", "--against", against, "--output", "out");
            Assert.Contains(id, compile.Error, StringComparison.Ordinal);
            Assert.Equal(1, compile.ExitCode);
        }
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void With_the_interface_declared_one_update_does_it(string networks, string id)
    {
        using var folder = Saved(networks, "starface:networkInterfaceIds: { pbx: eni-0123456789abcdef0 }");

        var preview = Tool.RunIn(folder.Environment, "preview", "--stack", "s", "--against", "state.json", "--format", "json").IsFine();

        Assert.DoesNotContain(id, preview.Output, StringComparison.Ordinal);
        Assert.Contains("\"s_2-interface-pbx\"", preview.Output, StringComparison.Ordinal);
        Assert.Equal("${s.id}", GroupOf(preview.Output, "s-in-tcp-443-10.1.0.0-16"));
        Assert.Equal("${s_2.id}", GroupOf(preview.Output, "s-in-tcp-443-192.0.2.0-24"));
    }

    /// <summary>A prefix list of somebody else counts as many rules until the update ends, also where only the state knows of it.</summary>
    [Theory]
    [InlineData("now.json")]
    [InlineData("state.json")]
    public void A_list_that_goes_counts_as_many_until_it_is_gone(string against)
    {
        const string networks = "10.0.0.0/16, 10.1.0.0/16, 10.2.0.0/16";
        using var folder = Saved($"pl-0bbbbbbbbbbbbbbbb:2, {networks}", before: $"pl-0aaaaaaaaaaaaaaaa:2, {networks}");

        var preview = Tool.RunIn(folder.Environment, "preview", "--stack", "s", "--against", against);

        Assert.True(preview.ExitCode == 2, preview.Output + preview.Error);
        Assert.Contains("SFP4010", preview.Output, StringComparison.Ordinal);
        Assert.Contains("would have 84 inbound IPv4", preview.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    /// <summary>A list that the same program makes beside the policy is another's to the plan, which names it by its id.</summary>
    [Fact]
    public void A_list_of_the_program_that_the_plan_names_by_its_id_is_not_another_policy()
    {
        const string list = "pl-0aaaaaaaaaaaaaaaa";
        using var folder = Saved($"{list}:2, 10.0.0.0/16", before: $"{list}:2, 10.0.0.0/16");
        var state = JsonNode.Parse(folder.Read("state.json"))!;
        state["deployment"]!["resources"]!.AsArray().Add(new JsonObject
        {
            ["urn"] = "urn:pulumi:s::starface::aws:ec2/managedPrefixList:ManagedPrefixList::offices",
            ["type"] = "aws:ec2/managedPrefixList:ManagedPrefixList",
            ["custom"] = true,
            ["id"] = list,
            ["outputs"] = new JsonObject
            {
                ["id"] = list,
                ["addressFamily"] = "IPv4",
                ["maxEntries"] = 2,
                ["entries"] = new JsonArray(new JsonObject { ["cidr"] = "10.9.0.0/16", ["description"] = "" }),
            },
        });
        folder.Write("state.json", state.ToJsonString());

        Tool.RunIn(folder.Environment, "diff", "state.json", "s").IsFine();
    }

    /// <summary>Lists that the plan makes of its prefixes permit what it declares, and count in their own family.</summary>
    [Theory]
    [InlineData("now.json")]
    [InlineData("state.json")]
    public void A_state_with_lists_of_the_plan_is_not_another_policy(string against)
    {
        const string two = "10.0.0.0/16, 10.1.0.0/16";
        const string lists = "starface:prefixListsFrom: 2\n  starface:rulesPerGroup: 200";
        using var folder = Saved(two, lists, before: two, moreBefore: lists);

        var diff = Tool.RunIn(folder.Environment, "diff", against, "s").IsFine();
        Assert.DoesNotContain("no longer", diff.Output + diff.Error, StringComparison.Ordinal);

        // One prefix more is an entry of the list: nothing is cut, and 10 entries of 12 rules do not count against IPv6.
        folder.Write("Pulumi.s.yaml", Stack($"{two}, 10.2.0.0/16", lists));
        var preview = Tool.RunIn(folder.Environment, "preview", "--stack", "s", "--against", against, "--format", "json").IsFine();
        Assert.DoesNotContain("SFP4010", preview.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_in_the_middle_of_an_update_tells_whether_the_next_one_can_get_on()
    {
        using var folder = Saved(Renumbered);
        var state = JsonNode.Parse(folder.Read("state.json"))!;
        var gone = state["deployment"]!["resources"]!.AsArray()
            .First(resource => ((string)resource!["urn"]!).EndsWith("::s-in-tcp-443-10.4.0.0-16", StringComparison.Ordinal))!;
        gone["delete"] = true;
        folder.Write("state.json", state.ToJsonString());

        var preview = Tool.RunIn(folder.Environment, "preview", "--stack", "s", "--against", "state.json");

        Assert.Equal(1, preview.ExitCode);
        Assert.Contains("SFP4010", preview.Output, StringComparison.Ordinal);
        Assert.Contains("would have 72 inbound IPv4", preview.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("is to be deleted and was not yet", preview.Error, StringComparison.Ordinal);
    }

    /// <summary>A state that an update left in the middle, and what is left in it.</summary>
    [Theory]
    [InlineData("delete", "is to be deleted and was not yet")]
    [InlineData("initErrors", "its creation failed half-way")]
    [InlineData("pending", "is an operation that was interrupted (creating)")]
    public void Drift_over_a_state_in_the_middle_of_an_update_says_which_steps_fit(string left, string reason)
    {
        using var folder = Saved(Renumbered);
        var whole = folder.Read("state.json");
        var state = JsonNode.Parse(whole)!;
        var gone = state["deployment"]!["resources"]!.AsArray()
            .First(resource => ((string)resource!["urn"]!).EndsWith("::s-in-tcp-443-10.4.0.0-16", StringComparison.Ordinal))!;
        if (left == "delete") gone["delete"] = true;
        if (left == "initErrors") gone["initErrors"] = new JsonArray("RulesPerSecurityGroupLimitExceeded");
        if (left == "pending") state["deployment"]!["pending_operations"] = JsonNode.Parse(
            """[{"type":"creating","resource":{"urn":"urn:pulumi:s::starface::aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::x","type":"aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule","custom":true}}]""");
        folder.Write("state.json", state.ToJsonString());

        var drift = Tool.RunIn(folder.Environment, "drift", "--stack", "s", "--scope", "group", "--live", "state.json", "--format", "json");

        Assert.Equal(1, drift.ExitCode);
        var problems = JsonDocument.Parse(drift.Output).RootElement.GetProperty("instances")[0].GetProperty("problems").EnumerateArray();
        Assert.Contains(problems, problem => problem.GetProperty("message").GetString()!.Contains(reason, StringComparison.Ordinal));
        var room = Assert.Single(problems, problem => problem.GetProperty("id").GetString() == "SFP4010");
        Assert.Contains("run 'pulumi up' twice", room.GetProperty("fix").GetString(), StringComparison.Ordinal);

        // A state that is whole is compared with the plan, and says nothing of the next update.
        folder.Write("state.json", whole);
        Assert.DoesNotContain(
            "SFP4010",
            Tool.RunIn(folder.Environment, "drift", "--stack", "s", "--scope", "group", "--live", "state.json", "--format", "json").Output,
            StringComparison.Ordinal);
    }

    /// <summary>A rule was refused, and only the planned digest on the group shows that an update began.</summary>
    [Fact]
    public void Drift_over_a_state_that_an_update_left_without_a_mark_says_which_steps_fit()
    {
        using var folder = Saved(Renumbered);
        var state = JsonNode.Parse(folder.Read("state.json"))!;
        var planned = JsonDocument.Parse(Tool.RunIn(folder.Environment, "preview", "--stack", "s", "--format", "json").IsFine().Output)
            .RootElement.GetProperty("stacks")[0].GetProperty("digest").GetString();
        var group = state["deployment"]!["resources"]!.AsArray()
            .First(resource => ((string)resource!["urn"]!).EndsWith("SecurityGroup::s", StringComparison.Ordinal))!;
        group["outputs"]!["tags"]!["starface-policy:planned-digest"] = planned;
        folder.Write("state.json", state.ToJsonString());

        var drift = Tool.RunIn(folder.Environment, "drift", "--stack", "s", "--scope", "group", "--live", "state.json");

        Assert.Contains("would have 72 inbound IPv4 rules", drift.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("run 'pulumi up' twice", drift.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void An_interface_takes_five_groups_whatever_instances_they_are_of()
    {
        using var folder = Saved(Full);
        const string instances = "starface:minimumGroups: 3\n  starface:networkInterfaceIds: { pbx: eni-0123456789abcdef0 }\n"
            + "  starface:instances: [{ name: a }, { name: b }]";
        folder.Write("Pulumi.s.yaml", Stack("10.0.0.0/16", instances));

        foreach (var command in new[] { "preview", "check" })
        {
            var result = Tool.RunIn(folder.Environment, command, "--stack", "s");
            Assert.NotEqual(0, result.ExitCode);
            var words = (result.Output + result.Error).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            Assert.Contains(
                "'eni-0123456789abcdef0' would have 6 security groups of 'a' and 'b', and an interface accepts 5",
                string.Join(' ', words),
                StringComparison.Ordinal);
        }

        folder.Write("Pulumi.s.yaml", Stack("10.0.0.0/16", instances.Replace("Groups: 3", "Groups: 2", StringComparison.Ordinal)));
        Tool.RunIn(folder.Environment, "preview", "--stack", "s").IsFine();
    }

    [Fact]
    public void The_steps_that_fit_are_written_as_programs()
    {
        using var folder = Saved(Renumbered);

        var compile = Tool.RunIn(folder.Environment, "compile", "--stack", "s", "--against", "state.json", "--steps", "steps").IsFine();

        Assert.Contains("steps/1: ", compile.Output, StringComparison.Ordinal);
        Assert.Contains("steps/2: ", compile.Output, StringComparison.Ordinal);
        var first = Resources(folder, "steps/1");
        var second = Resources(folder, "steps/2");
        Assert.DoesNotContain("s-in-tcp-443-10.4.0.0-16", first);
        Assert.DoesNotContain("s-in-tcp-443-192.0.2.0-24", first);
        Assert.Contains("s-in-tcp-443-192.0.2.0-24", second);
        Assert.Subset(second, first);
    }

    [Fact]
    public void One_step_is_one_program()
    {
        using var folder = Saved(Full, "starface:tags: { site: one }");

        Tool.RunIn(folder.Environment, "compile", "--stack", "s", "--against", "state.json", "--steps", "steps").IsFine();

        Assert.True(File.Exists(Path.Combine(folder.Path, "steps", "1", "Main.json")));
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "steps", "2")));

        Directory.CreateDirectory(Path.Combine(folder.Path, "steps", "2"));
        Tool.RunIn(folder.Environment, "compile", "--stack", "s", "--against", "state.json", "--steps", "steps")
            .IsError("--steps: ", "is a step of an earlier run, and this one has 1; remove it, or name another folder");
    }

    [Theory]
    [InlineData("compile --stack s", "Exactly one of --output and --steps")]
    [InlineData("compile --stack s --output a --steps b", "Exactly one of --output and --steps")]
    [InlineData("compile --stack s --steps b", "--steps does nothing without --against")]
    public void What_steps_need_is_said(string arguments, string message)
    {
        using var folder = Saved(Full);

        Tool.RunIn(folder.Environment, arguments.Split(' ')).IsError(message);
    }

    [Fact]
    public void Without_knowing_what_is_there_a_first_allocation_is_shown_and_named_so()
    {
        using var folder = Saved(Grown);

        var preview = Tool.RunIn(folder.Environment, "preview", "--stack", "s").IsFine();

        Assert.Contains("SFP4011", preview.Output, StringComparison.Ordinal);
    }

    /// <summary>The groups were attached by hand, so only the configuration can tell whether the second one is.</summary>
    [Theory]
    [InlineData("now.json")]
    [InlineData("state.json")]
    public void A_flow_that_would_go_to_a_group_nobody_knows_of_is_refused_until_a_person_says_where_the_group_is(string against)
    {
        const string wider = "10.0.0.0/15, 10.2.0.0/16, 10.3.0.0/16, 10.4.0.0/16";
        using var folder = Saved(Full, "starface:minimumGroups: 2\n  starface:rulesPerGroup: 100");
        var ahead = Tool.RunIn(folder.Environment, "preview", "--stack", "s", "--against", "now.json", "--format", "json").IsFine().Output;
        folder.Write("now.json", ahead);
        folder.Write("state.json", State(JsonNode.Parse(ahead)!["stacks"]![0]!["resources"]!.AsArray()));
        folder.Write("Pulumi.s.yaml", Stack(wider, "starface:minimumGroups: 2"));

        var preview = Tool.RunIn(folder.Environment, "preview", "--stack", "s", "--against", against);
        Assert.True(preview.ExitCode == 2, preview.Error);
        Assert.Contains("SFP4019", preview.Output, StringComparison.Ordinal);
        var diff = Tool.RunIn(folder.Environment, "diff", against, "s", "--format", "json");
        Assert.Equal(1, diff.ExitCode);
        var comparison = JsonDocument.Parse(diff.Output).RootElement.GetProperty("comparisons")[0];
        Assert.Equal("SFP4019", Assert.Single(comparison.GetProperty("obstacles").EnumerateArray()).GetProperty("id").GetString());
        Assert.NotEqual(0, comparison.GetProperty("impossible").GetArrayLength());

        folder.Write("Pulumi.s.yaml", Stack(wider, "starface:minimumGroups: 2\n  starface:attachedGroups: 2"));
        Tool.RunIn(folder.Environment, "preview", "--stack", "s", "--against", against).IsFine();
        Tool.RunIn(folder.Environment, "diff", against, "s").IsFine();
    }

    [Fact]
    public void An_export_of_another_stack_is_told()
    {
        using var folder = Saved(Full, "starface:rulesPerGroup: 100");
        Assert.Empty(Tool.RunIn(folder.Environment, "preview", "--stack", "s", "--against", "state.json").IsFine().Error);
        folder.Write("Pulumi.t.yaml", folder.Read("Pulumi.s.yaml") + "\n  starface:name: s\n");

        foreach (var command in new[]
        {
            "preview --stack t --against state.json",
            "check --stack t --against state.json",
            "compile --stack t --against state.json --output out",
            "diff state.json t",
        })
        {
            Assert.Equal(
                "warning: state.json is the export of stack 's', and says nothing about 't': give the export of that stack.\n",
                Tool.RunIn(folder.Environment, command.Split(' ')).Error);
        }
    }

    [Fact]
    public void A_plan_that_was_refused_is_not_what_is_there()
    {
        using var folder = Saved(Renumbered);
        folder.Write(
            "refused.json",
            Tool.RunIn(folder.Environment, "preview", "--stack", "s", "--against", "state.json", "--format", "json").Output);

        foreach (var command in new[] { "diff refused.json s", "preview --stack s --against refused.json" })
        {
            Tool.RunIn(folder.Environment, command.Split(' ')).IsError(
                "refused.json: The plan of 's' had errors when it was written, so it is not what is deployed: SFP4010, Group 's' would "
                    + "have 72",
                "give the stack's export, or write the plan again when 'pulumi up' is through.");
        }

        var diff = Tool.RunIn(folder.Environment, "diff", "now.json", "refused.json");
        Assert.Contains("SFP4010", diff.Error, StringComparison.Ordinal);
        Assert.Equal(1, diff.ExitCode);
    }

    [Fact]
    public void Two_saved_plans_that_do_not_know_of_each_other_are_told_apart_by_their_groups()
    {
        using var folder = Saved(Grown);
        var alone = Tool.RunIn(folder.Environment, "preview", "--stack", "s", "--format", "json").IsFine().Output;
        folder.Write("alone.json", alone);
        Assert.Contains(
            "'pulumi up' leaves a rule in its group",
            Tool.RunIn(folder.Environment, "diff", "now.json", "alone.json").Error.ReplaceLineEndings(" "),
            StringComparison.Ordinal);

        folder.Write("Pulumi.s.yaml", Stack(Grown, "starface:networkInterfaceIds: { pbx: eni-0123456789abcdef0 }"));
        folder.Write(
            "beside.json",
            Tool.RunIn(folder.Environment, "preview", "--stack", "s", "--against", "now.json", "--format", "json").IsFine().Output);
        Assert.DoesNotContain(
            "in its group", Tool.RunIn(folder.Environment, "diff", "now.json", "beside.json").Error, StringComparison.Ordinal);
    }

    private static HashSet<string> Resources(TemporaryFolder folder, string program) =>
    [
        .. JsonDocument.Parse(folder.Read(program + "/Main.json")).RootElement.GetProperty("resources").EnumerateObject()
            .Select(resource => resource.Name),
    ];

    private static string? GroupOf(string preview, string rule) =>
        JsonDocument.Parse(preview).RootElement.GetProperty("stacks")[0].GetProperty("resources").EnumerateArray()
            .Single(resource => resource.GetProperty("name").GetString() == rule)
            .GetProperty("properties").GetProperty("securityGroupId").GetString();

    /// <summary>A folder with a saved plan and a state of a full group, and the stack as it is to be.</summary>
    private static TemporaryFolder Saved(
        string networks, string more = "", string before = Full, string moreBefore = "starface:rulesPerGroup: 100")
    {
        var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: starface\n");
        folder.Write("Pulumi.s.yaml", Stack(before, moreBefore));
        var plan = Tool.RunIn(folder.Environment, "preview", "--stack", "s", "--format", "json").IsFine().Output;
        folder.Write("now.json", plan);
        folder.Write("state.json", State(JsonNode.Parse(plan)!["stacks"]![0]!["resources"]!.AsArray()));
        folder.Write("Pulumi.s.yaml", Stack(networks, more));
        return folder;
    }

    private static string Stack(string networks, string more) =>
        $$"""
        config:
          starface:cloud: aws
          starface:policy: cloud-pbx-vpn
          starface:peers:
            resolvers: [192.0.2.53]
            time-servers: [192.0.2.123]
            vpn: [{{networks}}]
          {{more}}
        """;

    /// <summary>The resources as the engine records them.</summary>
    private static string State(JsonArray resources)
    {
        var lists = resources
            .Where(resource => resource!["properties"]!["maxEntries"] is not null)
            .Select((list, i) => ((string)list!["name"]!, Id: FormattableString.Invariant($"pl-{i:x17}")))
            .ToDictionary(list => $"${{{list.Item1}.id}}", list => list.Id, StringComparer.Ordinal);
        var recorded = resources.Where(resource => resource!["properties"]!["tags"] is not null).Select((resource, i) =>
        {
            var outputs = resource!["properties"]!.DeepClone().AsObject();
            var isRule = outputs["securityGroupId"] is not null;
            var name = (string)resource["name"]!;
            var id = isRule ? FormattableString.Invariant($"sgr-{i:x8}") : lists.GetValueOrDefault($"${{{name}.id}}", IdOf(name));
            outputs["id"] = id;
            if (isRule) outputs["securityGroupId"] = IdOf(((string)outputs["securityGroupId"]!)[2..^4]);
            else outputs["name"] = name + "-1234567";
            if ((string?)outputs["prefixListId"] is { } list) outputs["prefixListId"] = lists.GetValueOrDefault(list, list);
            return (JsonNode)new JsonObject
            {
                ["urn"] = $"urn:pulumi:s::starface::starface:index:PolicySecurityGroup${resource["type"]}::{resource["name"]}",
                ["type"] = (string)resource["type"]!,
                ["custom"] = true,
                ["id"] = id,
                ["outputs"] = outputs,
            };
        });
        return new JsonObject
        {
            ["version"] = 3,
            ["deployment"] = new JsonObject { ["resources"] = new JsonArray([.. recorded]) },
        }.ToJsonString();

        static string IdOf(string group) => group == "s" ? "sg-0a1b2c3d" : $"sg-0a1b2c3{group[^1]}";
    }
}
