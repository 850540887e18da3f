using Starface.Policy.Composition;
using Starface.Policy.Configuration;
using Starface.Policy.Planning;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Configuration;

/// <summary>What a person reads about each mistake of a configuration: the key, the place, the value and the mend.</summary>
public sealed class ConfigMessageTests
{
    private const string Subnet = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/pbx";
    private const string Interface = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces/nic";

    private static PolicyCatalog Policies => Catalog(
        new PolicyDefinition("cloud-pbx", "Cloud PBX", null,
        [
            new Allowance(Service("web", Inbound(Protocol.Tcp, "443") with { Setting = "WebPort" }), "administrators", null),
            new Allowance(Service("media", Inbound(Protocol.Udp, "10000-20000") with { Setting = "MediaPorts" }), "administrators", null),
            new Allowance(Service("license", Outbound(Protocol.Tcp, "443") with { Host = "license.example.com" }), null, null),
        ]),
        new PolicyDefinition("closed", "Nothing", null, []));

    private static (string, ConfigNode)[] Aws => [("cloud", Text("aws")), ("policy", Text("cloud-pbx")), ("peers", Map(("administrators", List("192.0.2.0/24"))))];

    private static (string, ConfigNode)[] Azure => [("cloud", Text("azure")), ("resourceGroupName", Text("rg")), .. Aws.Skip(1)];

    public static TheoryData<string, string, string> OnAws => new()
    {
        { "cloud", "gcp", "'gcp' is not a known cloud: write aws or azure." },
        { "policy", "cloud-pbxs", "there is no policy 'cloud-pbxs'. Did you mean 'cloud-pbx'?" },
        { "policy", "vpn", "there is no policy 'vpn'. There are: closed, cloud-pbx." },
        { "pbxVersion", "7", "'7' is not a PBX version: write two to four numbers with dots between them, such as 7.0.0.19" },
        { "exclusiveRules", "yes", "'yes' is neither true nor false." },
        { "prefixListsFrom", "0", "'0' is not a number of prefixes: write 1 or more." },
        { "prefixListsFrom", "+5", "'+5' is not a number of prefixes: write 1 or more." },
        { "name", "1st", "The instance name '1st' is not one: write a letter, then letters, digits and hyphens, and no hyphen at the end." },
        { "location", "westeurope", "is for Azure, and this instance is on AWS: leave it out." },
        { "allowLoadBalancerProbes", "true", "is for Azure, and this instance is on AWS: leave it out." },
        { "vpcId", "", "is nothing: write a text." },
        { "polisy", "x", "is not a key that is known here. Did you mean 'policy'?" },
        { "peerSets", "x", "is the value 'x': write a map from the name of a set to its prefixes." },
        { "settings", "x", "is the value 'x': write a map." },
        { "neverCut", "web", "is the value 'web': write a list of service ids." },
        { "instances", "x", "is the value 'x': write a list with at least one instance." },
        { "allowCut", "", "is nothing: write a list of service ids." },
    };

    [Theory]
    [MemberData(nameof(OnAws))]
    public void A_bad_value_is_one_mistake_of_its_key(string key, string value, string message) =>
        Assert.Equal([$"line 7, column 3: starface:{key}: {message}"], Mistakes([.. Aws.Where(entry => entry.Item1 != key), (key, new ConfigScalar(value, new ConfigLocation(7, 3)))]));

    public static TheoryData<string, string, string> Inside => new()
    {
        { "hosts", "licence.example.com", "no service connects to a host 'licence.example.com'. Did you mean 'license.example.com'?" },
        { "peers", "users", "policy 'cloud-pbx' has no peer group 'users'. There are: administrators." },
        { "settings", "webPrt", "policy 'cloud-pbx' has no setting 'webPrt'. Did you mean 'WebPort'?" },
        { "tags", "starface-policy:x", "begins with a prefix that is reserved: choose another key." },
        { "tags", "AWS:x", "begins with a prefix that is reserved: choose another key." },
        { "subnetIds", "p b x", "'p b x' is no name for an association: write a letter, then letters, digits and hyphens." },
        { "peerSets", "a.b", "is not the name of a set: it has no dot, colon or slash and does not begin with sg- or pl-, as peers do." },
        { "peerSets", "sg-a", "is not the name of a set: it has no dot, colon or slash and does not begin with sg- or pl-, as peers do." },
        { "peerSets", "pl-a", "is not the name of a set: it has no dot, colon or slash and does not begin with sg- or pl-, as peers do." },
        { "peerSets", "a:b", "is not the name of a set: it has no dot, colon or slash and does not begin with sg- or pl-, as peers do." },
        { "peerSets", "a/b", "is not the name of a set: it has no dot, colon or slash and does not begin with sg- or pl-, as peers do." },
        { "peerSets", "", "is not the name of a set: it has no dot, colon or slash and does not begin with sg- or pl-, as peers do." },
    };

    [Theory]
    [MemberData(nameof(Inside))]
    public void A_bad_key_in_a_map_is_a_mistake_where_it_stands(string key, string entry, string message)
    {
        var map = new ConfigMap([new ConfigEntry(entry, Text("192.0.2.1"), new ConfigLocation(8, 5))], new ConfigLocation(7, 3));

        Assert.Contains($"line 8, column 5: starface:{key}.{entry}: {message}", Mistakes([.. (key == "subnetIds" ? Azure : Aws).Where(given => given.Item1 != key), (key, map)]));
    }

    public static TheoryData<string, string, ConfigNode, string> Values => new()
    {
        { "settings", "WebPort", Place(""), "is nothing: write a port, such as 443." },
        { "settings", "mediaPorts", new ConfigList([], new ConfigLocation(9, 9)), "is a list: write a port, such as 10000-20000." },
        { "settings", "web-port", Place("0"), "is 0: a port lies between 1 and 65535." },
        { "settings", "web_port", Place("443-444"), "is 443-444: it takes one port, not a range." },
        { "tags", "team", new ConfigMap([], new ConfigLocation(9, 9)), "is a map: write a text." },
        { "subnetIds", "pbx", Place("subnet-1"), "is the value 'subnet-1': write the resource id, /subscriptions/.../subnets/NAME." },
        { "networkInterfaceIds", "pbx", Place(Subnet), $"is the value '{Subnet}': write the resource id, /subscriptions/.../networkInterfaces/NAME." },
        { "networkInterfaceIds", "pbx", Place("x" + Interface), $"is the value 'x{Interface}': write the resource id, /subscriptions/.../networkInterfaces/NAME." },
        { "hosts", "license.example.com", new ConfigList([], new ConfigLocation(9, 9)), "is an empty list: write a list of prefixes, such as [203.0.113.0/24]." },
        { "hosts", "license.example.com", new ConfigMap([], new ConfigLocation(9, 9)), "is a map: write a list of prefixes, such as [203.0.113.0/24]." },
        { "hosts", "license.example.com", Place("nowhere"), "'nowhere' is neither a prefix nor a set under 'peerSets'. There are none." },
        { "peerSets", "office", Place(""), "is nothing: write a list of prefixes, such as [203.0.113.0/24]." },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_bad_value_in_a_map_is_a_mistake_where_it_stands(string key, string entry, ConfigNode value, string message) =>
        Assert.Equal([$"line 9, column 9: starface:{key}.{entry}: {message}"], Mistakes([.. key.EndsWith("Ids", StringComparison.Ordinal) ? Azure : Aws, (key, Map((entry, value)))]));

    [Fact]
    public void A_setting_that_is_no_port_says_what_the_reader_of_ports_says()
    {
        Starface.Policy.Flows.PortRange.TryParse("x", out _, out var reason);

        Assert.Equal([$"line 9, column 9: starface:settings.WebPort: {reason}"], Mistakes([.. Aws, ("settings", Map(("WebPort", Place("x"))))]));
    }

    [Fact]
    public void A_nested_value_in_a_list_of_prefixes_is_named_with_its_index() => Assert.Equal(
        [
            "line 9, column 9: starface:peers.administrators[1]: is a list: write a prefix, such as 203.0.113.0/24.",
            "line 9, column 9: starface:peers.administrators[2]: is nothing: write a prefix, such as 203.0.113.0/24.",
            "line 9, column 9: starface:peers.administrators[3]: 'ofice' is neither a prefix nor a set under 'peerSets'. Did you mean 'office'?",
        ],
        Mistakes(
        [
            .. Aws.Take(2), ("peerSets", Map(("office", List("192.0.2.0/24")))),
            ("peers", Map(("administrators", new ConfigList([Text("192.0.2.0/24"), new ConfigList([], new ConfigLocation(9, 9)), Place(""), Place("ofice")])))),
        ]));

    [Theory]
    [InlineData("cloud", "is missing: write aws or azure.")]
    [InlineData("policy", "is missing. There are: closed, cloud-pbx.")]
    [InlineData("peers", "has no 'administrators', which policy 'cloud-pbx' needs: add 'administrators: [203.0.113.0/24]' with its own prefixes.")]
    public void A_key_that_is_missing_is_named(string key, string message) => Assert.Equal([$"starface:{key}: {message}"], Mistakes([.. Aws.Where(entry => entry.Item1 != key)]));

    [Fact]
    public void Azure_says_why_it_needs_a_resource_group() => Assert.Equal(
        ["starface:resourceGroupName: is missing: Azure puts a network security group into a resource group."],
        Mistakes([.. Azure.Where(entry => entry.Item1 != "resourceGroupName")]));

    [Theory]
    [InlineData("adoptGroupId", "sg-1")]
    [InlineData("exclusiveRules", "true")]
    [InlineData("prefixListsFrom", "5")]
    [InlineData("region", "eu-central-1")]
    [InlineData("vpcId", "vpc-1")]
    public void Keys_of_aws_mean_nothing_on_azure(string key, string value) =>
        Assert.Equal([$"starface:{key}: is for AWS, and this instance is on Azure: leave it out."], Mistakes([.. Azure, (key, Text(value))]));

    [Theory]
    [InlineData("subnetIds")]
    [InlineData("networkInterfaceIds")]
    public void Associations_mean_nothing_on_aws(string key) =>
        Assert.Equal([$"starface:{key}: is for Azure, and this instance is on AWS: leave it out."], Mistakes([.. Aws, (key, Map(("pbx", Text(key == "subnetIds" ? Subnet : Interface))))]));

    [Fact]
    public void A_service_that_must_never_be_cut_is_one_the_policy_allows() => Assert.Equal(
        ["line 9, column 9: starface:neverCut: policy 'cloud-pbx' does not allow the service 'wep'. Did you mean 'web'?"],
        Mistakes([.. Aws, ("neverCut", new ConfigList([Text("media"), Place("wep")]))]));

    [Fact]
    public void A_cut_is_allowed_for_a_service_of_the_catalog() => Assert.Equal(
        ["line 9, column 9: starface:allowCut: there is no service 'wep'. Did you mean 'web'?", "starface:allowCut: there is no service ''. There are: license, media, web."],
        Mistakes([.. Aws, ("allowCut", new ConfigList([Place("wep"), new ConfigList([])]))]));

    [Fact]
    public void Listed_instances_are_maps_with_names_of_their_own_and_keys_that_are_known() => Assert.Equal(
        [
            "line 1, column 1: starface:instances[0]: is the value 'one': write a map with the instance's keys, 'name' among them.",
            "line 2, column 1: starface:instances[1]: has no 'name': each of several instances needs one of its own.",
            "line 3, column 1: starface:instances[2].cloud: is missing: write aws or azure.",
            "starface:instances[2].polisy: is not a key that is known here. Did you mean 'policy'?",
        ],
        Mistakes(
            Aws[1], Aws[2],
            ("instances", new ConfigList(
            [
                new ConfigScalar("one", new ConfigLocation(1, 1)),
                new ConfigMap([], new ConfigLocation(2, 1)),
                Map(("name", Text("two")), ("polisy", Text("x"))) with { Location = new ConfigLocation(3, 1) },
            ]))));

    [Theory]
    [InlineData("peerSets")]
    [InlineData("allowCut")]
    [InlineData("instances")]
    public void Keys_of_the_top_are_unknown_in_an_instance(string key)
    {
        var mistake = Assert.Single(Mistakes([.. Aws, ("instances", new ConfigList([Map(("name", Text("one")), (key, new ConfigList([])))]))]));

        Assert.StartsWith($"starface:instances[0].{key}: is not a key that is known here. There are: adoptGroupId, allowLoadBalancerProbes, cloud, ", mistake, StringComparison.Ordinal);
        Assert.EndsWith(", subnetIds, tags, vpcId.", mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_distinct_in_any_letter_case() => Assert.Equal(
        ["starface:instances: 2 instances are called 'one': their resources would have the same names. Give each a name of its own."],
        Mistakes([.. Aws, ("instances", new ConfigList([Map(("name", Text("one"))), Map(("name", Text("two"))), Map(("name", Text("ONE")))]))]));

    [Fact]
    public void One_network_interface_takes_one_group() => Assert.Equal(
        [$"starface:networkInterfaceIds: '{Interface}' is associated more than once (one, two), and Azure keeps one group there: leave one association."],
        Mistakes(
        [
            .. Azure,
            ("instances", new ConfigList(
            [
                Map(("name", Text("one")), ("networkInterfaceIds", Map(("eth0", Text(Interface))))),
                Map(("name", Text("two")), ("networkInterfaceIds", Map(("eth1", Text(Interface.ToUpperInvariant()))))),
                Map(("name", Text("three")), ("networkInterfaceIds", Map(("eth0", Text(Interface + "3"))))),
            ])),
        ]));

    [Fact]
    public void Everything_a_configuration_says_arrives_in_the_request_on_aws()
    {
        var request = Request(
        [
            .. Aws, ("name", Text("pbx-1")), ("vpcId", Text("vpc-1")), ("region", Text("eu-central-1")), ("adoptGroupId", Text("sg-1")), ("exclusiveRules", Text("false")),
            ("prefixListsFrom", Text("7")), ("pbxVersion", Text("7.0.0.19")), ("tags", Map(("team", Text("voice")), ("empty", Text("")))), ("neverCut", List("web")),
            ("settings", Map(("media-ports", Text("30000-31000")))), ("hosts", Map(("LICENSE.example.com", Text("203.0.113.7")))),
        ]);

        Assert.Equal(("pbx-1", "vpc-1", "eu-central-1", "sg-1", false, (int?)7), (request.Name, request.VpcId, request.Region, request.AdoptGroupId, request.ExclusiveRules, request.PrefixListsFrom));
        Assert.Equal([("empty", ""), ("team", "voice")], request.Tags.Select(tag => (tag.Key, tag.Value)));
        Assert.Equal(PbxVersion.Parse("7.0.0.19"), request.Policy.PbxVersion);
        Assert.Equal(["web"], request.Policy.Arguments.NeverCut);
        Assert.Equal(FlowsOf("inbound tcp 192.0.2.0/24 443", "inbound udp 192.0.2.0/24 30000-31000", "outbound tcp 203.0.113.7/32 443"), request.Policy.Flows);
    }

    [Fact]
    public void Everything_a_configuration_says_arrives_in_the_request_on_azure()
    {
        var request = Request([.. Azure, ("location", Text("westeurope")), ("allowLoadBalancerProbes", Text("true")), ("subnetIds", Map(("voice", Text(Subnet)))), ("networkInterfaceIds", Map(("eth0", Text(Interface))))]);

        Assert.Equal(("stack", "rg", "westeurope", true), (request.Name, request.ResourceGroupName, request.Location, request.AllowLoadBalancerProbes));
        Assert.Equal([("voice", Subnet)], request.SubnetIds.Select(id => (id.Key, id.Value)));
        Assert.Equal([("eth0", Interface)], request.NetworkInterfaceIds.Select(id => (id.Key, id.Value)));
    }

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        var (aws, azure) = (Request(Aws), Request(Azure));

        Assert.Equal((true, null, null, null, null), (aws.ExclusiveRules, aws.PrefixListsFrom, aws.VpcId, aws.Region, aws.AdoptGroupId));
        Assert.Equal((false, null, true), (azure.AllowLoadBalancerProbes, azure.Location, azure.SubnetIds.IsEmpty && azure.NetworkInterfaceIds.IsEmpty && azure.Tags.IsEmpty));
    }

    [Fact]
    public void An_instances_own_entries_go_before_the_defaults_however_they_are_spelt()
    {
        var stack = StackConfigBinder.Bind(Policies, ShippedClouds.All, "stack", Map(
        [
            .. Aws, ("settings", Map(("web-port", Text("8443")), ("media-ports", Text("30000-31000")))),
            ("instances", new ConfigList([Map(("name", Text("one")), ("settings", Map(("WebPort", Text("9443")))))])),
        ]));

        Assert.Equal(
            FlowsOf("inbound tcp 192.0.2.0/24 9443", "inbound udp 192.0.2.0/24 30000-31000", "outbound tcp any-v4 443", "outbound tcp any-v6 443"),
            Assert.Single(stack.Instances).Request.Policy.Flows);
    }

    [Fact]
    public void A_set_may_name_sets_above_it()
    {
        var request = Request(
        [
            .. Aws.Take(2), ("peerSets", Map(("office", List("192.0.2.0/24")), ("all", List("office", "203.0.113.0/24")))), ("peers", Map(("administrators", Text("all")))),
        ]);

        Assert.Equal(["192.0.2.0/24", "203.0.113.0/24"], request.Policy.Arguments.Peers["administrators"].Select(peer => peer.ToString()));
    }

    private static PlanRequest Request((string, ConfigNode)[] entries)
    {
        var stack = StackConfigBinder.Bind(Policies, ShippedClouds.All, "stack", Map(entries));
        Assert.Empty(stack.Mistakes);
        return Assert.Single(stack.Instances).Request;
    }

    private static string[] Mistakes(params (string, ConfigNode)[] entries)
    {
        var stack = StackConfigBinder.Bind(Policies, ShippedClouds.All, "stack", Map(entries));
        Assert.Empty(stack.Instances);
        Assert.Empty(stack.AllowCut);
        return [.. stack.Mistakes.Select(mistake => mistake.ToString())];
    }

    private static ConfigScalar Text(string text) => new(text);

    private static ConfigScalar Place(string text) => new(text, new ConfigLocation(9, 9));

    private static ConfigList List(params string[] texts) => new([.. texts.Select(Text)]);

    private static ConfigMap Map(params (string Key, ConfigNode Value)[] entries) => new([.. entries.Select(entry => new ConfigEntry(entry.Key, entry.Value, entry.Value.Location))]);
}
