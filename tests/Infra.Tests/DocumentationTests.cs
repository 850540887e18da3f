using System.Collections.Immutable;
using System.Reflection;
using Pulumi;
using Pulumi.Testing;

namespace Starface.Infra.Tests;

/// <summary>The programs of docs/pulumi.md compile against what a reader references, and do what the page says.</summary>
public sealed class DocumentationTests
{
    private const string Page = "docs/pulumi.md";
    private const string Aws = "AWS: own network, own instance, a bastion as administrator";
    private const string Azure = "Azure: own network, the group on its subnet";
    private const string Both = "Both clouds, one policy";
    private const string Many = "Many instances";

    private static readonly Dictionary<string, string> Config = new()
    {
        ["telephony:ami"] = "ami-0a1b2c3d",
        ["telephony:vpcId"] = "vpc-0a1b2c3d",
        ["telephony:resourceGroupName"] = "rg-telephony",
    };

    [Fact]
    public void The_page_holds_the_four_programs_that_are_tested_here()
        => Assert.Equal([Aws, Azure, Both, Many], DocumentedPrograms.Read(Page).Keys);

    [Fact]
    public async Task The_aws_program_gives_its_instance_all_groups_and_lets_the_bastion_in()
    {
        var mocks = await RunAsync(Aws);

        Assert.Equal("telephony-id", Single(mocks, "aws:ec2/securityGroup:SecurityGroup", "customer-01").Inputs["vpcId"]);
        Assert.Equal(
            ["customer-01-id"],
            Assert.IsType<ImmutableArray<object>>(Single(mocks, "aws:ec2/instance:Instance", "customer-01").Inputs["vpcSecurityGroupIds"]));
        Assert.Contains(
            mocks.Registrations, registration =>
                registration.Inputs.GetValueOrDefault("referencedSecurityGroupId") as string == "bastion-id"
                    && (double)registration.Inputs["fromPort"] == 8443);
    }

    [Fact]
    public async Task The_azure_program_associates_the_group_with_its_subnet_and_lets_the_jump_hosts_in()
    {
        var mocks = await RunAsync(Azure);

        var association = Single(
            mocks, "azure:network/subnetNetworkSecurityGroupAssociation:SubnetNetworkSecurityGroupAssociation", "customer-02-subnet-pbx");
        Assert.Equal("pbx-id", association.Inputs["subnetId"]);
        Assert.Equal("customer-02-id", association.Inputs["networkSecurityGroupId"]);
        var rules = (ImmutableArray<object>)Single(
            mocks, "azure:network/networkSecurityGroup:NetworkSecurityGroup", "customer-02").Inputs["securityRules"];
        Assert.Contains(
            rules.Cast<ImmutableDictionary<string, object>>(), rule =>
                rule.GetValueOrDefault("sourceApplicationSecurityGroupIds") is ImmutableArray<object> ids && ids.Contains("jump-hosts-id"));
    }

    [Fact]
    public async Task The_program_for_both_clouds_permits_the_same_flows_on_both()
    {
        var mocks = await RunAsync(Both);

        var digests = await DigestsAsync(mocks);
        Assert.Equal(2, digests.Length);
        Assert.Single(digests.Distinct());
    }

    [Fact]
    public async Task The_program_for_many_instances_makes_a_group_for_each()
    {
        var mocks = await RunAsync(Many);

        Assert.Equal(
            ["customer-01", "customer-02", "customer-03"],
            mocks.Registrations
                .Where(registration => registration.Type == "aws:ec2/securityGroup:SecurityGroup")
                .Select(registration => registration.Name!)
                .Order(StringComparer.Ordinal));
        Assert.Equal(3, (await DigestsAsync(mocks)).Distinct().Count());
    }

    private static MockResourceArgs Single(RecordingMocks mocks, string type, string name)
        => mocks.Registrations.Single(registration => registration.Type == type && registration.Name == name);

    private static Task<string[]> DigestsAsync(RecordingMocks mocks) => Task.WhenAll(mocks.Outputs
        .Where(outputs => outputs.Outputs.ContainsKey("digest") && outputs.Urn.Contains("starface:index:", StringComparison.Ordinal))
        .Select(async outputs => (string)(await Pulumi.Utilities.OutputUtilities.GetValueAsync(outputs.Outputs["digest"]))!));

    /// <summary>Runs the stack of the program under a heading, which is what the program's first statement does.</summary>
    private static async Task<RecordingMocks> RunAsync(string heading)
    {
        var program = DocumentedPrograms.Compile("Documented" + heading.Length, DocumentedPrograms.Read(Page)[heading]);
        var stack = program.GetTypes().Single(type => type.IsSubclassOf(typeof(Stack)));
        var test = typeof(Deployment).GetMethods()
            .Single(
                method =>
                    method is { Name: nameof(Deployment.TestAsync), IsGenericMethod: true } && method.GetParameters().Length == 2 && method
                        .GetGenericArguments()[0].GenericParameterAttributes
                        .HasFlag(GenericParameterAttributes.DefaultConstructorConstraint))
            .MakeGenericMethod(stack);
        var mocks = new RecordingMocks();
        await StackConfiguration.RunAsync(
            Config, () => (Task<ImmutableArray<Resource>>)test.Invoke(null, [mocks, new TestOptions { IsPreview = false }])!);
        return mocks;
    }
}
