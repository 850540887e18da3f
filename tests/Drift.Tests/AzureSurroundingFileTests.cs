using System.Text;
using System.Text.Json.Nodes;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Comparison;
using Starface.Policy.Flows;

namespace Starface.Drift.Tests;

/// <summary>Files that tell what lies around network security groups.</summary>
public sealed class AzureSurroundingFileTests
{
    private static readonly Plan Plan = Plans.Pbx(AzureTarget.Instance);
    private static readonly string GroupId = LiveJson.AzureId(Plan);
    private static readonly string Pbx = AzureAround.InterfaceId("pbx");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Interfaces_are_read_as_arm_returns_them_and_as_az_prints_them(bool isFlat)
    {
        var list = new JsonArray(
            AzureAround.Interface(Pbx, GroupId, "10.0.0.4", "web"), AzureAround.Interface(AzureAround.InterfaceId("x"), null));
        var survey = Parse(isFlat ? AzureAround.Flat(list) : new JsonObject { ["value"] = list });
        Assert.Empty(survey.Problems);
        Assert.Equal([SurroundingPart.Interfaces], survey.Surroundings.Read);
        var (found, other) = (survey.Surroundings.Interfaces[0], survey.Surroundings.Interfaces[1]);
        Assert.Empty(found.Problems);
        Assert.Equal(Pbx, found.Id);
        Assert.Equal([GroupId], found.GroupIds);
        Assert.Equal(AzureAround.NetworkId, found.Network);
        Assert.EndsWith("/virtualMachines/pbx", found.Machine, StringComparison.Ordinal);
        var configuration = Assert.Single(found.Configurations);
        Assert.Equal(AzureAround.SubnetId, configuration.SubnetId);
        Assert.Equal([Address.Parse("10.0.0.4")], configuration.Addresses);
        Assert.Equal([AzureAround.AsgId("web")], configuration.Groups);
        Assert.Empty(other.GroupIds);
        var one = Parse(isFlat ? AzureAround.Flat(list[0]!) : list[0]!.DeepClone());
        Assert.Equal([GroupId], Assert.Single(one.Surroundings.Interfaces).GroupIds);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Networks_are_read_with_their_subnets_and_the_peers_they_reach(bool isFlat)
    {
        var list = new JsonArray(AzureAround.Network(GroupId, Pbx, AzureAround.ScaleSetInterfaceId));
        ((JsonArray)list[0]!["properties"]!["subnets"]![0]!["properties"]!["ipConfigurations"]!).Add(
            AzureAround.Reference($"{AzureAround.ResourceGroup}/providers/Microsoft.Network/loadBalancers/lb/frontendIPConfigurations/f"));
        var around = Parse(isFlat ? AzureAround.Flat(list) : new JsonObject { ["value"] = list }).Surroundings;
        Assert.Equal([SurroundingPart.Subnets], around.Read);
        var network = Assert.Single(around.Networks);
        Assert.Empty(network.Problems);
        Assert.Equal([Prefix.Parse("10.0.0.0/16"), Prefix.Parse("fd00:1::/48")], network.Prefixes);
        Assert.Equal([Prefix.Parse("10.1.0.0/16")], network.PeerPrefixes);
        Assert.Null(network.AdminRules);
        AssertSubnet(Assert.Single(around.Subnets), [Pbx, AzureAround.ScaleSetInterfaceId]);
        var one = Parse(isFlat ? AzureAround.Flat(list[0]!) : list[0]!.DeepClone());
        Assert.Empty(one.Problems);
        AssertSubnet(Assert.Single(one.Surroundings.Subnets), [Pbx, AzureAround.ScaleSetInterfaceId]);
    }

    [Fact]
    public void Subnets_are_read_by_themselves()
    {
        var subnet = AzureAround.Subnet(GroupId, Pbx);
        var prefix = subnet["properties"]!["addressPrefix"]!.DeepClone();
        ((JsonObject)subnet["properties"]!).Remove("addressPrefix");
        subnet["properties"]!["addressPrefixes"] = new JsonArray(prefix);
        AssertSubnet(Assert.Single(Parse(AzureAround.Flat(new JsonArray(subnet))).Surroundings.Subnets), [Pbx]);
        AssertSubnet(Assert.Single(Parse(subnet).Surroundings.Subnets), [Pbx]);
        Assert.Null(Assert.Single(Parse(AzureAround.Subnet(null)).Surroundings.Subnets).GroupId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Admin_rules_belong_to_the_only_virtual_network_or_to_the_one_that_the_file_is_named_after(bool isFlat)
    {
        JsonNode rules = new JsonArray(
            AzureAround.AdminRule("deny-ssh", "Deny", "Internet", "22"),
            AzureAround.AdminRule("monitoring", "AlwaysAllow", "10.9.0.0/16", "161-162", 20));
        if (isFlat) rules = AzureAround.Flat(rules);
        var page = new JsonObject { ["value"] = rules };
        var network = new JsonArray(AzureAround.Network(GroupId, Pbx));
        foreach (var name in new[] { "rules.json", "pbx-network.json", "PBX-network.admin-rules.json" })
        {
            var around = Read(("vnets.json", network), (name, page)).Surroundings;
            var found = Assert.Single(around.Networks);
            Assert.Equal([SurroundingPart.Subnets, SurroundingPart.AdminRules], around.Read.Order());
            Assert.NotEmpty(found.Prefixes);
            Assert.Empty(found.AdminRules!.Problems);
            Assert.Equal(["all/deny-ssh", "all/monitoring"], found.AdminRules.Rules.Select(rule => rule.Id));
            var (deny, allow) = (found.AdminRules.Rules[0], found.AdminRules.Rules[1]);
            Assert.Equal((false, false, 10), (deny.Allow, deny.SkipsLaterLayers, deny.Priority));
            Assert.Equal(["inbound tcp group:Internet 22"], deny.Matches.Select(match => match.ToString()));
            Assert.Equal((true, true, 20), (allow.Allow, allow.SkipsLaterLayers, allow.Priority));
            Assert.Empty(allow.OwnSide);
            Assert.Empty(allow.SourcePorts);
        }
    }

    [Fact]
    public void Admin_rules_whose_virtual_network_is_not_told_are_a_problem()
    {
        var page = new JsonObject { ["value"] = new JsonArray(AzureAround.AdminRule("x", "Deny", "*", "22")) };
        AssertProblem(Read(("rules.json", page)), "does not say of which virtual network");
        var interfaces = new JsonArray(AzureAround.Interface(Pbx, GroupId));
        var one = Read(("nics.json", interfaces), ("rules.json", page));
        Assert.Equal(AzureAround.NetworkId, Assert.Single(one.Surroundings.Networks).Id);

        var second = AzureAround.Network(null);
        second["id"] = AzureAround.NetworkId.Replace("pbx-network", "other", StringComparison.Ordinal);
        ((JsonArray)second["properties"]!["subnets"]!).Clear();
        var two = new JsonArray(AzureAround.Network(GroupId, Pbx), second);
        AssertProblem(Read(("vnets.json", two), ("rules.json", page)), "NAME.admin-rules.json");
        var named = Read(("vnets.json", two), ("other.admin-rules.json", page)).Surroundings.Networks;
        Assert.Null(named[0].AdminRules);
        Assert.Single(named[1].AdminRules!.Rules);
        AssertProblem(Read(("nics.json", interfaces), ("another.admin-rules.json", page)), "does not say of which virtual network");
        var twice = Read(("nics.json", interfaces), ("pbx-network.json", page), ("pbx-network.admin-rules.json", page));
        Assert.Empty(twice.Problems);
        Assert.Single(Assert.Single(twice.Surroundings.Networks).AdminRules!.Rules);
        var other = new JsonObject { ["value"] = new JsonArray(AzureAround.AdminRule("x", "Deny", "*", "23")) };
        AssertProblem(
            Read(("nics.json", interfaces), ("pbx-network.json", page), ("pbx-network.admin-rules.json", other)), "do not agree");
    }

    [Fact]
    public void A_virtual_network_without_admin_rules_has_an_empty_file_that_is_named_after_it()
    {
        var interfaces = new JsonArray(AzureAround.Interface(Pbx, GroupId));
        var empty = new JsonObject { ["value"] = new JsonArray() };
        var read = Read(("nics.json", interfaces), ("pbx-network.admin-rules.json", empty));
        Assert.Empty(read.Problems);
        Assert.Empty(Assert.Single(read.Surroundings.Networks).AdminRules!.Rules);
        AssertProblem(Read(("nics.json", interfaces), ("rules.json", empty)), "is an empty list");
        AssertProblem(Parse(new JsonArray()), "is an empty list");
    }

    /// <summary>A rule with one thing changed, and what its problem names.</summary>
    public static TheoryData<string, string, string> OddAdminRules => new()
    {
        { "access", "\"Audit\"", "Audit" },
        { "access", "null", "access" },
        { "direction", "\"Both\"", "Both" },
        { "protocol", "\"Sctp\"", "Sctp" },
        { "priority", "99999999999", "99999999999" },
        { "priority", "4097", "4097" },
        { "priority", "0", "priority 0" },
        { "sources", "[]", "sources" },
        { "sources", """[{"addressPrefix":"Internet","addressPrefixType":"IPPrefix"}]""", "addressPrefixType" },
        { "sources", """[{"addressPrefix":"10.0.0.0/8","addressPrefixType":"ServiceTag"}]""", "addressPrefixType" },
        { "sources", """[{"addressPrefix":"x","addressPrefixType":"NetworkGroup"}]""", "NetworkGroup" },
        { "sources", """[{"addressPrefix":"10.0.0.0/33","addressPrefixType":"IPPrefix"}]""", "10.0.0.0/33" },
        { "sources", """[{"addressPrefix":"*","addressPrefixType":"IPPrefix","except":"x"}]""", "except" },
        { "destinationPortRanges", "[\"70000\"]", "70000" },
        { "destinationPortRanges", "null", "destinationPortRanges" },
        { "sourcePortRanges", "[]", "sourcePortRanges" },
        { "provisioningState", "\"Updating\"", "Updating" },
        { "provisioningState", "null", "provisioningState" },
        { "condition", "\"x\"", "condition" },
    };

    [Theory]
    [MemberData(nameof(OddAdminRules))]
    public void What_is_not_known_of_an_admin_rule_is_a_problem_of_the_virtual_networks_rules(string member, string json, string named)
    {
        var odd = AzureAround.AdminRule("odd", "Deny", "*", "22");
        odd["properties"]![member] = JsonNode.Parse(json);
        var page = new JsonObject { ["value"] = new JsonArray(odd, AzureAround.AdminRule("fine", "Deny", "*", "23")) };
        var read = Read(("nics.json", new JsonArray(AzureAround.Interface(Pbx, GroupId))), ("rules.json", page));
        Assert.Empty(read.Problems);
        var rules = Assert.Single(read.Surroundings.Networks).AdminRules!;
        Assert.Contains(rules.Problems, problem => problem.Describe().Contains(named, StringComparison.Ordinal));
        Assert.Contains(rules.Rules, rule => rule.Id == "all/fine");
    }

    [Fact]
    public void Admin_rules_whose_order_is_not_told_are_a_problem()
    {
        var same = new JsonObject
        {
            ["value"] = new JsonArray(AzureAround.AdminRule("a", "Deny", "*", "22"), AzureAround.AdminRule("b", "AlwaysAllow", "*", "22")),
        };
        AssertRulesProblem(same, "same priority 10");
        var managers = new JsonObject
        {
            ["value"] = new JsonArray(AzureAround.AdminRule("a", "Deny", "*", "22"), AzureAround.AdminRule("b", "Deny", "*", "22", 20)),
        };
        var second = managers["value"]![1]!;
        second["id"] = second["id"]!.GetValue<string>().Replace("/corporate/", "/regional/", StringComparison.Ordinal);
        AssertRulesProblem(managers, "another network manager");
        var subnets = new JsonObject { ["value"] = new JsonArray(AzureAround.AdminRule("a", "Deny", "*", "22")) };
        subnets["value"]![0]!["ruleGroups"]![0]!["properties"]!["memberType"] = "Subnet";
        AssertRulesProblem(subnets, "memberType 'Subnet'");
        var cut = new JsonObject { ["value"] = new JsonArray(AzureAround.AdminRule("a", "Deny", "*", "22")), ["skipToken"] = "x" };
        AssertRulesProblem(cut, "skipToken");
    }

    /// <summary>An interface with one thing changed, and what its problem names.</summary>
    public static TheoryData<string, string, string> OddInterfaces => new()
    {
        { "item", """{"managedBy":"x"}""", "managedBy" },
        { "fields", """{"adminRules":[]}""", "adminRules" },
        { "fields", """{"provisioningState":"Updating"}""", "Updating" },
        { "fields", """{"provisioningState":null}""", "provisioningState" },
        { "fields", """{"networkSecurityGroup":"x"}""", "networkSecurityGroup" },
        { "fields", """{"networkSecurityGroup":{"name":"x"}}""", "'id'" },
        { "fields", """{"networkSecurityGroup":{"id":"/x","condition":"y"}}""", "condition" },
        { "fields", """{"disableTcpStateTracking":true}""", "disableTcpStateTracking" },
        { "fields", """{"privateEndpoint":{"id":"/x"}}""", "privateEndpoint" },
        { "fields", """{"ipConfigurations":null}""", "ipConfigurations" },
        { "fields", """{"ipConfigurations":{}}""", "is not an array" },
        { "configuration", """{"condition":"y"}""", "condition" },
        { "configuration", """{"subnet":null}""", "subnet" },
        { "configuration", """{"subnet":[]}""", "is not an object" },
        { "configuration", """{"privateIPAddress":"10.0.0.256"}""", "10.0.0.256" },
        { "configuration", """{"privateIPAddress":"10.0.0.16/28"}""", "a block of addresses" },
        { "configuration", """{"privateIPAddress":7}""", "not a text" },
        { "configuration", """{"applicationSecurityGroups":[{"id":""}]}""", "is empty" },
        { "configuration", """{"provisioningState":"Failed"}""", "Failed" },
    };

    [Theory]
    [MemberData(nameof(OddInterfaces))]
    public void What_is_not_known_of_an_interface_is_a_problem_of_it_alone(string place, string members, string named)
    {
        var odd = AzureAround.Interface(Pbx, GroupId);
        Set(
            (JsonObject)(place switch
            {
                "item" => odd,
                "fields" => odd["properties"]!,
                _ => odd["properties"]!["ipConfigurations"]![0]!["properties"]!,
            }),
            members);
        var survey = Parse(new JsonArray(odd, AzureAround.Interface(AzureAround.InterfaceId("fine"), GroupId)));
        Assert.Empty(survey.Problems);
        Assert.Contains(named, Assert.Single(survey.Surroundings.Interfaces[0].Problems).Describe(), StringComparison.Ordinal);
        Assert.Equal("live.json", survey.Surroundings.Interfaces[0].Problems[0].Place?.File);
        Assert.Contains("$[0]", survey.Surroundings.Interfaces[0].Problems[0].Message, StringComparison.Ordinal);
        Assert.Empty(survey.Surroundings.Interfaces[1].Problems);
    }

    /// <summary>A virtual network with one thing changed, and what its problem or its subnet's names.</summary>
    public static TheoryData<string, string, string> OddNetworks => new()
    {
        { "item", """{"managedBy":"x"}""", "managedBy" },
        { "fields", """{"adminRules":[]}""", "adminRules" },
        { "fields", """{"provisioningState":"Failed"}""", "Failed" },
        { "fields", """{"provisioningState":null}""", "provisioningState" },
        { "fields", """{"addressSpace":null}""", "addressSpace" },
        { "fields", """{"addressSpace":{"addressPrefixes":["10.0.0.0/33"]}}""", "10.0.0.0/33" },
        { "fields", """{"addressSpace":{"addressPrefixes":["10.0.0.0/8"],"except":[]}}""", "except" },
        { "peering", """{"peeringState":null}""", "peeringState" },
        { "peering", """{"allowVirtualNetworkAccess":"yes"}""", "allowVirtualNetworkAccess" },
        { "peering", """{"remoteAddressSpace":{"addressPrefixes":["x"]}}""", "'x'" },
        { "peering", """{"condition":"y"}""", "condition" },
        { "subnet", """{"condition":"y"}""", "condition" },
        { "subnet", """{"provisioningState":"Updating"}""", "Updating" },
        { "subnet", """{"provisioningState":null}""", "provisioningState" },
        { "subnet", """{"addressPrefix":null}""", "addressPrefix" },
        { "subnet", """{"addressPrefix":"10.0.0.0/99999999999"}""", "10.0.0.0/99999999999" },
        { "subnet", """{"networkSecurityGroup":{}}""", "'id'" },
        { "subnet", """{"ipConfigurations":[{"name":"x"}]}""", "'id'" },
        { "subnet", """{"ipConfigurations":7}""", "is not an array" },
    };

    [Theory]
    [MemberData(nameof(OddNetworks))]
    public void What_is_not_known_of_a_virtual_network_or_subnet_is_a_problem_of_it_alone(string place, string members, string named)
    {
        var odd = AzureAround.Network(GroupId, Pbx);
        var fine = AzureAround.Network(GroupId);
        fine["id"] = fine["id"]!.GetValue<string>() + "-2";
        fine["properties"]!["subnets"]![0]!["id"] = fine["id"]!.GetValue<string>() + "/subnets/fine";
        Set(
            (JsonObject)(place switch
            {
                "item" => odd,
                "fields" => odd["properties"]!,
                "peering" => odd["properties"]!["virtualNetworkPeerings"]![0]!["properties"]!,
                _ => odd["properties"]!["subnets"]![0]!["properties"]!,
            }),
            members);
        var survey = Parse(new JsonArray(odd, fine));
        Assert.Empty(survey.Problems);
        var (network, subnet) = (survey.Surroundings.Networks[0].Problems, survey.Surroundings.Subnets[0].Problems);
        var problem = Assert.Single(place == "subnet" ? subnet : network);
        Assert.Contains(named, problem.Describe(), StringComparison.Ordinal);
        Assert.Empty(place == "subnet" ? network : subnet);
        Assert.Empty(survey.Surroundings.Networks[1].Problems);
        Assert.Empty(survey.Surroundings.Subnets[1].Problems);
    }

    [Fact]
    public void What_does_not_say_which_it_is_or_is_not_the_whole_is_a_problem_of_the_file()
    {
        var nameless = AzureAround.Interface(Pbx, GroupId);
        nameless.Remove("id");
        var survey = Parse(new JsonArray(AzureAround.Interface(Pbx, GroupId), nameless));
        AssertProblem(survey, "$[1] has no 'id'");
        Assert.Single(survey.Surroundings.Interfaces);
        AssertProblem(Parse(new JsonArray(AzureAround.Interface(Pbx, GroupId), AzureAround.Subnet(GroupId))), "of another kind");
        AssertProblem(
            Parse(new JsonObject { ["value"] = new JsonArray(AzureAround.Interface(Pbx, GroupId)), ["nextLink"] = "https://x/2" }),
            "nextLink");
        AssertProblem(
            Parse(new JsonObject { ["value"] = new JsonArray(AzureAround.Interface(Pbx, GroupId)), ["count"] = 1 }), "count");
        var machine = AzureAround.Reference($"{AzureAround.ResourceGroup}/providers/Microsoft.Compute/virtualMachines/x");
        machine["name"] = "x";
        AssertProblem(Parse(new JsonArray(machine)), "is nothing this program knows");
        AssertProblem(Parse(machine), "is nothing this program knows");
    }

    [Fact]
    public void A_group_tells_what_it_is_on_and_nothing_where_both_lists_are_left_out()
    {
        var group = LiveJson.AzureGroup(Plan);
        Assert.Null(Assert.Single(Parse(group).Groups).AttachedTo);
        // As versions of az before 2.50 print it.
        (group["properties"]!["networkInterfaces"], group["properties"]!["subnets"]) = (null, null);
        Assert.Empty(Assert.Single(Parse(group).Groups).AttachedTo!.Value);
        group["properties"]!["networkInterfaces"] = new JsonArray(AzureAround.Reference(Pbx));
        group["properties"]!["subnets"] = new JsonArray(
            new JsonObject { ["id"] = AzureAround.SubnetId, ["resourceGroup"] = "rg", ["addressPrefix"] = null });
        var attached = Assert.Single(Parse(group).Groups);
        Assert.Equal([Pbx, AzureAround.SubnetId], attached.AttachedTo!.Value);
        Assert.Equal([Pbx, AzureAround.SubnetId], Assert.Single(Parse(AzureAround.Flat(group)).Groups).AttachedTo!.Value);
        Assert.Empty(attached.Problems);
        group["properties"]!["subnets"]![0]!["addressPrefix"] = "10.0.0.0/8";
        Assert.Contains("addressPrefix", Assert.Single(Assert.Single(Parse(group).Groups).Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_or_rule_without_its_provisioning_state_is_unknown()
    {
        var group = LiveJson.AzureGroup(Plan);
        ((JsonObject)group["properties"]!).Remove("provisioningState");
        Assert.Contains("provisioningState", Assert.Single(Assert.Single(Parse(group).Groups).Problems).Message, StringComparison.Ordinal);
        var rule = LiveJson.AzureGroup(Plan);
        ((JsonObject)rule["properties"]!["securityRules"]![0]!["properties"]!).Remove("provisioningState");
        Assert.Contains(
            "securityRules[0].properties has no 'provisioningState'",
            Assert.Single(Assert.Single(Parse(rule).Groups).Problems).Message,
            StringComparison.Ordinal);
    }

    /// <summary>Documents of every kind, in both forms.</summary>
    public static TheoryData<string, bool> Documents => new()
    {
        { "nics", false }, { "nics", true }, { "vnets", false }, { "vnets", true }, { "subnets", false }, { "subnets", true },
        { "rules", false }, { "rules", true }, { "groups", false }, { "groups", true },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void Whatever_takes_the_place_of_a_value_never_throws_and_hides_no_other_item(string kind, bool isFlat)
    {
        var document = Document(kind, isFlat);
        Assert.Equal((2, 0), Count(Parse(document)));
        var noticed = 0;
        foreach (var path in Paths(document, []).Where(path => path.Length > 1))
        {
            foreach (var odd in new[] { null, "7", "-1", "99999999999", "\"\"", "\"\\u0000\"", "[]", "{}", "[null]", "{\"a\":1}", "true" })
            {
                var copy = document.DeepClone();
                Replace(copy, path, odd is null ? null : JsonNode.Parse(odd));
                var survey = Parse(copy);
                // Only the kind and the id of an item are of the whole document.
                var (items, problems) = Count(survey);
                Assert.True(items + problems >= 2, $"{string.Join('.', path)} := {odd}");
                noticed += ProblemsOf(survey).Any() ? 1 : 0;
            }
        }

        Assert.InRange(noticed, 100, int.MaxValue);
    }

    private static JsonNode Document(string kind, bool isFlat)
    {
        var second = AzureAround.Network(GroupId);
        second["id"] = AzureAround.NetworkId + "-2";
        second["properties"]!["subnets"]![0]!["id"] = AzureAround.NetworkId + "-2/subnets/pbx";
        var list = kind switch
        {
            "nics" => new JsonArray(AzureAround.Interface(Pbx, GroupId), AzureAround.Interface(AzureAround.InterfaceId("x"), GroupId)),
            "vnets" => new JsonArray(AzureAround.Network(GroupId, Pbx), second),
            "subnets" => new JsonArray(AzureAround.Subnet(GroupId, Pbx), second["properties"]!["subnets"]![0]!.DeepClone()),
            "rules" => new JsonArray(
                AzureAround.AdminRule("a", "Deny", "Internet", "22"), AzureAround.AdminRule("b", "Allow", "10.0.0.0/8", "23", 20)),
            _ => new JsonArray(LiveJson.AzureGroup(Plan), LiveJson.AzureGroup(Plans.Pbx(AzureTarget.Instance, "customer-02"))),
        };
        if (kind == "groups")
        {
            foreach (var group in list)
            {
                var rules = (JsonArray)group!["properties"]!["securityRules"]!;
                rules.RemoveRange(1, rules.Count - 1);
            }
        }

        var shown = isFlat ? AzureAround.Flat(list) : list;
        return kind == "rules" || !isFlat ? new JsonObject { ["value"] = shown } : shown;
    }

    /// <summary>The items that were read, and the problems of the whole document.</summary>
    private static (int Items, int Problems) Count(LiveSurvey survey) => (
        survey.Groups.Length + survey.Surroundings.Interfaces.Length
            + (survey.Surroundings.Networks.Any(network => network.AdminRules is not null)
                ? survey.Surroundings.Networks.Sum(network => network.AdminRules!.Rules.Length + network.AdminRules.Problems.Length)
                : Math.Max(survey.Surroundings.Networks.Length, survey.Surroundings.Subnets.Length)),
        survey.Problems.Length);

    private static IEnumerable<Problem> ProblemsOf(LiveSurvey survey) =>
        survey.Problems
            .Concat(survey.Groups.SelectMany(group => group.Problems))
            .Concat(survey.Surroundings.Interfaces.SelectMany(found => found.Problems))
            .Concat(survey.Surroundings.Subnets.SelectMany(subnet => subnet.Problems))
            .Concat(survey.Surroundings.Networks.SelectMany(network => network.Problems.AddRange(network.AdminRules?.Problems ?? [])));

    private static IEnumerable<object[]> Paths(JsonNode? node, object[] path)
    {
        yield return path;
        var inner = node switch
        {
            JsonObject item => item.SelectMany(member => Paths(member.Value, [.. path, member.Key])),
            JsonArray list => list.SelectMany((value, index) => Paths(value, [.. path, index])),
            _ => [],
        };
        foreach (var one in inner) yield return one;
    }

    private static void Replace(JsonNode document, object[] path, JsonNode? value)
    {
        var parent = path[..^1].Aggregate(document, (node, step) => step is int index ? node[index]! : node[(string)step]!);
        if (path[^1] is int last) parent[last] = value;
        else parent[(string)path[^1]] = value;
    }

    [Fact]
    public void A_group_of_two_files_is_one_and_unknown_where_it_was_changed_between_them()
    {
        var (one, other) = (LiveJson.AzureGroup(Plan), LiveJson.AzFlattened(Plan));
        other["id"] = GroupId.ToUpperInvariant();
        var same = Read(("one.json", one), ("other.json", new JsonArray(other)));
        Assert.Empty(same.Problems);
        Assert.Empty(Assert.Single(same.Groups).Problems);
        Assert.Equal(GroupId, same.Groups[0].Id);

        var changed = (JsonObject)other.DeepClone();
        changed["securityRules"]![0]!["priority"] = 4000;
        var differing = Read(("one.json", one), ("other.json", new JsonArray(changed)));
        Assert.Contains(
            "one.json and in other.json", Assert.Single(Assert.Single(differing.Groups).Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Service_tags_are_read_as_microsoft_publishes_them_and_as_az_prints_them()
    {
        var published = JsonNode.Parse("""
            {"changeNumber":300,"cloud":"Public","values":[
            {"name":"Storage.WestEurope","id":"Storage.WestEurope","properties":{"changeNumber":7,"region":"westeurope","regionId":18,
            "platform":"Azure","systemService":"AzureStorage","addressPrefixes":["198.51.100.0/25","2001:db8::/48"],
            "networkFeatures":["API","NSG"]}},
            {"name":"ActionGroup","id":"ActionGroup","properties":{"changeNumber":1,"region":"","regionId":0,"platform":"Azure",
            "systemService":"ActionGroup","addressPrefixes":[],"networkFeatures":null}}]}
            """)!;
        var printed = published.DeepClone();
        (printed["type"], printed["id"], printed["name"]) = ("Microsoft.Network/serviceTags", "/x", "public");
        foreach (var document in new[] { published, printed })
        {
            var survey = Parse(document);
            Assert.Empty(survey.Problems);
            Assert.Empty(survey.Surroundings.Read);
            Assert.Equal("198.51.100.0/25", survey.Surroundings.Members["storage.westeurope"].Ranges.First().ToString());
            Assert.True(survey.Surroundings.Members["ActionGroup"].IsEmpty);
        }

        foreach (var (change, named) in new (Action<JsonNode>, string)[]
        {
            (node => node["nextLink"] = "https://x/2", "nextLink"),
            (node => node["expires"] = "x", "expires"),
            (node => node["values"]![0]!["except"] = "x", "except"),
            (node => node["values"]![0]!["properties"]!["addressPrefixes"]!.AsArray().Add("10.0.0.0/40"), "10.0.0.0/40"),
            (node => node["values"]![0]!["properties"]!["addressPrefixes"] = null, "addressPrefixes"),
            (node => node["values"]![1]!["name"] = "storage.westEurope", "again"),
            (node => node["values"] = new JsonArray(), "no service tags"),
        })
        {
            var broken = published.DeepClone();
            change(broken);
            AssertProblem(Parse(broken), named);
        }
    }

    [Fact]
    public void What_other_tools_print_of_a_group_is_refused_with_the_command_that_prints_what_is_read()
    {
        var show = $"give the output of 'az network nsg show --ids {GroupId}'";
        var group = LiveJson.AzureGroup(Plan);
        AssertProblem(Parse(new JsonObject { ["NewNSG"] = LiveJson.AzFlattened(Plan) }), show);
        var rules = AzureAround.Flat(group["properties"]!["securityRules"]!);
        AssertProblem(Parse(rules), show);
        AssertProblem(Parse(rules[0]!), show);
        var effective = new JsonObject
        {
            ["networkSecurityGroup"] = AzureAround.Reference(GroupId),
            ["effectiveSecurityRules"] = new JsonArray(),
        };
        AssertProblem(Parse(new JsonObject { ["value"] = new JsonArray(effective) }), show);
        var powerShell = LiveJson.AzFlattened(Plan);
        (powerShell["ResourceGroupName"], powerShell["NetworkInterfaces"], powerShell["Subnets"]) =
            ("rg", new JsonArray(), new JsonArray());
        AssertProblem(Parse(powerShell), show);
        AssertProblem(Parse(new JsonArray(powerShell.DeepClone())), show);
        var row = (JsonObject)group.DeepClone();
        row["tenantId"] = "x";
        AssertProblem(
            Parse(new JsonObject { ["count"] = 1, ["data"] = new JsonArray(row), ["skip_token"] = null, ["total_records"] = 1 }), show);

        const string List = "give the output of 'az network nsg list'";
        AssertProblem(
            Parse(new JsonObject { ["count"] = 2, ["data"] = new JsonArray(row.DeepClone(), row.DeepClone()), ["total_records"] = 2 }),
            List);
        AssertProblem(
            Parse(
                new JsonObject
                {
                    ["$schema"] = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
                    ["resources"] = new JsonArray(group.DeepClone()),
                }),
            List);
        AssertProblem(
            Parse(
                new JsonObject
                {
                    ["apiVersion"] = "2024-05-01",
                    ["resourceId"] = "Microsoft.Network/networkSecurityGroups/x",
                    ["properties"] = group["properties"]!.DeepClone(),
                }),
            List);
    }

    [Fact]
    public void A_file_in_utf_16_is_read_and_one_with_half_of_a_character_is_refused()
    {
        var text = LiveJson.AzureGroup(Plan).ToJsonString();
        foreach (var encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            var survey = LiveFile.Parse((byte[])[.. encoding.GetPreamble(), .. encoding.GetBytes(text)], "live.json");
            Assert.Empty(survey.Problems);
            Assert.Empty(Assert.Single(survey.Groups).Problems);
        }

        AssertProblem(LiveFile.Parse((byte[])[0xFF, 0xFE, 0x7B, 0x00, 0x00, 0xD8], "live.json"), "Not valid UTF-8");
        AssertProblem(LiveFile.Parse((byte[])[0xFF, 0xFE, 0x7B], "live.json"), "Not valid UTF-8");
    }

    private static void AssertSubnet(LiveSubnet subnet, string[] interfaces)
    {
        Assert.Empty(subnet.Problems);
        Assert.Equal(AzureAround.SubnetId, subnet.Id);
        Assert.Equal(GroupId, subnet.GroupId);
        Assert.Equal(AzureAround.NetworkId, subnet.Network);
        Assert.Equal([Prefix.Parse("10.0.0.0/24")], subnet.Prefixes);
        Assert.Equal(interfaces, subnet.InterfaceIds!.Value);
    }

    private static void AssertRulesProblem(JsonObject page, string named)
    {
        var read = Read(("nics.json", new JsonArray(AzureAround.Interface(Pbx, GroupId))), ("rules.json", page));
        Assert.Contains(
            named, Assert.Single(Assert.Single(read.Surroundings.Networks).AdminRules!.Problems).Describe(), StringComparison.Ordinal);
    }

    private static void AssertProblem(LiveSurvey survey, string named) =>
        Assert.Contains(named, Assert.Single(survey.Problems).Describe(), StringComparison.Ordinal);

    private static void Set(JsonObject target, string members)
    {
        foreach (var (name, value) in JsonNode.Parse(members)!.AsObject()) target[name] = value?.DeepClone();
    }

    private static LiveSurvey Parse(JsonNode document) => LiveFile.Parse(LiveJson.Bytes(document), "live.json");

    private static LiveSurvey Read(params (string Name, JsonNode Document)[] documents)
    {
        var folder = Directory.CreateTempSubdirectory("files-");
        try
        {
            foreach (var (name, document) in documents) File.WriteAllBytes(Path.Combine(folder.FullName, name), LiveJson.Bytes(document));
            return LiveFile.Read(documents.Select(document => (Path.Combine(folder.FullName, document.Name), document.Name)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
