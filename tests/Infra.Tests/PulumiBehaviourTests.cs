using System.Collections.Immutable;
using Pulumi;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Ec2.Inputs;
using Pulumi.Aws.Vpc;
using Pulumi.Azure.Network;
using Pulumi.Azure.Network.Inputs;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace Starface.Infra.Tests;

/// <summary>
/// What the other tests of this project rely on. These tests pass on the official Pulumi packages and on their stand-in alike, which is
/// what makes the stand-in worth something.
/// </summary>
public sealed class PulumiBehaviourTests
{
    private static readonly TestOptions Update = new() { IsPreview = false };

    [Fact]
    public async Task Inputs_arrive_under_their_provider_names_and_numbers_as_doubles()
    {
        var mocks = new RecordingMocks();

        await Deployment.TestAsync(mocks, Update, () =>
        {
            _ = new SecurityGroupIngressRule("sip", new SecurityGroupIngressRuleArgs
            {
                SecurityGroupId = "sg-1",
                IpProtocol = "udp",
                FromPort = 5060,
                ToPort = 5061,
                CidrIpv4 = "203.0.113.0/24",
                Tags = { ["Service"] = "sip" },
            });
        });

        var registration = mocks["sip"];
        Assert.Equal("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", registration.Type);
        Assert.Equal(["cidrIpv4", "fromPort", "ipProtocol", "securityGroupId", "tags", "toPort"], registration.Inputs.Keys.Order());
        Assert.Equal(5060.0, Assert.IsType<double>(registration.Inputs["fromPort"]));
        Assert.Equal("203.0.113.0/24", registration.Inputs["cidrIpv4"]);
        var tags = Assert.IsType<ImmutableDictionary<string, object>>(registration.Inputs["tags"]);
        Assert.Equal("sip", Assert.Single(tags).Value);
    }

    [Fact]
    public async Task A_function_is_called_with_its_arguments_and_its_answer_keeps_its_shape()
    {
        var mocks = new RecordingMocks
        {
            StackOutputs = ImmutableDictionary<string,
            object>.Empty.Add("groups", ImmutableDictionary<string, object>.Empty.Add("web", ImmutableArray.Create<object>("a", "b"))),
        };
        var answer = ImmutableDictionary<string, object>.Empty;

        await Deployment.TestAsync(mocks, Update, async () =>
        {
            answer = await Deployment.Instance.InvokeAsync<ImmutableDictionary<string, object>>(
                RecordingMocks.ReadStackOutputs,
                new DictionaryInvokeArgs(ImmutableDictionary<string, object?>.Empty.Add("name", "organization/project/stack")));
        });

        var call = Assert.Single(mocks.Calls);
        Assert.Equal((RecordingMocks.ReadStackOutputs, ""), (call.Token, call.Provider));
        Assert.Equal("organization/project/stack", Assert.Single(call.Args).Value);
        Assert.Equal("organization/project/stack", answer["name"]);
        var groups = Assert.IsType<ImmutableDictionary<string, object>>(
            Assert.IsType<ImmutableDictionary<string, object>>(answer["outputs"])["groups"]);
        Assert.Equal(["a", "b"], Assert.IsType<ImmutableArray<object>>(groups["web"]));
    }

    [Fact]
    public async Task What_a_function_throws_is_its_callers_and_ends_nothing_else()
    {
        var mocks = new RecordingMocks { OnCall = _ => throw new InvalidOperationException("unknown stack") };
        Exception? caught = null;

        await Deployment.TestAsync(mocks, Update, async () =>
        {
            caught = await Record.ExceptionAsync(() => Deployment.Instance.InvokeAsync<ImmutableDictionary<string, object>>(
                RecordingMocks.ReadStackOutputs, new DictionaryInvokeArgs(ImmutableDictionary<string, object?>.Empty)));
        });

        Assert.Contains("unknown stack", Assert.IsType<InvalidOperationException>(caught).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inline_rules_arrive_as_a_list_of_maps()
    {
        var mocks = new RecordingMocks();

        await Deployment.TestAsync(mocks, Update, () =>
        {
            _ = new NetworkSecurityGroup("nsg", new NetworkSecurityGroupArgs
            {
                ResourceGroupName = "rg",
                SecurityRules =
                [
                    new NetworkSecurityGroupSecurityRuleArgs
                    {
                        Name = "web",
                        Priority = 1000,
                        Direction = "Inbound",
                        Access = "Allow",
                        Protocol = "Tcp",
                        SourceAddressPrefixes = ["203.0.113.0/24", "2001:db8::/48"],
                        DestinationPortRange = "443",
                    },
                ],
            });
        });

        var rules = Assert.IsType<ImmutableArray<object>>(mocks["nsg"].Inputs["securityRules"]);
        var rule = Assert.IsType<ImmutableDictionary<string, object>>(Assert.Single(rules));
        Assert.Equal(1000.0, rule["priority"]);
        Assert.Equal(["203.0.113.0/24", "2001:db8::/48"], Assert.IsType<ImmutableArray<object>>(rule["sourceAddressPrefixes"]));
        Assert.DoesNotContain("sourceAddressPrefix", rule.Keys);
        Assert.DoesNotContain("description", rule.Keys);
    }

    [Fact]
    public async Task Inputs_that_are_not_set_are_not_sent()
    {
        var mocks = new RecordingMocks();

        await Deployment.TestAsync(mocks, Update, () =>
        {
            _ = new SecurityGroup("group");
        });

        // The AWS provider's SDK fills in the description itself.
        Assert.Equal(["description"], mocks["group"].Inputs.Keys);
    }

    [Fact]
    public async Task Reading_a_list_of_inputs_sends_it_empty()
    {
        var mocks = new RecordingMocks();

        await Deployment.TestAsync(mocks, Update, () =>
        {
            var args = new SecurityGroupArgs();
            _ = args.Ingress;
            _ = new SecurityGroup("group", args);
        });

        Assert.Empty(Assert.IsType<ImmutableArray<object>>(mocks["group"].Inputs["ingress"]));
        Assert.DoesNotContain("egress", mocks["group"].Inputs.Keys);
    }

    [Fact]
    public async Task Lists_grow_by_initializers_and_by_concatenation()
    {
        var mocks = new RecordingMocks();

        await Deployment.TestAsync(mocks, Update, () =>
        {
            InputList<string> more = new[] { "198.51.100.0/24" };
            _ = new SecurityGroup("group", new SecurityGroupArgs
            {
                Ingress =
                {
                    new SecurityGroupIngressArgs
                    {
                        Protocol = "tcp",
                        FromPort = 443,
                        ToPort = 443,
                        CidrBlocks = new InputList<string> { "203.0.113.0/24" }.Concat(more),
                    },
                },
            });
        });

        var rule = (ImmutableDictionary<string, object>)Assert.Single((ImmutableArray<object>)mocks["group"].Inputs["ingress"]);
        Assert.Equal(["203.0.113.0/24", "198.51.100.0/24"], (ImmutableArray<object>)rule["cidrBlocks"]);
    }

    [Fact]
    public async Task A_missing_required_input_fails_the_run_and_is_named()
    {
        var mocks = new RecordingMocks();

        var failure = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync(mocks, Update, () =>
        {
            _ = new SecurityGroupEgressRule("rule", new SecurityGroupEgressRuleArgs { IpProtocol = "tcp" });
        }));

        Assert.Contains("SecurityGroupId is required but was not given a value", failure.Message, StringComparison.Ordinal);
        Assert.Empty(mocks.Registrations);
    }

    [Fact]
    public async Task The_state_that_the_engine_answers_with_fills_the_outputs()
    {
        var mocks = new RecordingMocks();

        var resources = await Deployment.TestAsync(mocks, Update, () =>
        {
            _ = new SecurityGroup("group", new SecurityGroupArgs
            {
                Description = "PBX",
                Tags = { ["Owner"] = "voice" },
                Ingress =
                {
                    new SecurityGroupIngressArgs { Protocol = "udp", FromPort = 5060, ToPort = 5060, CidrBlocks = ["10.0.0.0/8"] },
                },
            });
        });

        var group = resources.OfType<SecurityGroup>().Single();
        Assert.Equal("group-id", await OutputUtilities.GetValueAsync(group.Id));
        Assert.Equal("PBX", await OutputUtilities.GetValueAsync(group.Description));
        Assert.Equal("voice", (await OutputUtilities.GetValueAsync(group.Tags))!["Owner"]);
        var rule = Assert.Single(await OutputUtilities.GetValueAsync(group.Ingress));
        Assert.Equal(5060, rule.FromPort);
        Assert.Equal(["10.0.0.0/8"], rule.CidrBlocks);
        Assert.Null(rule.Self);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Outputs_that_the_state_does_not_mention_are_unknown_in_a_preview_and_unset_after_it(bool preview)
    {
        var resources = await Deployment.TestAsync(new RecordingMocks(), new TestOptions { IsPreview = preview }, () =>
        {
            _ = new SecurityGroup("group");
        });

        var arn = resources.OfType<SecurityGroup>().Single().Arn;
        Assert.Equal(!preview, await OutputUtilities.GetIsKnownAsync(arn));
        Assert.Null(await OutputUtilities.GetValueAsync(arn));
    }

    [Fact]
    public async Task An_identifier_that_is_not_there_is_unknown_and_what_is_made_of_it_is_not_sent()
    {
        var mocks = new RecordingMocks { WithoutId = { "aws:ec2/securityGroup:SecurityGroup" } };

        await Deployment.TestAsync(mocks, Update, () =>
        {
            var group = new SecurityGroup("group");
            _ = new SecurityGroupIngressRule("rule", new SecurityGroupIngressRuleArgs
            {
                SecurityGroupId = group.Id,
                IpProtocol = "tcp",
                Description = group.Id.Apply(id => $"of {id}"),
            });
        });

        Assert.Equal(["ipProtocol"], mocks["rule"].Inputs.Keys);
    }

    [Fact]
    public async Task Outputs_of_one_resource_are_inputs_of_another()
    {
        var mocks = new RecordingMocks();

        await Deployment.TestAsync(mocks, Update, () =>
        {
            var group = new SecurityGroup("group", new SecurityGroupArgs { Name = "pbx" });
            _ = new SecurityGroupIngressRule("rule", new SecurityGroupIngressRuleArgs
            {
                SecurityGroupId = group.Id,
                IpProtocol = "tcp",
                Description = Output.Format($"{group.Name}, group {group.Id}"),
            });
        });

        Assert.Equal("group-id", mocks["rule"].Inputs["securityGroupId"]);
        Assert.Equal("pbx, group group-id", mocks["rule"].Inputs["description"]);
    }

    [Fact]
    public async Task Outputs_combine_by_all_and_by_tuple()
    {
        var all = Output.All(Output.Create("a"), Output.Create("b")).Apply(values => string.Concat(values));
        var tuple = Output.Tuple(Output.Create("port"), Output.Create(443)).Apply(pair => $"{pair.Item1} {pair.Item2}");

        Assert.Equal("ab", await OutputUtilities.GetValueAsync(all));
        Assert.Equal("port 443", await OutputUtilities.GetValueAsync(tuple));
    }

    [Fact]
    public async Task Secrets_stay_secret_through_apply_and_combination()
    {
        var secret = Output.CreateSecret("hidden");
        var derived = Output.Format($"{Output.Create("plain")} {secret.Apply(value => value.Length)}");

        Assert.True(await Output.IsSecretAsync(derived));
        Assert.Equal("plain 6", await OutputUtilities.GetValueAsync(derived));
        Assert.False(await Output.IsSecretAsync(Output.Unsecret(derived)));
    }

    [Fact]
    public async Task Secret_inputs_reach_the_mocks_in_plain()
    {
        var mocks = new RecordingMocks();

        await Deployment.TestAsync(mocks, Update, () =>
        {
            _ = new SecurityGroup("group", new SecurityGroupArgs { Name = Output.CreateSecret("hidden") });
        });

        Assert.Equal("hidden", mocks["group"].Inputs["name"]);
    }

    [Fact]
    public async Task Nothing_is_computed_from_an_unknown_value()
    {
        var computed = false;
        var derived = OutputUtilities.CreateUnknown("later").Apply(value =>
        {
            computed = true;
            return value;
        });

        Assert.False(await OutputUtilities.GetIsKnownAsync(derived));
        Assert.False(computed);
    }

    [Fact]
    public async Task Outputs_serialize_to_JSON_with_the_outputs_inside_them()
    {
        var json = Output.JsonSerialize(Output.Create(new Dictionary<string, object> { ["id"] = Output.CreateSecret(7), ["name"] = "x" }));

        Assert.Equal("""{"id":7,"name":"x"}""", await OutputUtilities.GetValueAsync(json));
        Assert.True(await Output.IsSecretAsync(json));
    }

    [Fact]
    public async Task An_output_knows_the_resource_it_comes_from()
    {
        var resources = await Deployment.TestAsync(new RecordingMocks(), Update, () =>
        {
            _ = new SecurityGroup("group");
        });

        var group = resources.OfType<SecurityGroup>().Single();
        Assert.Contains(group, await OutputUtilities.GetDependenciesAsync(group.Id.Apply(id => id.Length)));
    }

    [Fact]
    public async Task Resources_are_registered_after_what_they_depend_on_and_components_stand_for_their_contents()
    {
        var mocks = new RecordingMocks();

        await Deployment.TestAsync(mocks, Update, () =>
        {
            var group = new Group("group");
            _ = new SecurityGroup("later", new SecurityGroupArgs(), new CustomResourceOptions { DependsOn = { group } });
        });

        Assert.Equal(["group", "group-child", "later"], mocks.Registrations.Select(registration => registration.Name));
    }

    [Fact]
    public async Task Names_of_the_run_have_defaults_and_are_part_of_every_URN()
    {
        var resources = await Deployment.TestAsync(new RecordingMocks(), new TestOptions(), () =>
        {
            Assert.Equal("organization", Deployment.Instance.OrganizationName);
            Assert.True(Deployment.Instance.IsDryRun);
            _ = new Group("group");
        });

        var group = resources.OfType<Group>().Single();
        Assert.Equal(
            "urn:pulumi:stack::project::pulumi:pulumi:Stack$starface:test:Group::group", await OutputUtilities.GetValueAsync(group.Urn));
        Assert.Equal("group", group.GetResourceName());
        Assert.Equal("starface:test:Group", group.GetResourceType());
    }

    [Fact]
    public async Task Children_of_a_component_are_registered_below_it()
    {
        var resources = await Deployment.TestAsync(
            new RecordingMocks(),
            new TestOptions { StackName = "dev", ProjectName = "pbx" },
            () =>
            {
                _ = new Group("group");
            });

        // The engine puts every parent's type into the URN; mocks keep the first one.
        var child = resources.OfType<SecurityGroup>().Single();
        Assert.Equal(
            "urn:pulumi:dev::pbx::pulumi:pulumi:Stack$aws:ec2/securityGroup:SecurityGroup::group-child",
            await OutputUtilities.GetValueAsync(child.Urn));
    }

    [Fact]
    public async Task Components_register_the_outputs_they_declare()
    {
        var mocks = new RecordingMocks();

        var resources = await Deployment.TestAsync(mocks, Update, () =>
        {
            _ = new Group("group");
        });

        var urn = await OutputUtilities.GetValueAsync(resources.OfType<Group>().Single().Urn);
        var outputs = mocks.Outputs.Single(request => request.Urn == urn).Outputs;
        Assert.Equal(
            "group-child-id", await OutputUtilities.GetValueAsync(Assert.Single(outputs, output => output.Key == "groupId").Value));
    }

    [Fact]
    public async Task Children_inherit_the_provider_of_their_component()
    {
        var mocks = new RecordingMocks();

        await Deployment.TestAsync(mocks, Update, () =>
        {
            var provider = new ProviderResource("aws", "frankfurt", ResourceArgs.Empty, null);
            _ = new Group("group", new ComponentResourceOptions { Providers = { provider } });
            _ = new SecurityGroup("other");
        });

        Assert.EndsWith("pulumi:providers:aws::frankfurt::frankfurt-id", mocks["group-child"].Provider, StringComparison.Ordinal);
        Assert.Equal("", mocks["other"].Provider);
    }

    [Fact]
    public async Task Options_merge_with_the_later_ones_on_top()
    {
        var merged = CustomResourceOptions.Merge(
            new CustomResourceOptions { Protect = true, IgnoreChanges = { "tags" }, ImportId = "sg-1" },
            new CustomResourceOptions { Protect = false, IgnoreChanges = { "name" }, DeleteBeforeReplace = true });

        Assert.False(merged.Protect);
        Assert.True(merged.DeleteBeforeReplace);
        Assert.Equal("sg-1", merged.ImportId);
        Assert.Equal(["tags", "name"], merged.IgnoreChanges);
        Assert.Empty(await OutputUtilities.GetValueAsync<ImmutableArray<Resource>>(merged.DependsOn));
    }

    [Fact]
    public async Task Transformations_of_the_parents_see_every_resource()
    {
        var mocks = new RecordingMocks();

        await Deployment.TestAsync(mocks, Update, () =>
        {
            _ = new Group("group", new ComponentResourceOptions
            {
                ResourceTransformations =
                {
                    seen => seen.Args is SecurityGroupArgs
                        ? new ResourceTransformationResult(new SecurityGroupArgs { Description = "changed" }, seen.Options)
                        : null,
                },
            });
        });

        Assert.Equal("changed", mocks["group-child"].Inputs["description"]);
    }

    [Fact]
    public async Task Imported_and_existing_resources_name_their_identifier()
    {
        var mocks = new RecordingMocks();

        var resources = await Deployment.TestAsync(mocks, Update, () =>
        {
            _ = new SecurityGroup("imported", new SecurityGroupArgs(), new CustomResourceOptions { ImportId = "sg-1" });
            _ = SecurityGroup.Get("existing", "sg-2");
        });

        Assert.Equal("sg-1", mocks["imported"].Id);
        Assert.Equal("sg-2", mocks["existing"].Id);
        var existing = resources.OfType<SecurityGroup>().Single(group => group.GetResourceName() == "existing");
        Assert.Equal("sg-2", await OutputUtilities.GetValueAsync(existing.Id));
    }

    [Fact]
    public async Task Functions_return_their_outputs()
    {
        var (resources, outputs) = await Deployment.TestAsync(new RecordingMocks(), Update, () =>
        {
            var group = new SecurityGroup("group");
            return new Dictionary<string, object?> { ["id"] = group.Id };
        });

        Assert.Single(resources);
        Assert.Equal("group-id", await OutputUtilities.GetValueAsync((Output<string>)outputs["id"]!));
    }

    [Fact]
    public async Task A_stack_class_registers_its_outputs()
    {
        var mocks = new RecordingMocks();

        var resources = await Deployment.TestAsync<WholeStack>(mocks, Update);

        var stack = resources.OfType<WholeStack>().Single();
        Assert.Equal("group-id", await OutputUtilities.GetValueAsync(stack.GroupId));
        Assert.Contains(mocks.Outputs, request => request.Outputs.ContainsKey("groupId"));
    }

    [Fact]
    public async Task An_output_that_a_stack_leaves_open_fails_the_run_and_is_named()
    {
        var failure = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync<ForgetfulStack>(new RecordingMocks(), Update));

        Assert.Contains("'groupId'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_that_a_program_logs_fails_the_run()
    {
        var failure = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync(new RecordingMocks(), Update, () =>
        {
            Log.Warn("not this");
            Log.Error("no such policy");
        }));

        Assert.Equal("no such policy", failure.Message);
    }

    [Fact]
    public async Task An_error_that_a_program_throws_is_reported_by_its_message()
    {
        var failure = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync<FailingStack>(new RecordingMocks(), Update));

        Assert.Equal("peers: '203.0.113.5/24' has host bits set", failure.Message);
    }

    [Fact]
    public async Task An_error_in_an_apply_fails_the_run()
    {
        var failure = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync(new RecordingMocks(), Update, () =>
        {
            var group = new SecurityGroup("group");
            _ = group.Id.Apply(id => id.Length > 0 ? throw new RunException($"{id} is not wanted") : id);
        }));

        Assert.Equal("group-id is not wanted", failure.Message);
    }

    [Fact]
    public async Task Configuration_is_read_below_the_project_or_another_name()
    {
        var values = new Dictionary<string, string>
        {
            ["pbx:cloud"] = "aws",
            ["pbx:webPort"] = "8443",
            ["pbx:config:strict"] = "true",
            ["pbx:peers"] = """{"administrators":["203.0.113.0/24"]}""",
            ["aws:region"] = "eu-central-1",
        };

        var options = new TestOptions { ProjectName = "pbx" };
        await StackConfiguration.RunAsync(values, () => Deployment.TestAsync(new RecordingMocks(), options, () =>
        {
            var config = new Config();
            Assert.Equal("aws", config.Require("cloud"));
            Assert.Equal(8443, config.RequireInt32("webPort"));
            Assert.True(config.GetBoolean("strict"));
            Assert.Equal(["203.0.113.0/24"], config.RequireObject<Dictionary<string, string[]>>("peers")["administrators"]);
            Assert.Equal("eu-central-1", new Config("aws").Get("region"));
            Assert.Null(config.Get("region"));
            Assert.Null(config.GetInt32("region"));
        }));
    }

    [Fact]
    public async Task Secret_configuration_is_a_secret_output()
    {
        var values = new Dictionary<string, string> { ["project:token"] = "hidden" };

        var (_, outputs) = await StackConfiguration.RunAsync(values, () => Deployment.TestAsync(
            new RecordingMocks(),
            Update,
            () => new Dictionary<string, object?> { ["token"] = new Config().RequireSecret("token") }));

        var token = (Output<string>)outputs["token"]!;
        Assert.True(await Output.IsSecretAsync(token));
        Assert.Equal("hidden", await OutputUtilities.GetValueAsync(token));
    }

    [Fact]
    public async Task Missing_configuration_fails_the_run_and_says_how_to_set_it()
    {
        var failure = await Assert.ThrowsAsync<RunException>(() => StackConfiguration.RunAsync(
            new Dictionary<string, string>(),
            () => Deployment.TestAsync(new RecordingMocks(), Update, () =>
            {
                _ = new Config().Require("cloud");
            })));

        Assert.Contains("'project:cloud'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("pulumi config set project:cloud", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("8443x", "Int32")]
    [InlineData("yes", "Boolean")]
    [InlineData("{", "Dictionary")]
    public async Task Configuration_of_another_type_fails_the_run_and_is_named(string value, string type)
    {
        var failure = await Assert.ThrowsAsync<RunException>(() => StackConfiguration.RunAsync(
            new Dictionary<string, string> { ["project:setting"] = value },
            () => Deployment.TestAsync(new RecordingMocks(), Update, () =>
            {
                var config = new Config();
                _ = type switch
                {
                    "Int32" => (object?)config.GetInt32("setting"),
                    "Boolean" => config.GetBoolean("setting"),
                    _ => config.GetObject<Dictionary<string, string>>("setting"),
                };
            })));

        Assert.Contains("'project:setting'", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"'{value}'", failure.Message, StringComparison.Ordinal);
        Assert.Contains(type, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_at_the_same_time_do_not_see_each_other()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(async () =>
        {
            var mocks = new RecordingMocks();
            await Deployment.TestAsync(mocks, new TestOptions { StackName = $"stack{number}" }, () =>
            {
                _ = new SecurityGroup(Deployment.Instance.StackName);
            });
            return Assert.Single(mocks.Registrations).Name;
        })));

        Assert.Equal(Enumerable.Range(0, 8).Select(number => $"stack{number}"), runs);
    }

    [Fact]
    public async Task Without_an_engine_a_program_does_not_run()
    {
        var ran = false;

        // The SDK throws here, the stand-in returns an exit code; neither may build the program's resources.
        var succeeded = false;
        try
        {
            succeeded = await Deployment.RunAsync(() => { ran = true; }) == 0;
        }
        catch (InvalidOperationException exception)
        {
            Assert.Contains("Pulumi engine", exception.Message, StringComparison.Ordinal);
        }

        Assert.False(succeeded);
        Assert.False(ran);
    }

    private sealed class Group : ComponentResource
    {
        public Group(string name, ComponentResourceOptions? options = null)
            : base("starface:test:Group", name, options)
        {
            var child = new SecurityGroup($"{name}-child", new SecurityGroupArgs(), new CustomResourceOptions { Parent = this });
            GroupId = child.Id;
            RegisterOutputs();
        }

        [Output("groupId")]
        public Output<string> GroupId { get; private set; }
    }

    private sealed class WholeStack : Stack
    {
        public WholeStack() => GroupId = new SecurityGroup("group").Id;

        [Output("groupId")]
        public Output<string> GroupId { get; private set; }
    }

    private sealed class ForgetfulStack : Stack
    {
        [Output("groupId")]
        public Output<string> GroupId { get; private set; } = null!;
    }

    private sealed class FailingStack : Stack
    {
        public FailingStack() => throw new RunException("peers: '203.0.113.5/24' has host bits set");
    }
}
