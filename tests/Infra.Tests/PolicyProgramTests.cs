using Pulumi;
using Pulumi.Testing;
using Starface.Policy.Clouds;
using Starface.Policy.Composition;
using Starface.Policy.Configuration;
using Starface.Policy.Planning;

namespace Starface.Infra.Tests;

/// <summary>The stack program under mocks: what it registers is what the plan says, input by input.</summary>
public sealed class PolicyProgramTests
{
    private const string Peers =
        """{"administrators":["203.0.113.0/24","2001:db8:a::/48"],"phones":["198.51.100.0/24"],"resolvers":["192.0.2.53"],"""
        + """ "sip-providers":["192.0.2.128/25"],"time-servers":["192.0.2.123"]}""";

    private static readonly Dictionary<string, string> Aws = new()
    {
        ["starface:cloud"] = "aws",
        ["starface:policy"] = "cloud-pbx",
        ["starface:vpcId"] = "vpc-0a1b2c3d",
        ["starface:peers"] = Peers,
        ["starface:settings"] = """{"webPort":8443}""",
        ["starface:tags"] = """{"customer":"Example"}""",
        ["aws:region"] = "eu-central-1",
    };

    private static readonly Dictionary<string, string> Azure = new()
    {
        ["starface:cloud"] = "azure",
        ["starface:policy"] = "cloud-pbx",
        ["starface:resourceGroupName"] = "rg-pbx",
        ["starface:location"] = "westeurope",
        ["starface:peers"] = Peers,
        ["starface:allowLoadBalancerProbes"] = "true",
    };

    public static TheoryData<string> Stacks => ["aws", "azure"];

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task Every_registered_input_is_the_plans(string cloud)
    {
        var config = cloud == "aws" ? Aws : Azure;
        var plan = PlanOf(config);

        var (mocks, _) = await RunAsync(config);

        var registered = mocks.Registrations
            .Where(
                registration =>
                    !registration.Type!.StartsWith("starface:", StringComparison.Ordinal) && registration.Type != "pulumi:pulumi:Stack")
            .ToList();
        Assert.Equal(
            plan.Resources.Select(resource => $"{resource.Type} {resource.Name}").Order(StringComparer.Ordinal),
            registered.Select(registration => $"{registration.Type} {registration.Name}").Order(StringComparer.Ordinal));
        foreach (var resource in plan.Resources)
        {
            var inputs = registered.Single(registration => registration.Type == resource.Type && registration.Name == resource.Name).Inputs;
            Assert.Equal(Text(resource.Properties), RegisteredText.Of(inputs));
        }
    }

    [Fact]
    public async Task The_stack_puts_out_group_ids_and_the_digest()
    {
        var (_, outputs) = await RunAsync(Aws);

        Assert.Equal(["stack-digest", "stack-groupId", "stack-groupIds"], outputs.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(PlanOf(Aws).Digest, await Pulumi.Utilities.OutputUtilities.GetValueAsync((Output<string>)outputs["stack-digest"]!));
        Assert.Equal("stack-id", await Pulumi.Utilities.OutputUtilities.GetValueAsync((Output<string>)outputs["stack-groupId"]!));
    }

    [Fact]
    public async Task Several_instances_take_their_defaults_from_the_top()
    {
        var config = new Dictionary<string, string>(Azure)
        {
            ["starface:instances"] = """[{"name":"one"},{"name":"two","cloud":"aws"}]""",
        };

        var (mocks, outputs) = await RunAsync(config);

        Assert.Contains(
            mocks.Registrations,
            registration => registration is { Name: "one", Type: "azure:network/networkSecurityGroup:NetworkSecurityGroup" });
        Assert.Contains(mocks.Registrations, registration => registration is { Name: "two", Type: "aws:ec2/securityGroup:SecurityGroup" });
        Assert.Equal(
            ["one-digest", "one-groupId", "two-digest", "two-groupId", "two-groupIds"], outputs.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public Task Instances_come_from_a_file_in_the_projects_folder() => InFolderAsync(
        "instances.json",
        """[{"name":"one"},{"name":"two","cloud":"aws"}]""",
        async folder =>
        {
            var (_, outputs) = await RunAsync(
                new Dictionary<string, string>(Azure) { ["starface:instancesFile"] = "instances.json" }, folder: folder);
            var missing = await Assert.ThrowsAnyAsync<Exception>(
                () => RunAsync(new Dictionary<string, string>(Azure) { ["starface:instancesFile"] = "none.json" }, folder: folder));

            Assert.Equal(
                ["one-digest", "one-groupId", "two-digest", "two-groupId", "two-groupIds"], outputs.Keys.Order(StringComparer.Ordinal));
            Assert.Contains("starface:instancesFile: 'none.json' cannot be read", missing.ToString(), StringComparison.Ordinal);
        });

    [Fact]
    public Task Addresses_of_hosts_come_from_the_lock_in_the_projects_folder() => InFolderAsync(
        "hosts.lock.yaml",
        "checked: 2026-11-01\nhosts:\n  license.starface.de:\n    203.0.113.99: { firstSeen: 2026-11-01 }\n",
        async folder =>
        {
            var (mocks, _) = await RunAsync(Aws, folder: folder);

            Assert.Contains(mocks.Registrations, registration => registration.Inputs.ContainsValue("203.0.113.99/32"));
        });

    [Fact]
    public Task A_lock_that_cannot_be_read_stops_the_program_before_anything_is_registered() => InFolderAsync(
        "hosts.lock.yaml",
        "checked: 2026-11-01\n<<<<<<< HEAD\n",
        async folder =>
        {
            var mocks = new RecordingMocks();
            var exception = await Assert.ThrowsAsync<RunException>(() => RunAsync(Aws, mocks, folder));

            Assert.Contains("hosts.lock.yaml:2: A merge left its conflict here", exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(mocks.Registrations, registration => registration.Type != "pulumi:pulumi:Stack");
        });

    [Theory]
    [InlineData("never: inbound tcp 8443", "SFP8003: Guardrail 'never: inbound tcp 8443 from anywhere' (guardrails.yaml:2:3) is broken: ")]
    [InlineData("nevr: inbound tcp 8443", "guardrails.yaml:2:5: guardrails[0].nevr: Unknown key 'nevr'; did you mean 'never'?")]
    public Task A_guardrail_stops_the_program_before_anything_is_registered(string rail, string message) => InFolderAsync(
        "guardrails.yaml",
        $"guardrails:\n  - {rail}\n",
        async folder =>
        {
            var mocks = new RecordingMocks();
            var exception = await Assert.ThrowsAsync<RunException>(() => RunAsync(Aws, mocks, folder));

            Assert.Contains(message, exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(mocks.Registrations, registration => registration.Type != "pulumi:pulumi:Stack");
        });

    [Fact]
    public Task A_guardrail_that_holds_stops_nothing() => InFolderAsync(
        "guardrails.yaml",
        "guardrails:\n  - never: inbound tcp 22\n",
        async folder =>
        {
            var (mocks, _) = await RunAsync(Aws, folder: folder);

            Assert.Contains(mocks.Registrations, registration => registration.Type == "aws:ec2/securityGroup:SecurityGroup");
        });

    [Theory]
    [InlineData("guardrails.yaml")]
    [InlineData("hosts.lock.yaml")]
    public Task A_file_beyond_the_limit_is_not_read(string name) => InFolderAsync(
        name,
        new string('#', (1 << 24) + 1),
        async folder => Assert.Contains(
            $"{name} has more than 16 MiB",
            (await Assert.ThrowsAsync<RunException>(() => RunAsync(Aws, folder: folder))).Message,
            StringComparison.Ordinal));

    [Fact]
    public Task Guardrails_under_another_name_are_not_overlooked() => InFolderAsync(
        "guardrails.yml",
        "guardrails:\n  - never: inbound tcp 22\n",
        async folder => Assert.Contains(
            "The file is read under the name guardrails.yaml alone",
            (await Assert.ThrowsAsync<RunException>(() => RunAsync(Aws, folder: folder))).Message,
            StringComparison.Ordinal));

    [Theory]
    [InlineData("starface:tags", """{"customer":4711}""", "starface:tags.customer: '4711' is not quoted", "quote it")]
    [InlineData("starface:tags", """{"production":true}""", "starface:tags.production: 'true' is not quoted", "quote it")]
    [
        InlineData(
            "starface:instances",
            """[{"name":"a","pbxVersion":7.1}]""",
            "starface:instances[0].pbxVersion: '7.1' is not quoted",
            "quote it"),
    ]
    [InlineData("starface:tags", """{"a":"b","a":"c"}""", "Duplicate key 'a'", "remove one")]
    [InlineData("starface:policy", "cloud-pbxs", "starface:policy", "cloud-pbx")]
    [InlineData("starface:cloud", "gcp", "starface:cloud", "aws or azure")]
    [InlineData("starface:peers", """{"administrators":["203.0.113.5/24"]}""", "starface:peers.administrators[0]", "203.0.113.0/24")]
    [InlineData("starface:settings", """{"webPort":65536}""", "starface:settings.webPort", "65535")]
    [InlineData("starface:setings", "{}", "starface:setings", "settings")]
    [InlineData("starface:peers", "[", "starface:peers", "pulumi config set --path")]
    public async Task A_bad_value_is_named_with_its_key_before_anything_is_registered(string key, string value, string place, string fix)
    {
        var mocks = new RecordingMocks();

        var exception = await Assert.ThrowsAnyAsync<Exception>(
            () => RunAsync(new Dictionary<string, string>(Aws) { [key] = value }, mocks));

        Assert.Contains(place, exception.ToString(), StringComparison.Ordinal);
        Assert.Contains(fix, exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(mocks.Registrations, registration => registration.Type != "pulumi:pulumi:Stack");
    }

    [Theory]
    [InlineData("starface:region", "us-east-1", "starface:adoptGroupId", "'eu-central-1'")]
    [InlineData("starface:instances", "[{\"name\":\"one\"},{\"name\":\"two\"}]", "starface:adoptGroupId", "'two' would adopt it as well")]
    public async Task A_group_that_cannot_be_adopted_is_told_before_anything_is_registered(
        string key, string value, string place, string message)
    {
        var mocks = new RecordingMocks();
        var config = new Dictionary<string, string>(Aws) { ["starface:adoptGroupId"] = "sg-0a1b2c3d4e5f60718", [key] = value };

        var exception = await Assert.ThrowsAsync<RunException>(() => RunAsync(config, mocks));

        Assert.Contains("SFP5016", exception.Message, StringComparison.Ordinal);
        Assert.Contains(place, exception.Message, StringComparison.Ordinal);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(mocks.Registrations, registration => registration.Type != "pulumi:pulumi:Stack");
    }

    [Fact]
    public async Task A_plan_over_the_quota_stops_all_instances_before_anything_is_registered()
    {
        var prefixes = string.Join(",", Enumerable.Range(0, 400).Select(i => $"\"10.{i / 250}.{i % 250}.0/24\""));
        var config = new Dictionary<string, string>(Azure)
        {
            ["starface:instances"] = "[{\"name\":\"one\"},{\"name\":\"two\",\"cloud\":\"aws\",\"peers\":{\"administrators\":["
                + prefixes
                + "]}}]",
        };
        var mocks = new RecordingMocks();

        var exception = await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(config, mocks));

        Assert.Contains("security groups per interface", exception.ToString(), StringComparison.Ordinal);
        Assert.Contains("administrators", exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(mocks.Registrations, registration => registration.Type != "pulumi:pulumi:Stack");
    }

    [Theory]
    [InlineData("""[{"deny":"inbound tcp 8443 from 203.0.113.0/25"}]""", "SFP8001: Test 'deny: inbound tcp 8443 from 203.0.113.0/25' fails")]
    [InlineData("""[{"allow":"inbound tcp 443 from 203.0.113.0/25"}]""", "fails: none of it is permitted")]
    [InlineData("""[{"alow":"inbound tcp 443 from 203.0.113.0/25"}]""", "did you mean 'allow'?")]
    [InlineData("[]", "Expected a list of tests")]
    public async Task A_test_that_fails_stops_the_program_before_anything_is_registered(string tests, string message)
    {
        var mocks = new RecordingMocks();
        var config = new Dictionary<string, string>(Azure) { ["starface:tests"] = tests, ["starface:settings"] = """{"webPort":8443}""" };

        var exception = await Assert.ThrowsAsync<RunException>(() => RunAsync(config, mocks));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(mocks.Registrations, registration => registration.Type != "pulumi:pulumi:Stack");
    }

    [Fact]
    public async Task Tests_that_hold_stop_nothing()
    {
        var (mocks, _) = await RunAsync(new Dictionary<string, string>(Aws)
        {
            ["starface:tests"] = """[{"allow":"inbound tcp 8443 from administrators"},{"deny":"inbound tcp 22 from anywhere"}]""",
        });

        Assert.Contains(mocks.Registrations, registration => registration.Type == "aws:ec2/securityGroup:SecurityGroup");
    }

    private static Plan PlanOf(Dictionary<string, string> config)
    {
        var root = new ConfigMap([.. config.Where(entry => entry.Key.StartsWith("starface:", StringComparison.Ordinal))
            .Select(entry => new ConfigEntry(entry.Key["starface:".Length..], JsonConfig.Parse(entry.Value)))]);
        var stack = StackConfigBinder.Bind(Policies.Catalog.Instance, ShippedClouds.All, "stack", root);
        Assert.Empty(stack.Problems);
        return stack.Instances[0].Cloud.Plan(stack.Instances[0].Request);
    }

    /// <summary>Runs in a project whose folder has one file.</summary>
    private static async Task InFolderAsync(string file, string text, Func<string, Task> run)
    {
        var folder = Directory.CreateTempSubdirectory("starface-infra-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, file), text, TestContext.Current.CancellationToken);
            await run(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(RecordingMocks Mocks, IDictionary<string, object?> Outputs)> RunAsync(
        Dictionary<string, string> config, RecordingMocks? mocks = null, string? folder = null)
    {
        mocks ??= new RecordingMocks();
        var result = await StackConfiguration.RunAsync(
            config,
            () => Deployment.TestAsync(
                mocks, new TestOptions { IsPreview = false, StackName = "stack", ProjectName = "starface" }, PolicyProgram.RunAsync),
            folder);
        return (mocks, result.Item2);
    }

    /// <summary>Planned properties as mocks see them: references are the ids that the mocks give, numbers are doubles.</summary>
    private static string Text(PropertyValue value) => value switch
    {
        PropertyMap map => "{" + string.Join(
            ", ", map.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}: {Text(entry.Value)}")) + "}",
        PropertyList list => "[" + string.Join(", ", list.Items.Select(Text)) + "]",
        PropertyText text => text.Value,
        PropertyNumber number => FormattableString.Invariant($"{number.Value}"),
        PropertyFlag flag => flag.Value ? "true" : "false",
        PropertyReference reference => $"{reference.Resource}-id",
        _ => throw new InvalidOperationException(value.ToString()),
    };
}
