using System.Collections.Immutable;
using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;
using Starface.Policies;
using Starface.Policy;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Planning;

namespace Starface.Infra.Tests;

/// <summary>The program leaves every rule in the group that the engine has recorded it in.</summary>
public sealed class RecordedAllocationTests
{
    private const string Interface = "eni-0123456789abcdef0";
    private static readonly TestOptions Update = new()
    {
        IsPreview = false,
        StackName = "stack",
        ProjectName = "starface",
        OrganizationName = "organization",
    };

    /// <summary>The VPN's networks of an instance whose group is full: each has twelve inbound rules.</summary>
    private static readonly string[] Full = ["10.0.0.0/16", "10.1.0.0/16", "10.2.0.0/16", "10.3.0.0/16", "10.4.0.0/16"];

    [Fact]
    public async Task A_network_more_than_the_group_holds_stops_the_update_before_anything_is_registered()
    {
        var mocks = await AfterAsync(Config(Full, ("starface:rulesPerGroup", "100")));

        var refusal = await Assert.ThrowsAsync<RunException>(() => RunAsync(mocks, Config([.. Full, "192.0.2.0/24"])));

        Assert.Contains("SFP4009: The security group 'one_2' is needed", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(mocks.Registrations, registration => registration.Type!.StartsWith("aws:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_network_that_is_renumbered_in_a_full_group_stops_the_update_before_anything_is_registered()
    {
        var mocks = await AfterAsync(Config(Full, ("starface:rulesPerGroup", "100")));

        var refusal = await Assert.ThrowsAsync<RunException>(() => RunAsync(mocks, Config([.. Full.Skip(1), "192.0.2.0/24"])));

        Assert.Contains("SFP4010: Group 'one' would have 72 inbound IPv4 rules", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(mocks.Registrations, registration => registration.Type!.StartsWith("aws:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_the_interface_declared_a_further_group_is_made_and_no_rule_moves()
    {
        var before = await AfterAsync(Config(Full, ("starface:rulesPerGroup", "100")));
        var mocks = new RecordingMocks { StackOutputs = before.StackOutputs, ResourceOutputs = before.ResourceOutputs };

        await RunAsync(
            mocks, Config([.. Full, "192.0.2.0/24"], ("starface:networkInterfaceIds", $$"""{"pbx":"{{Interface}}"}""")));

        Assert.Equal("one-id", mocks["one-in-tcp-443-10.3.0.0-16"].Inputs["securityGroupId"]);
        Assert.Equal("one_2-id", mocks["one-in-tcp-443-192.0.2.0-24"].Inputs["securityGroupId"]);
        Assert.Equal(Interface, mocks["one_2-interface-pbx"].Inputs["networkInterfaceId"]);
        Assert.Equal("one_2-id", mocks["one_2-interface-pbx"].Inputs["securityGroupId"]);
    }

    /// <summary>The groups were attached by hand, so only the configuration can tell whether the second one is.</summary>
    [Fact]
    public async Task A_flow_that_would_go_to_a_group_nobody_knows_of_stops_the_update_until_a_person_says_where_the_group_is()
    {
        var full = await AfterAsync(Config(Full, ("starface:rulesPerGroup", "100")));
        var before = await AfterAsync(Config(Full, ("starface:rulesPerGroup", "100"), ("starface:minimumGroups", "2")), full);
        Assert.Contains(Recorded(before), made => made.Name == "one_2");
        Assert.All(
            Recorded(before).Where(made => made.Type == AwsTypes.IngressRule),
            rule => Assert.Equal("one-id", rule.Find("securityGroupId")));
        (string Key, string Value)[] wider = [("starface:minimumGroups", "2"), ("starface:rulesPerGroup", "60")];

        var refusal = await Assert.ThrowsAsync<RunException>(
            () => RunAsync(Beside(before), Config(["10.0.0.0/15", .. Full.Skip(2)], wider)));

        Assert.Contains("SFP4019: 'one_2' would permit what another group permits now", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("add attachedGroups: 2", refusal.Message, StringComparison.Ordinal);
        await RunAsync(Beside(before), Config(["10.0.0.0/15", .. Full.Skip(2)], [.. wider, ("starface:attachedGroups", "2")]));
    }

    [Fact]
    public void A_program_says_that_it_does_not_know_where_rules_are()
    {
        var plan = AwsTarget.Instance.Plan(new PlanRequest("one", Vpn([.. Full, "192.0.2.0/24"])));

        Assert.Contains(
            "SFP4011: The rules are spread over 2 groups as for a new instance, since a self-managed backend has no record of a stack "
                + "without outputs. If this is not its first update, rules may go to other groups: give the program outputs, such as the "
                + "ids of the groups.",
            PlanErrors.Warnings(plan));
    }

    [Theory]
    [InlineData("starface:networkInterfaceIds", """{"pbx":"eni-0123456789abcdef1"}""", "SFP4017", "resource:one-interface-pbx")]
    [InlineData("starface:networkInterfaceIds", "{}", "SFP4017", "resource:one-interface-pbx")]
    [InlineData("starface:networkInterfaceIds", """{"other":"eni-0123456789abcdef0"}""", "SFP4018", null)]
    [InlineData("starface:vpcId", "vpc-0123456789abcdef1", "SFP4016", "resource:one")]
    [InlineData("starface:instances", """[{"name":"two"}]""", "SFP4016", "resource:one")]
    public async Task A_change_of_what_groups_lie_on_stops_the_update_until_it_is_accepted(
        string key, string value, string id, string? accepted)
    {
        (string Key, string Value)[] before =
        [
            ("starface:networkInterfaceIds", $$"""{"pbx":"{{Interface}}"}"""), ("starface:vpcId", "vpc-0123456789abcdef0"),
        ];
        var recorded = await AfterAsync(Config(Full, [.. before, ("starface:rulesPerGroup", "100")]));
        var mocks = new RecordingMocks { StackOutputs = recorded.StackOutputs, ResourceOutputs = recorded.ResourceOutputs };
        (string Key, string Value)[] after =
            [.. before.Where(entry => entry.Key != key), (key, value), ("starface:rulesPerGroup", "100")];

        var refusal = await Assert.ThrowsAsync<RunException>(() => RunAsync(mocks, Config(Full, after)));

        Assert.DoesNotContain(mocks.Registrations, registration => registration.Type!.StartsWith("aws:", StringComparison.Ordinal));
        Assert.Contains(id + ": ", refusal.Message, StringComparison.Ordinal);
        if (accepted is null) return;
        Assert.Contains($"starface:allowCut: [{accepted}]", refusal.Message, StringComparison.Ordinal);
        await RunAsync(mocks, Config(Full, [.. after, ("starface:allowCut", $"""["{accepted}"]""")]));
        Assert.Contains(mocks.Registrations, registration => registration.Name is "one" or "two");
    }

    [Fact]
    public async Task An_instance_that_is_left_out_stops_the_update_until_it_is_accepted()
    {
        var config = Config(Full, ("starface:rulesPerGroup", "100"));
        config["starface:instances"] = """[{"name":"one"},{"name":"two"}]""";
        var mocks = await AfterAsync(config);
        config["starface:instances"] = """[{"name":"one"}]""";

        var refusal = await Assert.ThrowsAsync<RunException>(() => RunAsync(mocks, config));

        Assert.Contains("SFP4016: The instance 'two' is not there any more", refusal.Message, StringComparison.Ordinal);
        config["starface:allowCut"] = """["resource:two"]""";
        await RunAsync(mocks, config);
    }

    [Fact]
    public async Task A_component_beside_the_programs_instances_is_none_that_is_left_out()
    {
        var config = Config(Full, ("starface:rulesPerGroup", "100"));
        config["starface:instances"] = """[{"name":"one"},{"name":"own"}]""";
        var before = await AfterAsync(config);
        const string stack = "urn:pulumi:stack::starface::pulumi:pulumi:Stack::starface-stack";
        var recorded = (ImmutableDictionary<string, object>)before.ResourceOutputs[stack];
        var outputs = (ImmutableDictionary<string, object>)recorded["outputs"];
        var mocks = new RecordingMocks
        {
            StackOutputs = before.StackOutputs,
            ResourceOutputs = before.ResourceOutputs.SetItem(stack, recorded.SetItem("outputs", outputs.Remove("own-groupId"))),
        };
        config["starface:instances"] = """[{"name":"one"}]""";

        await RunAsync(mocks, config);

        Assert.Contains(mocks.Registrations, registration => registration.Name == "one");
    }

    [Fact]
    public async Task The_record_is_read_once_for_all_instances()
    {
        var config = Config(Full);
        config["starface:instances"] = """[{"name":"one"},{"name":"two"},{"name":"three"}]""";
        var mocks = await AfterAsync(config);

        await RunAsync(mocks, config);

        Assert.Single(mocks.Calls, call => call.Token == RecordingMocks.ReadStackResourceOutputs);
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_stops_the_update()
    {
        var mocks = new RecordingMocks { OnCall = _ => throw new InvalidOperationException("no access") };

        var refusal = await Assert.ThrowsAsync<RunException>(() => RunAsync(mocks, Config(Full)));

        Assert.Contains("so in which groups the rules are cannot be determined: no access", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_component_by_itself_reads_the_record_and_waits_for_what_its_plan_names()
    {
        var before = await AfterAsync(Config(Full, ("starface:rulesPerGroup", "100")));
        var mocks = new RecordingMocks { StackOutputs = before.StackOutputs, ResourceOutputs = before.ResourceOutputs };
        var dependencies = new SortedDictionary<string, Output<ImmutableArray<Resource>>>(StringComparer.Ordinal);
        var policy = Vpn([.. Full, "192.0.2.0/24"]);

        await Deployment.TestAsync(mocks, Update, () =>
        {
            _ = new PolicySecurityGroup(
                "one",
                new PolicySecurityGroupArgs { Policy = policy, NetworkInterfaceIds = { ["pbx"] = Interface } },
                new ComponentResourceOptions { ResourceTransformations = { seen => Remember(seen) } });
        });

        Assert.Equal("one-id", mocks["one-in-tcp-443-10.3.0.0-16"].Inputs["securityGroupId"]);
        var plan = AwsTarget.Instance.Plan(new PlanRequest("one", policy)
        {
            Recorded = AwsTarget.Instance.ReadRecorded("one", Recorded(before)),
            NetworkInterfaceIds = new PlanRequest("one", policy).NetworkInterfaceIds.Add("pbx", Interface),
        });
        foreach (var resource in plan.Resources)
        {
            var waited = await OutputUtilities.GetValueAsync(dependencies[resource.Name]);
            Assert.Equal(resource.DependsOn, waited.Select(before => before.GetResourceName()));
        }

        Assert.Contains(plan.Resources, resource => resource.DependsOn.Contains("one_2-interface-pbx"));

        ResourceTransformationResult? Remember(ResourceTransformationArgs seen)
        {
            if (seen.Resource is CustomResource) dependencies.Add(seen.Resource.GetResourceName(), seen.Options.DependsOn.ToOutput());
            return null;
        }
    }

    /// <summary>
    /// One resource is completed only after every resource that does not depend on it was registered. No resource that removes rules is
    /// among those.
    /// </summary>
    [Theory]
    [InlineData("one-in-tcp-443-192.0.2.0-24")]
    [InlineData("one-in-tcp-443-10.3.0.0-16")]
    [InlineData("one_2")]
    [InlineData("one_2-interface-pbx")]
    public async Task Nothing_is_revoked_while_the_cloud_is_slow(string slow)
    {
        var before = await AfterAsync(Config(Full, ("starface:rulesPerGroup", "100")));
        (string Key, string Value)[] attached = [("starface:networkInterfaceIds", $$"""{"pbx":"{{Interface}}"}""")];
        var quick = Beside(before);
        await RunAsync(quick, Config([.. Full, "192.0.2.0/24"], attached));
        var waiting = Waiting(before, slow);
        Assert.Contains("one-exclusive", waiting);
        var others = quick.Registrations.Select(made => made.Name!).Except(waiting).ToHashSet(StringComparer.Ordinal);
        var answered = new TaskCompletionSource();
        RecordingMocks? mocks = null;
        mocks = new RecordingMocks
        {
            StackOutputs = before.StackOutputs,
            ResourceOutputs = before.ResourceOutputs,
            Delay = made =>
            {
                if (others.IsSubsetOf(mocks!.Registrations.Select(registered => registered.Name!))) answered.TrySetResult();
                return made.Name == slow ? answered.Task : null;
            },
        };

        await RunAsync(mocks, Config([.. Full, "192.0.2.0/24"], attached));

        var order = mocks.Answered;
        Assert.All(waiting, name => Assert.True(order.IndexOf(name) > order.IndexOf(slow), name));
        Assert.All(
            order.Where(name => name.EndsWith("-exclusive", StringComparison.Ordinal)), set => Assert.Contains(set, waiting));
    }

    /// <summary>The names of all resources that depend on a resource, directly or indirectly.</summary>
    private static HashSet<string> Waiting(RecordingMocks before, string slow)
    {
        var plan = AwsTarget.Instance.Plan(new PlanRequest("one", Vpn([.. Full, "192.0.2.0/24"]))
        {
            Recorded = AwsTarget.Instance.ReadRecorded("one", Recorded(before)),
            NetworkInterfaceIds = new PlanRequest("one", Vpn(Full)).NetworkInterfaceIds.Add("pbx", Interface),
        });
        HashSet<string> waiting = [];
        var known = -1;
        while (known < waiting.Count)
        {
            known = waiting.Count;
            waiting.UnionWith(plan.Resources
                .Where(resource => References(resource.Properties).Concat(resource.DependsOn)
                    .Any(name => name == slow || waiting.Contains(name)))
                .Select(resource => resource.Name));
        }

        return waiting;
    }

    private static IEnumerable<string> References(PropertyValue value) => value switch
    {
        PropertyReference reference => [reference.Resource],
        PropertyList list => list.Items.SelectMany(References),
        PropertyMap map => map.SelectMany(entry => References(entry.Value)),
        _ => [],
    };

    private static RecordingMocks Beside(RecordingMocks before) =>
        new() { StackOutputs = before.StackOutputs, ResourceOutputs = before.ResourceOutputs };

    private static IEnumerable<RecordedResource> Recorded(RecordingMocks mocks) =>
        from resource in mocks.ResourceOutputs
        let values = (ImmutableDictionary<string, object>)((ImmutableDictionary<string, object>)resource.Value)["outputs"]
        select new RecordedResource(
            resource.Key.Split("::")[2].Split('$')[^1],
            resource.Key.Split("::")[3],
            values.Where(value => value.Value is string).ToImmutableDictionary(value => value.Key, value => (string)value.Value));

    /// <summary>An engine that has recorded an update, as it writes its answer.</summary>
    private static async Task<RecordingMocks> AfterAsync(Dictionary<string, string> config, RecordingMocks? before = null)
    {
        var first = before is null ? new RecordingMocks { StackOutputs = ImmutableDictionary<string, object>.Empty } : Beside(before);
        await RunAsync(first, config);
        var outputs = first.Registrations
            .Where(registration => registration.Type == "aws:ec2/securityGroup:SecurityGroup")
            .ToImmutableDictionary(group => $"{group.Name}-groupId", group => (object)$"{group.Name}-id");
        return new RecordingMocks
        {
            StackOutputs = outputs,
            ResourceOutputs = first.Registrations
                .Where(registration => registration.Type!.StartsWith("aws:", StringComparison.Ordinal))
                .ToImmutableDictionary(
                    registration =>
                        $"urn:pulumi:stack::starface::starface:index:PolicySecurityGroup${registration.Type}::{registration.Name}",
                    registration => (object)ImmutableDictionary<string, object>.Empty
                        .Add("type", registration.Type!)
                        .Add("outputs", registration.Inputs.SetItem("id", $"{registration.Name}-id")))
                .Add(
                    "urn:pulumi:stack::starface::pulumi:pulumi:Stack::starface-stack",
                    ImmutableDictionary<string, object>.Empty
                        .Add("type", "pulumi:pulumi:Stack")
                        .Add("outputs", outputs)),
        };
    }

    private static CloudPbxVpn Vpn(string[] networks) => new(new CloudPbxVpn.Peers
    {
        Resolvers = ["192.0.2.53"],
        TimeServers = ["192.0.2.123"],
        Vpn = [.. networks.Select(Peer.Parse)],
    });

    private static Dictionary<string, string> Config(string[] networks, params (string Key, string Value)[] more)
    {
        var config = new Dictionary<string, string>
        {
            ["starface:cloud"] = "aws",
            ["starface:policy"] = "cloud-pbx-vpn",
            ["starface:settings"] = """{"WebPort":"443"}""",
            ["starface:peers"] = $$"""
                {"resolvers":["192.0.2.53"],"time-servers":["192.0.2.123"],"vpn":["{{string.Join("\",\"", networks)}}"]}
                """,
            ["starface:instances"] = """[{"name":"one"}]""",
        };
        foreach (var (key, value) in more) config[key] = value;
        return config;
    }

    private static async Task<IDictionary<string, object?>> RunAsync(RecordingMocks mocks, Dictionary<string, string> config) =>
        (await StackConfiguration.RunAsync(config, () => Deployment.TestAsync(mocks, Update, PolicyProgram.RunAsync))).Outputs;
}
