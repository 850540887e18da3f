using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Composition;
using Starface.Policy.Configuration;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Configuration;

public sealed class StackConfigBinderTests
{
    private static readonly PolicyCatalog Policies = Catalog(
        new PolicyDefinition("cloud-pbx", "Cloud PBX", null,
        [
            new Allowance(Service("web", Inbound(Protocol.Tcp, "443") with { Setting = "WebPort" }), "administrators", null),
            new Allowance(Service("sip", Inbound(Protocol.Udp, "5060")), "sip-providers", null),
        ]),
        new PolicyDefinition("licensed", "Asks a license server", null,
        [
            new Allowance(Service("license", Outbound(Protocol.Tcp, "443") with { Host = "license.example.com" }), null, null),
        ]));

    private static readonly (string, ConfigNode)[] Complete =
    [
        ("cloud", Text("aws")),
        ("policy", Text("cloud-pbx")),
        ("peers", Map(("administrators", List("192.0.2.0/24")), ("sip-providers", List("198.51.100.0/24", "2001:db8::/32")))),
    ];

    [Fact]
    public void One_instance_takes_the_stacks_name()
    {
        var stack = Bind(Map(Complete));

        var instance = Assert.Single(stack.Instances);
        Assert.Equal(
            (AwsTarget.Instance, "customer-01", "cloud-pbx"),
            (instance.Cloud, instance.Request.Name, instance.Request.Policy.Definition.Id));
        Assert.Equal(
            FlowsOf("inbound tcp 192.0.2.0/24 443", "inbound udp 198.51.100.0/24 5060", "inbound udp 2001:db8::/32 5060"),
            instance.Request.Policy.Flows);
    }

    [Fact]
    public void Instances_share_defaults_and_named_peer_sets()
    {
        var stack = Bind(Map(
            ("cloud", Text("aws")),
            ("policy", Text("cloud-pbx")),
            ("peerSets", Map(("trunk", List("198.51.100.0/24")), ("office", List("192.0.2.0/24")))),
            ("peers", Map(("SipProviders", Text("trunk")))),
            ("instances", new ConfigList(
            [
                Map(("name", Text("one")), ("peers", Map(("administrators", List("office", "203.0.113.7"))))),
                Map(
                    ("name", Text("two")),
                    ("cloud", Text("azure")),
                    ("resourceGroupName", Text("rg")),
                    ("peers", Map(("administrators", Text("office")))),
                    ("settings", Map(("webPort", Text("8443"))))),
            ]))));

        Assert.Empty(stack.Problems);
        Assert.Equal(["one", "two"], stack.Instances.Select(instance => instance.Request.Name));
        Assert.Equal(
            FlowsOf("inbound tcp 192.0.2.0/24 443", "inbound tcp 203.0.113.7/32 443", "inbound udp 198.51.100.0/24 5060"),
            stack.Instances[0].Request.Policy.Flows);
        Assert.Equal(FlowsOf("inbound tcp 192.0.2.0/24 8443", "inbound udp 198.51.100.0/24 5060"), stack.Instances[1].Request.Policy.Flows);
    }

    [Theory]
    [InlineData("policy", "cloud-pbxs", "did you mean 'cloud-pbx'?")]
    [InlineData("cloud", "gcp", "use aws or azure")]
    [InlineData("pbxVersion", "seven", "not a PBX version")]
    [InlineData("polisy", "x", "did you mean 'policy'?")]
    [InlineData("exclusiveRules", "maybe", "neither true nor false")]
    [InlineData("protect", "yes", "neither true nor false")]
    [InlineData("name", "9", "'9' is not a valid instance name")]
    public void A_bad_value_is_named_with_its_key_and_its_mend(string key, string value, string expected)
    {
        var stack = Bind(Map([.. Complete.Where(entry => entry.Item1 != key), (key, Text(value))]));

        Assert.Empty(stack.Instances);
        Assert.Contains(
            stack.Problems,
            problem => problem.Place!.Key == $"starface:{key}" && problem.Describe().Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("192.0.2.5/24", "192.0.2.0/24")]
    [InlineData("192.0.2.0/33", "33")]
    [InlineData("fe80::1%eth0", "zone")]
    [InlineData("", "prefix")]
    [InlineData("trunk", "peerSets")]
    public void A_bad_prefix_is_named_with_its_place(string prefix, string expected)
    {
        var bad = new ConfigScalar(prefix, At(7, 13));
        var stack = Bind(Map(
            ("cloud", Text("aws")), ("policy", Text("cloud-pbx")),
            ("peers", Map(("administrators", new ConfigList([bad])), ("sip-providers", List("192.0.2.0/24"))))));

        var problem = Assert.Single(stack.Problems);
        Assert.Equal("starface:peers.administrators[0]", problem.Place!.Key);
        Assert.Equal((7, 13), (problem.Place.Line, problem.Place.Column));
        Assert.Contains(expected, problem.Describe(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void All_problems_are_reported_at_once()
    {
        var stack = Bind(Map(
            ("cloud", Text("aws")), ("policy", Text("cloud-pbx")),
            ("peers", Map(("administrator", List("192.0.2.0/24")), ("sip-providers", List("192.0.2.0/24")))),
            ("settings", Map(("webPort", Text("0")), ("sipPort", Text("5060"))))));

        Assert.Equal(
            ["starface:peers", "starface:peers.administrator", "starface:settings.sipPort", "starface:settings.webPort"],
            stack.Problems.Select(problem => problem.Place!.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Two_instances_of_one_name_are_refused()
    {
        var instance = Map([.. Complete, ("name", Text("one"))]);

        var stack = Bind(Map(("instances", new ConfigList([instance, instance], At(4, 1)))));

        var problem = Assert.Single(stack.Problems);
        Assert.Contains("'one'", problem.Describe(), StringComparison.Ordinal);
        Assert.Equal((4, 1), (problem.Place!.Line, problem.Place.Column));
    }

    [Fact]
    public void A_host_is_pinned_however_its_name_is_spelt()
    {
        var stack = Bind(Map([.. Complete, ("hosts", Map(("License.Example.com", List("203.0.113.7"))))]));

        Assert.True(Assert.Single(stack.Instances).Request.Policy.Hosts.ContainsKey("license.example.com"));
    }

    [Fact]
    public void A_pin_for_a_host_that_no_service_connects_to_is_refused()
    {
        var stack = Bind(Map([.. Complete, ("hosts", Map(("licence.example.com", List("203.0.113.7"))))]));

        var problem = Assert.Single(stack.Problems);
        Assert.Equal("starface:hosts.licence.example.com", problem.Place!.Key);
        Assert.Contains("did you mean 'license.example.com'?", problem.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_instances_own_key_for_the_other_cloud_is_refused()
    {
        var stack = Bind(Map([.. Complete, ("resourceGroupName", Text("rg"))]));

        Assert.Equal(
            "starface:resourceGroupName: This key is for Azure, but the instance is on AWS; remove it.",
            Assert.Single(stack.Problems).Describe());
    }

    [Fact]
    public void Defaults_of_several_instances_may_serve_both_clouds()
    {
        var stack = Bind(Map(
        [
            .. Complete, ("resourceGroupName", Text("rg")), ("vpcId", Text("vpc-0a1b2c3d")),
            ("instances", new ConfigList([Map(("name", Text("one"))), Map(("name", Text("two")), ("cloud", Text("azure")))])),
        ]));

        Assert.Empty(stack.Problems);
        Assert.Equal([AwsTarget.Instance, AzureTarget.Instance], stack.Instances.Select(instance => instance.Cloud));
    }

    [Fact]
    public void A_key_of_the_wrong_kind_is_one_problem()
    {
        var stack = Bind(Map([.. Complete.Skip(2), ("cloud", List("aws")), ("policy", Map(("secure", Text("v1:abc"))))]));

        Assert.Equal(
            ["starface:cloud", "starface:policy"], stack.Problems.Select(problem => problem.Place!.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Azure_needs_a_resource_group()
    {
        var stack = Bind(Map([("cloud", Text("azure")), .. Complete.Skip(1)]));

        Assert.Equal("starface:resourceGroupName", Assert.Single(stack.Problems).Place!.Key);
    }

    [Fact]
    public void Associations_have_names_and_resource_ids()
    {
        const string Subnet =
            "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/"
            + "virtualNetworks/v/subnets/pbx";
        var stack = Bind(
            Map(
                [
                    ("cloud", Text("azure")), ("resourceGroupName", Text("rg")), (
                        "subnetIds", Map(("pbx", Text(Subnet)))), .. Complete.Skip(1),
                ]));

        Assert.Empty(stack.Problems);
        Assert.Equal(Subnet, stack.Instances[0].Request.SubnetIds["pbx"]);
    }

    [Theory]
    [InlineData("subnetIds", "pbx", "subnet-1", "/providers/Microsoft.Network/virtualNetworks/NAME/subnets/NAME")]
    [
        InlineData(
            "networkInterfaceIds", "eth0", "/subscriptions/00000000-0000-0000-0000-000000000001/virtualNetworks/v/subnets/pbx",
            "/providers/Microsoft.Network/networkInterfaces/NAME"),
    ]
    [InlineData("subnetIds", "p b x", "/subscriptions/0/virtualNetworks/v/subnets/pbx", "is not a valid name of an association")]
    public void A_bad_association_is_named_with_its_key(string key, string name, string id, string expected)
    {
        var stack = Bind(
            Map([("cloud", Text("azure")), ("resourceGroupName", Text("rg")), (key, Map((name, Text(id)))), .. Complete.Skip(1)]));

        var problem = Assert.Single(stack.Problems);
        Assert.Equal($"starface:{key}.{name}", problem.Place!.Key);
        Assert.Contains(expected, problem.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_subnet_takes_one_group()
    {
        const string Subnet =
            "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/"
            + "virtualNetworks/v/subnets/pbx";
        var stack = Bind(Map(
        [
            ("cloud", Text("azure")), ("resourceGroupName", Text("rg")), ("subnetIds", Map(("pbx", Text(Subnet)))), .. Complete.Skip(1),
            ("instances", new ConfigList([Map(("name", Text("one"))), Map(("name", Text("two"))), Map(("name", Text("three")))])),
        ]));

        Assert.Equal(
            $"starface:subnetIds.pbx: '{Subnet}' has the group of 'one' already, but Azure allows one group there; keep one association.",
            Assert.Single(stack.Problems).Describe());
    }

    [Fact]
    public void A_cut_is_allowed_for_services_there_are()
    {
        var (known, unknown) = (Bind(Map([.. Complete, ("allowCut", List("web"))])), Bind(Map([.. Complete, ("allowCut", List("wep"))])));

        Assert.Equal(["web"], known.AllowCut);
        var problem = Assert.Single(unknown.Problems);
        Assert.Equal(
            ("starface:allowCut", true),
            (problem.Place!.Key, problem.Describe().Contains("did you mean 'web'?", StringComparison.Ordinal)));
    }

    private static StackConfig Bind(ConfigMap root) => StackConfigBinder.Bind(Policies, ShippedClouds.All, "customer-01", root);

    private static ConfigScalar Text(string text) => new(text);

    private static ConfigList List(params string[] texts) => new([.. texts.Select(Text)]);

    private static ConfigMap Map(params (string Key, ConfigNode Value)[] entries) =>
        new([.. entries.Select(entry => new ConfigEntry(entry.Key, entry.Value))]);
}
