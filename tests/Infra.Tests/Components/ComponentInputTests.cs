using System.Collections.Immutable;
using Pulumi;
using Pulumi.Experimental;
using Pulumi.Experimental.Provider;
using Starface.Components;

namespace Starface.Infra.Tests.Components;

/// <summary>A component says in words what is wrong with what a program in another language gives to it.</summary>
public sealed class ComponentInputTests
{
    private static readonly ImmutableDictionary<string, PropertyValue> Aws = Map(
        ("policy", Text("cloud-pbx-vpn")), ("peers", new(Map(("vpn", List("10.8.0.0/16")), ("resolvers", List("192.0.2.53/32"))))));

    private static readonly ImmutableDictionary<string, PropertyValue> Azure = Aws.Add("resourceGroupName", Text("rg"));

    public static TheoryData<string, PropertyValue, string> Wrong => new()
    {
        { "policyy", Text("cloud-pbx"), "policyy: Unknown argument 'policyy'; did you mean 'policy'?" },
        { "Policy", Text("cloud-pbx"), "Policy: Unknown argument 'Policy'; did you mean 'policy'?" },
        { "vpcID", Text("vpc-1"), "vpcID: Unknown argument 'vpcID'; did you mean 'vpcId'?" },
        { "resourceGroupName", Text("rg"), "resourceGroupName: Unknown argument 'resourceGroupName'; use one of: adoptGroupId" },
        { "pbxVersion", new(7.1), "pbxVersion: Expected text, found a number." },
        { "protect", Text("true"), "protect: Expected true or false, found text." },
        { "prefixListsFrom", new(2.5), "prefixListsFrom: Expected a whole number, found a number." },
        { "prefixListsFrom", new(1e20), "prefixListsFrom: Expected a whole number, found a number." },
        { "neverCut", Text("sip"), "neverCut: Expected a list, found text." },
        { "neverCut", List(new PropertyValue(1.0)), "neverCut[0]: Expected text, found a number." },
        { "settings", new(Map(("webPort", new(8443.0)))), "settings.webPort: Expected text, found a number." },
        { "hosts", List("192.0.2.1"), "hosts: Expected a map, found a list." },
        { "region", PropertyValue.Computed, "region: The value is an output that a preview does not know; write a plain value" },
        {
            "hosts",
            new(Map(("license.starface.de", List(PropertyValue.Computed)))),
            "hosts.license.starface.de[0]: The value is an output that a preview does not know"
        },
        { "networkInterfaceIds", new(Map(("eth0", new(1.0)))), "networkInterfaceIds.eth0: Expected text, found a number." },
        { "policy", PropertyValue.Null, "policy: The argument 'policy' is missing." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_argument_is_refused_before_anything_is_made(string name, PropertyValue value, string expected)
    {
        var request = new ConstructRequest("starface:index:InstanceSecurityGroup", "pbx", Aws.SetItem(name, value), new());

        var refused = await Assert.ThrowsAsync<RunException>(() => new InstanceProvider().Construct(request, CancellationToken.None));

        Assert.StartsWith("The arguments of 'pbx' have problems:\n  " + expected, refused.Message, StringComparison.Ordinal);
        Assert.Single(refused.Message.Split('\n').Skip(1));
    }

    [Fact]
    public void Every_missing_argument_is_named()
        => Assert.Equal(
            ["peers", "policy", "resourceGroupName"],
            ComponentInputs.FindProblems(typeof(InstanceNetworkSecurityGroupArgs), Map()).Select(problem => problem.Place!.Key));

    [Fact]
    public void What_the_components_have_is_accepted_known_or_not()
    {
        var ids = new PropertyValue(Map(("a", Text("id")), ("b", PropertyValue.Computed)));

        Assert.Empty(ComponentInputs.FindProblems(typeof(InstanceNetworkSecurityGroupArgs), Azure));
        Assert.Empty(
            ComponentInputs.FindProblems(
                typeof(InstanceNetworkSecurityGroupArgs),
                Azure.SetItem("resourceGroupName", PropertyValue.Computed).Add("subnetIds", ids).Add("location", PropertyValue.Null)));
        Assert.Empty(
            ComponentInputs.FindProblems(
                typeof(InstanceSecurityGroupArgs),
                Aws.Add("vpcId", PropertyValue.Computed).Add("networkInterfaceIds", ids).Add("prefixListsFrom", new(25.0))
                    .Add("exclusiveRules", new(false)).Add("settings", new(Map(("webPort", Text("8443")))))));
    }

    private static PropertyValue Text(string text) => new(text);

    private static PropertyValue List(params string[] texts) => List([.. texts.Select(Text)]);

    private static PropertyValue List(params PropertyValue[] values) => new(ImmutableArray.Create(values));

    private static ImmutableDictionary<string, PropertyValue> Map(params (string Key, PropertyValue Value)[] entries) =>
        entries.ToImmutableDictionary(entry => entry.Key, entry => entry.Value);
}
