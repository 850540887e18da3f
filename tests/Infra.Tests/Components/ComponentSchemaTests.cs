using System.Text.RegularExpressions;
using Pulumi;
using Pulumi.Testing;
using Starface.Components;
using YamlDotNet.Serialization;

namespace Starface.Infra.Tests.Components;

/// <summary>The components can be described to other languages, and docs/components.md describes them as they are.</summary>
public sealed class ComponentSchemaTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(DocumentedPrograms.Root(), "docs", "components.md"));

    public static TheoryData<Type> Components => [typeof(InstanceSecurityGroup), typeof(InstanceNetworkSecurityGroup)];

    [Fact]
    public void The_assembly_has_these_components_and_no_other_that_the_host_would_find()
        => Assert.Equal(
            Components.Select(row => row.Data.Name).Order(StringComparer.Ordinal),
            ComponentSchema.Components(typeof(InstanceSecurityGroup).Assembly).Select(type => type.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Components))]
    public void A_component_keeps_every_rule_of_the_host(Type component) => Assert.Empty(ComponentSchema.Violations(component));

    [Fact]
    public void The_components_of_a_typed_policy_could_not_be_served()
        => Assert.Contains(
            ComponentSchema.Violations(typeof(PolicySecurityGroup)),
            violation => violation.Contains("PolicySecurityGroupArgs.Policy", StringComparison.Ordinal));

    [Fact]
    public void Package_and_namespace_have_names_that_the_host_accepts()
    {
        Assert.Matches(new Regex("^[a-zA-Z][-a-zA-Z0-9_]*$"), ComponentPackage.Name);
        Assert.Equal("Starface.Components", typeof(InstanceSecurityGroup).Assembly.GetName().Name);
    }

    [Fact]
    public async Task A_component_registers_under_the_token_of_the_schema()
    {
        var mocks = new RecordingMocks();

        await Deployment.TestAsync(mocks, new TestOptions { IsPreview = false }, () =>
        {
            _ = new InstanceSecurityGroup("one", Vpn(new InstanceSecurityGroupArgs()), null);
            _ = new InstanceNetworkSecurityGroup(
                "two", new InstanceNetworkSecurityGroupArgs { Policy = "cloud-pbx-vpn", Peers = Peers, ResourceGroupName = "rg" }, null);
        });

        foreach (var component in Components.Select(row => row.Data))
            Assert.Contains(mocks.Registrations, registration => registration.Type == $"{ComponentPackage.Name}:index:{component.Name}");
    }

    [Fact]
    public async Task A_component_registers_what_the_typed_one_registers()
    {
        var served = new RecordingMocks();
        var typed = new RecordingMocks();

        await Deployment.TestAsync(served, new TestOptions { IsPreview = false }, () =>
        {
            _ = new InstanceSecurityGroup(
                "pbx",
                Vpn(
                    new InstanceSecurityGroupArgs
                    {
                        VpcId = Output.Create("vpc-1"),
                        PrefixListsFrom = 1,
                        Settings = new() { ["webPort"] = "8443" },
                    }),
                null);
        });
        await Deployment.TestAsync(typed, new TestOptions { IsPreview = false }, () =>
        {
            var policy = new Starface.Policies.CloudPbxVpn(
                new Starface.Policies.CloudPbxVpn.Peers
                {
                    Vpn = ["10.8.0.0/16"],
                    Resolvers = ["192.0.2.53/32"],
                    TimeServers = ["192.0.2.123/32"],
                })
            {
                WebPort = 8443,
            };
            _ = new PolicySecurityGroup("pbx", new PolicySecurityGroupArgs { Policy = policy, VpcId = "vpc-1", PrefixListsFrom = 1 });
        });

        Assert.Equal(Registered(typed), Registered(served));
        Assert.Contains(Registered(served), line => line.Contains("ManagedPrefixList", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Errors_read_as_in_a_configuration_and_leave_nothing_registered()
    {
        var mocks = new RecordingMocks();

        var exception =
            await Assert.ThrowsAnyAsync<Exception>(() => Deployment.TestAsync(mocks, new TestOptions { IsPreview = false }, () =>
        {
            _ = new InstanceSecurityGroup(
                "pbx",
                new InstanceSecurityGroupArgs
                {
                    Policy = "cloud-pbx-vpn",
                    Peers = new() { ["vpn"] = ["10.8.0.1/16"], ["resolver"] = ["192.0.2.53"], ["time-servers"] = [] },
                },
                null);
        }));

        Assert.Contains("The arguments of 'pbx' have problems:", exception.ToString(), StringComparison.Ordinal);
        Assert.Contains("starface:peers.vpn[0]", exception.ToString(), StringComparison.Ordinal);
        Assert.Contains("Policy 'cloud-pbx-vpn' has no peer group 'resolver'", exception.ToString(), StringComparison.Ordinal);
        Assert.Contains("starface:peers.time-servers", exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(mocks.Registrations, registration => registration.Type!.StartsWith("aws:", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Components))]
    public void Every_input_and_output_is_in_the_documentation(Type component)
    {
        Assert.All(
            ComponentSchema.Inputs(component).Keys.Concat(ComponentSchema.Outputs(component)),
            name => Assert.Contains($"`{name}`", Page, StringComparison.Ordinal));
        foreach (var required in ComponentSchema.Inputs(component).Where(input => input.Value).Select(input => input.Key))
            Assert.Matches(new Regex($@"\| `{required}` \| [^|]*required", RegexOptions.None, TimeSpan.FromSeconds(1)), Page);
    }

    [Fact]
    public void The_documented_yaml_program_names_inputs_that_there_are_and_all_required_ones()
    {
        var program = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(DocumentedPrograms.Block(Page, "yaml"));
        var resources = ((Dictionary<object, object>)program["resources"]).Values.Cast<Dictionary<object, object>>()
            .Where(resource => ((string)resource["type"]).StartsWith($"{ComponentPackage.Name}:index:", StringComparison.Ordinal))
            .ToList();

        Assert.Equal(2, resources.Count);
        foreach (var resource in resources)
        {
            var component = ComponentSchema.Components(typeof(InstanceSecurityGroup).Assembly)
                .Single(type => $"{ComponentPackage.Name}:index:{type.Name}" == (string)resource["type"]);
            var inputs = ComponentSchema.Inputs(component);
            var given = ((Dictionary<object, object>)resource["properties"]).Keys.Cast<string>().ToList();
            Assert.All(given, name => Assert.Contains(name, inputs.Keys));
            Assert.All(inputs.Where(input => input.Value), input => Assert.Contains(input.Key, given));
        }
    }

    [Fact]
    public void The_plugin_says_how_it_is_run()
        => Assert.Equal(
            "runtime: dotnet\n", File.ReadAllText(Path.Combine(DocumentedPrograms.Root(), "src", "Components", "PulumiPlugin.yaml")));

    private static Dictionary<string, List<string>> Peers =>
        new() { ["vpn"] = ["10.8.0.0/16"], ["resolvers"] = ["192.0.2.53/32"], ["time-servers"] = ["192.0.2.123/32"] };

    private static InstanceSecurityGroupArgs Vpn(InstanceSecurityGroupArgs args)
    {
        args.Policy = "cloud-pbx-vpn";
        args.Peers = Peers;
        return args;
    }

    private static IEnumerable<string> Registered(RecordingMocks mocks) => mocks.Registrations
        .Where(registration => registration.Type!.StartsWith("aws:", StringComparison.Ordinal))
        .Select(registration => $"{registration.Type} {registration.Name} {RegisteredText.Of(registration.Inputs)}")
        .Order(StringComparer.Ordinal);
}
