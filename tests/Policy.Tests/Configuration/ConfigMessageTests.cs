using Starface.Policy.Composition;
using Starface.Policy.Configuration;
using Starface.Policy.Planning;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Configuration;

/// <summary>What a person reads about each problem of a configuration: the key, the place, the value and the fix.</summary>
public sealed class ConfigMessageTests
{
    private const string Group = "/subscriptions/GUID/resourceGroups/GROUP/providers/Microsoft.Network/";
    private const string Subnet =
        "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/"
        + "virtualNetworks/v/subnets/pbx";
    private const string Interface =
        "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/"
        + "networkInterfaces/nic";

    private static PolicyCatalog Policies => Catalog(
        new PolicyDefinition("cloud-pbx", "Cloud PBX", null,
        [
            new Allowance(Service("web", Inbound(Protocol.Tcp, "443") with { Setting = "WebPort" }), "administrators", null),
            new Allowance(Service("media", Inbound(Protocol.Udp, "10000-20000") with { Setting = "MediaPorts" }), "administrators", null),
            new Allowance(Service("license", Outbound(Protocol.Tcp, "443") with { Host = "license.example.com" }), null, null),
        ]),
        new PolicyDefinition("closed", "Nothing", null, []));

    private static (string, ConfigNode)[] Aws =>
        [("cloud", Text("aws")), ("policy", Text("cloud-pbx")), ("peers", Map(("administrators", List("192.0.2.0/24"))))];

    private static (string, ConfigNode)[] Azure => [("cloud", Text("azure")), ("resourceGroupName", Text("rg")), .. Aws.Skip(1)];

    public static TheoryData<string, string, string> OnAws => new()
    {
        { "cloud", "gcp", "Unknown cloud 'gcp'; use aws or azure." },
        { "policy", "cloud-pbxs", "Unknown policy 'cloud-pbxs'; did you mean 'cloud-pbx'?" },
        { "policy", "vpn", "Unknown policy 'vpn'; use one of: closed, cloud-pbx." },
        { "pbxVersion", "7", "'7' is not a PBX version; write two to four numbers with dots between them, such as 7.0.0.19." },
        { "exclusiveRules", "yes", "'yes' is neither true nor false." },
        { "prefixListsFrom", "0", "'0' is not a number of prefixes; write 1 or more." },
        { "prefixListsFrom", "+5", "'+5' is not a number of prefixes; write 1 or more." },
        {
            "name",
            "1st",
            "'1st' is not a valid instance name; write a letter, then letters, digits and hyphens, and no hyphen at the end."
        },
        { "location", "westeurope", "This key is for Azure, but the instance is on AWS; remove it." },
        { "allowLoadBalancerProbes", "true", "This key is for Azure, but the instance is on AWS; remove it." },
        { "vpcId", "", "Expected text, found nothing." },
        { "polisy", "x", "Unknown key 'polisy'; did you mean 'policy'?" },
        { "peerSets", "x", "Expected a map from the name of a set to its prefixes, found the value 'x'." },
        { "settings", "x", "Expected a map, found the value 'x'." },
        { "neverCut", "web", "Expected a list of service ids, found the value 'web'." },
        { "instances", "x", "Expected a list with at least one instance, found the value 'x'." },
        { "allowCut", "", "Expected a list of service ids, found nothing." },
    };

    [Theory]
    [MemberData(nameof(OnAws))]
    public void A_bad_value_is_one_problem_of_its_key(string key, string value, string message) =>
        Assert.Equal(
            [$"line 7, column 3: starface:{key}: {message}"],
            ProblemsOf([.. Aws.Where(entry => entry.Item1 != key), (key, new ConfigScalar(value, At(7, 3)))]));

    public static TheoryData<string, string, string> Inside => new()
    {
        { "hosts", "licence.example.com", "No service connects to a host 'licence.example.com'; did you mean 'license.example.com'?" },
        { "peers", "users", "Policy 'cloud-pbx' has no peer group 'users'; use one of: administrators." },
        { "settings", "webPrt", "Policy 'cloud-pbx' has no setting 'webPrt'; did you mean 'WebPort'?" },
        { "tags", "starface-policy:x", "The tag 'starface-policy:x' begins with a reserved prefix; choose another key." },
        { "tags", "AWS:x", "The tag 'AWS:x' begins with a reserved prefix; choose another key." },
        { "subnetIds", "p b x", "'p b x' is not a valid name of an association; write a letter, then letters, digits and hyphens." },
        {
            "peerSets",
            "a.b",
            "'a.b' is not a valid name of a set; use a name without dots, colons and slashes that is not "
            + "'cloud' and does not begin with sg- or pl-."
        },
        {
            "peerSets",
            "sg-a",
            "'sg-a' is not a valid name of a set; use a name without dots, colons and slashes that is not "
            + "'cloud' and does not begin with sg- or pl-."
        },
        {
            "peerSets",
            "pl-a",
            "'pl-a' is not a valid name of a set; use a name without dots, colons and slashes that is not "
            + "'cloud' and does not begin with sg- or pl-."
        },
        {
            "peerSets",
            "a:b",
            "'a:b' is not a valid name of a set; use a name without dots, colons and slashes that is not "
            + "'cloud' and does not begin with sg- or pl-."
        },
        {
            "peerSets",
            "a/b",
            "'a/b' is not a valid name of a set; use a name without dots, colons and slashes that is not "
            + "'cloud' and does not begin with sg- or pl-."
        },
        {
            "peerSets",
            "",
            "'' is not a valid name of a set; use a name without dots, colons and slashes that is not "
            + "'cloud' and does not begin with sg- or pl-."
        },
    };

    [Theory]
    [MemberData(nameof(Inside))]
    public void A_bad_key_in_a_map_is_a_problem_where_it_stands(string key, string entry, string message)
    {
        var map = new ConfigMap([new ConfigEntry(entry, Text("192.0.2.1"), At(8, 5))], At(7, 3));

        Assert.Contains(
            $"line 8, column 5: starface:{key}.{entry}: {message}",
            ProblemsOf([.. (key == "subnetIds" ? Azure : Aws).Where(given => given.Item1 != key), (key, map)]));
    }

    public static TheoryData<string, string, object, string> Values => new()
    {
        { "settings", "WebPort", Placed(""), "Expected a port such as 443, found nothing." },
        { "settings", "mediaPorts", new ConfigList([], At(9, 9)), "Expected a port such as 10000-20000, found an empty list." },
        { "settings", "web-port", Placed("0"), "Setting 'WebPort' is 0, but a port is a number from 1 to 65535." },
        { "settings", "web_port", Placed("443-444"), "Setting 'WebPort' is 443-444, but it accepts one port, not a range." },
        { "tags", "team", new ConfigMap([], At(9, 9)), "Expected text, found a map." },
        {
            "subnetIds",
            "pbx",
            Placed("subnet-1"),
            $"Expected the resource id {Group}virtualNetworks/NAME/subnets/NAME, found the value 'subnet-1'."
        },
        {
            "networkInterfaceIds",
            "pbx",
            Placed(Subnet),
            $"Expected the resource id {Group}networkInterfaces/NAME, found the value '{Subnet}'."
        },
        {
            "networkInterfaceIds",
            "pbx",
            Placed("x" + Interface),
            $"Expected the resource id {Group}networkInterfaces/NAME, found the value 'x{Interface}'."
        },
        {
            "hosts",
            "license.example.com",
            new ConfigList([], At(9, 9)),
            "Expected a list of prefixes such as [203.0.113.0/24], found an empty list."
        },
        {
            "hosts",
            "license.example.com",
            new ConfigMap([], At(9, 9)),
            "Expected a list of prefixes such as [203.0.113.0/24], found a map."
        },
        {
            "hosts",
            "license.example.com",
            Placed("nowhere"),
            "'nowhere' is neither a prefix nor a set under 'peerSets'; none are defined."
        },
        { "peerSets", "office", Placed(""), "Expected a list of prefixes such as [203.0.113.0/24], found nothing." },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_bad_value_in_a_map_is_a_problem_where_it_stands(string key, string entry, object value, string message) =>
        Assert.Equal(
            [$"line 9, column 9: starface:{key}.{entry}: {message}"],
            ProblemsOf([.. key.EndsWith("Ids", StringComparison.Ordinal) ? Azure : Aws, (key, Map((entry, (ConfigNode)value)))]));

    [Fact]
    public void A_setting_that_is_no_port_says_what_the_reader_of_ports_says()
    {
        Starface.Policy.Flows.PortRange.TryParse("x", out _, out var reason);

        Assert.Equal(
            [$"line 9, column 9: starface:settings.WebPort: {reason}"], ProblemsOf([.. Aws, ("settings", Map(("WebPort", Placed("x"))))]));
    }

    [Fact]
    public void A_set_that_names_a_set_below_it_is_told_so() => Assert.Equal(
        [
            "line 9, column 9: starface:peerSets.all[0]: The set 'office' is not defined above this one; move it up: a set can use only "
            + "the sets above it.",
            "line 9, column 9: starface:peerSets.all[1]: 'ofice' is neither a prefix nor a set under 'peerSets'; did you mean 'office'?",
        ],
        ProblemsOf(
        [
            .. Aws,
            (
                "peerSets",
                Map(
                    ("all", new ConfigList([Placed("office"), Placed("ofice"), Text("192.0.2.0/24")])),
                    ("office", List("198.51.100.0/24")))),
        ]));

    [Fact]
    public void The_name_of_a_stack_that_cannot_name_an_instance_is_told_from_a_name_in_the_file()
    {
        var root = Map([.. Aws]);

        var problem = Assert.Single(StackConfigBinder.Bind(Policies, ShippedClouds.All, "my_stack", root).Problems);

        Assert.Equal(
            "starface:name: The key is missing, and the stack's name 'my_stack' is not a valid instance name; add it, with a letter and "
            + "then letters, digits and hyphens, at most 50.",
            problem.Describe());
    }

    [Fact]
    public void A_nested_value_in_a_list_of_prefixes_is_named_with_its_index() => Assert.Equal(
        [
            "line 9, column 9: starface:peers.administrators[1]: Expected a prefix such as 203.0.113.0/24, found an empty list.",
            "line 9, column 9: starface:peers.administrators[2]: Expected a prefix such as 203.0.113.0/24, found nothing.",
            "line 9, column 9: starface:peers.administrators[3]: 'ofice' is neither a prefix nor a set under 'peerSets'; did you mean "
            + "'office'?",
        ],
        ProblemsOf(
        [
            .. Aws.Take(2), ("peerSets", Map(("office", List("192.0.2.0/24")))),
            (
                "peers",
                Map(("administrators", new ConfigList([Text("192.0.2.0/24"), new ConfigList([], At(9, 9)), Placed(""), Placed("ofice")])))),
        ]));

    [Theory]
    [InlineData("cloud", "The cloud is missing; use aws or azure.")]
    [InlineData("policy", "The policy is missing; use one of: closed, cloud-pbx.")]
    [InlineData("peers", "Policy 'cloud-pbx' needs peers for 'administrators'; add 'administrators: [203.0.113.0/24]' with your own "
        + "prefixes.")]
    public void A_key_that_is_missing_is_named(string key, string message) =>
        Assert.Equal([$"starface:{key}: {message}"], ProblemsOf([.. Aws.Where(entry => entry.Item1 != key)]));

    [Fact]
    public void Azure_says_why_it_needs_a_resource_group() => Assert.Equal(
        ["starface:resourceGroupName: The resource group is missing; name the one that the network security group belongs to."],
        ProblemsOf([.. Azure.Where(entry => entry.Item1 != "resourceGroupName")]));

    [Theory]
    [InlineData("adoptGroupId", "sg-0a1b2c3d")]
    [InlineData("exclusiveRules", "true")]
    [InlineData("prefixListsFrom", "5")]
    [InlineData("region", "eu-central-1")]
    [InlineData("vpcId", "vpc-0a1b2c3d")]
    public void Keys_of_aws_mean_nothing_on_azure(string key, string value) =>
        Assert.Equal(
            [$"starface:{key}: This key is for AWS, but the instance is on Azure; remove it."], ProblemsOf([.. Azure, (key, Text(value))]));

    [Fact]
    public void Groups_of_aws_lie_on_no_subnet() =>
        Assert.Equal(
            ["starface:subnetIds: This key is for Azure, but the instance is on AWS; remove it."],
            ProblemsOf([.. Aws, ("subnetIds", Map(("pbx", Text(Subnet))))]));

    [Fact]
    public void An_interface_is_named_once() => Assert.Equal(
        ["starface:networkInterfaceIds.b: 'eni-0123456789abcdef0' is named as 'a' already; keep one."],
        ProblemsOf([.. Aws, ("networkInterfaceIds", Map(("a", Text("eni-0123456789abcdef0")), ("b", Text("eni-0123456789abcdef0"))))]));

    [Fact]
    public void Interfaces_of_aws_have_ids_of_aws() =>
        Assert.Equal(
            ["starface:networkInterfaceIds.pbx: Expected the resource id eni-0123456789abcdef0, found the value '" + Interface + "'."],
            ProblemsOf([.. Aws, ("networkInterfaceIds", Map(("pbx", Text(Interface))))]));

    [Theory]
    [InlineData("rulesPerGroup", "0", "'0' is not a number of rules; write 1 to 1000.")]
    [InlineData("rulesPerGroup", "1001", "'1001' is not a number of rules; write 1 to 1000.")]
    [InlineData("minimumGroups", "6", "'6' is not a number of groups; write 1 to 5.")]
    [InlineData("consolidate", "yes", "'yes' is neither true nor false.")]
    public void Room_on_aws_is_within_its_quotas(string key, string value, string message) =>
        Assert.Equal([$"starface:{key}: {message}"], ProblemsOf([.. Aws, (key, Text(value))]));

    [Fact]
    public void A_service_that_must_never_be_cut_is_one_the_policy_allows() => Assert.Equal(
        ["line 9, column 9: starface:neverCut: Policy 'cloud-pbx' does not allow the service 'wep', which is marked as never to be cut; "
            + "did you mean 'web'?"],
        ProblemsOf([.. Aws, ("neverCut", new ConfigList([Text("media"), Placed("wep")]))]));

    [Fact]
    public void A_cut_is_allowed_for_a_service_of_the_catalog() => Assert.Equal(
        ["line 9, column 9: starface:allowCut: Unknown service 'wep'; did you mean "
            + "'web'?", "starface:allowCut: Unknown service ''; use one of: license, media, web."],
        ProblemsOf([.. Aws, ("allowCut", new ConfigList([Placed("wep"), new ConfigList([])]))]));

    [Fact]
    public void Listed_instances_are_maps_with_names_of_their_own_and_keys_that_are_known() => Assert.Equal(
        [
            "line 1, column 1: starface:instances[0]: Expected a map of the instance's keys, including 'name', found the value 'one'.",
            "line 2, column 1: starface:instances[1]: The name is missing; where a stack has several instances, each needs a name; add "
            + "'name'.",
            "line 3, column 1: starface:instances[2].cloud: The cloud is missing; use aws or azure.",
            "starface:instances[2].polisy: Unknown key 'polisy'; did you mean 'policy'?",
        ],
        ProblemsOf(
            Aws[1], Aws[2],
            ("instances", new ConfigList(
            [
                new ConfigScalar("one", At(1, 1)),
                new ConfigMap([], At(2, 1)),
                Map(("name", Text("two")), ("polisy", Text("x"))) with { Place = At(3, 1) },
            ]))));

    [Theory]
    [InlineData("peerSets")]
    [InlineData("allowCut")]
    [InlineData("instances")]
    public void Keys_of_the_top_are_unknown_in_an_instance(string key)
    {
        var problem = Assert.Single(
            ProblemsOf([.. Aws, ("instances", new ConfigList([Map(("name", Text("one")), (key, new ConfigList([])))]))]));

        Assert.StartsWith(
            $"starface:instances[0].{key}: Unknown key '{key}'; use one of: adoptGroupId, allowLoadBalancerProbes, attached, "
                + "attachedGroups, attachedTo, cloud, ",
            problem,
            StringComparison.Ordinal);
        Assert.EndsWith(", subnetIds, tags, tests, vpcId.", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_distinct_in_any_letter_case() => Assert.Equal(
        ["starface:instances: 2 instances are called 'one', so their resources would have the same names; give each a different name."],
        ProblemsOf(
            [.. Aws, ("instances", new ConfigList([Map(("name", Text("one"))), Map(("name", Text("two"))), Map(("name", Text("ONE")))]))]));

    [Fact]
    public void One_network_interface_takes_one_group() => Assert.Equal(
        [$"starface:instances[1].networkInterfaceIds.eth1: '{Interface.ToUpperInvariant()}' has the group of 'one' already, but Azure "
            + "allows one group there; keep one association."],
        ProblemsOf(
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
            .. Aws, ("name", Text("pbx-1")), ("vpcId", Text("vpc-0a1b2c3d")), ("region", Text("eu-central-1")),
            ("adoptGroupId", Text("sg-0a1b2c3d")), ("exclusiveRules", Text("false")),
            ("prefixListsFrom", Text("7")), ("pbxVersion", Text("7.0.0.19")), (
                "tags", Map(("team", Text("voice")), ("empty", Text("")))), ("neverCut", List("web")),
            ("settings", Map(("media-ports", Text("30000-31000")))), ("hosts", Map(("LICENSE.example.com", Text("203.0.113.7")))),
        ]);

        Assert.Equal(
            ("pbx-1", "vpc-0a1b2c3d", "eu-central-1", "sg-0a1b2c3d", false, (int?)7),
            (request.Name, request.VpcId, request.Region, request.AdoptGroupId, request.ExclusiveRules, request.PrefixListsFrom));
        Assert.Equal([("empty", ""), ("team", "voice")], request.Tags.Select(tag => (tag.Key, tag.Value)));
        Assert.Equal(PbxVersion.Parse("7.0.0.19"), request.Policy.PbxVersion);
        Assert.Equal(["web"], request.Policy.Arguments.NeverCut);
        Assert.Equal(
            FlowsOf("inbound tcp 192.0.2.0/24 443", "inbound udp 192.0.2.0/24 30000-31000", "outbound tcp 203.0.113.7/32 443"),
            request.Policy.Flows);
    }

    [Fact]
    public void Everything_a_configuration_says_arrives_in_the_request_on_azure()
    {
        var request = Request(
            [
                .. Azure, ("location", Text("westeurope")), ("allowLoadBalancerProbes", Text("true")), (
                    "subnetIds", Map(("voice", Text(Subnet)))), ("networkInterfaceIds", Map(("eth0", Text(Interface)))),
            ]);

        Assert.Equal(
            ("stack", "rg", "westeurope", true),
            (request.Name, request.ResourceGroupName, request.Location, request.AllowLoadBalancerProbes));
        Assert.Equal([("voice", Subnet)], request.SubnetIds.Select(id => (id.Key, id.Value)));
        Assert.Equal([("eth0", Interface)], request.NetworkInterfaceIds.Select(id => (id.Key, id.Value)));
    }

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        var (aws, azure) = (Request(Aws), Request(Azure));

        Assert.Equal((true, null, null, null, null), (aws.ExclusiveRules, aws.PrefixListsFrom, aws.VpcId, aws.Region, aws.AdoptGroupId));
        Assert.Equal(
            (false, null, true), (
                azure.AllowLoadBalancerProbes,
                azure.Location,
                azure.SubnetIds.IsEmpty && azure.NetworkInterfaceIds.IsEmpty && azure.Tags.IsEmpty));
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
            FlowsOf(
                "inbound tcp 192.0.2.0/24 9443",
                "inbound udp 192.0.2.0/24 30000-31000",
                "outbound tcp any-v4 443",
                "outbound tcp any-v6 443"),
            Assert.Single(stack.Instances).Request.Policy.Flows);
    }

    [Fact]
    public void A_set_may_name_sets_above_it()
    {
        var request = Request(
        [
            .. Aws.Take(2), ("peerSets", Map(("office", List("192.0.2.0/24")), ("all", List("office", "203.0.113.0/24")))), (
                "peers", Map(("administrators", Text("all")))),
        ]);

        Assert.Equal(["192.0.2.0/24", "203.0.113.0/24"], request.Policy.Arguments.Peers["administrators"].Select(peer => peer.ToString()));
    }

    private static PlanRequest Request((string, ConfigNode)[] entries)
    {
        var stack = StackConfigBinder.Bind(Policies, ShippedClouds.All, "stack", Map(entries));
        Assert.Empty(stack.Problems);
        return Assert.Single(stack.Instances).Request;
    }

    private static string[] ProblemsOf(params (string, ConfigNode)[] entries)
    {
        var stack = StackConfigBinder.Bind(Policies, ShippedClouds.All, "stack", Map(entries));
        Assert.Empty(stack.Instances);
        Assert.Empty(stack.AllowCut);
        return [.. stack.Problems.Select(problem => problem.ToString())];
    }

    private static ConfigScalar Text(string text) => new(text);

    private static ConfigScalar Placed(string text) => new(text, At(9, 9));

    private static ConfigList List(params string[] texts) => new([.. texts.Select(Text)]);

    private static ConfigMap Map(params (string Key, ConfigNode Value)[] entries) =>
        new([.. entries.Select(entry => new ConfigEntry(entry.Key, entry.Value, entry.Value.Place))]);
}
