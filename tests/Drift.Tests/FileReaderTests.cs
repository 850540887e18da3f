using System.Text;
using System.Text.Json.Nodes;
using Starface.Drift.Aws;
using Starface.Drift.Composition;
using Starface.Drift.Files;
using Starface.Drift.Fleet;
using Starface.Drift.Json;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;
using Starface.Policy.Planning;

namespace Starface.Drift.Tests;

public sealed class FileReaderTests
{
    private static readonly Plan Aws = Plans.Pbx(AwsTarget.Instance);
    private static readonly Plan Azure = Plans.Pbx(AzureTarget.Instance);

    [Fact]
    public void Security_groups_as_the_aws_tool_prints_them_are_in_sync() =>
        Assert.Equal(DriftStatus.InSync, Compare(Aws, LiveJson.AwsGroups(Aws)).Status);

    [Fact]
    public void Both_aws_calls_together_tell_the_ids_of_rules()
    {
        var groups = LiveFile.Parse(LiveJson.Bytes(LiveJson.AwsGroups(Aws)), "groups.json").Groups[0];
        var rules = LiveFile.Parse(LiveJson.Bytes(LiveJson.AwsRules(Aws, LiveJson.GroupId(0))), "rules.json").Groups[0];

        var merged = AwsRules.Join(groups, rules.Rules, []);

        Assert.All(merged.Rules, rule => Assert.StartsWith("sgr-", rule.Id, StringComparison.Ordinal));
        Assert.Equal(DriftStatus.InSync, DriftComparer.CompareGroups(Aws, [merged], []).Status);
    }

    [Fact]
    public void A_group_that_changed_between_the_two_calls_is_unknown()
    {
        var groups = LiveFile.Parse(LiveJson.Bytes(LiveJson.AwsGroups(Aws)), "groups.json").Groups[0];

        var drift = DriftComparer.CompareGroups(Aws, [AwsRules.Join(groups, [], [])], []);

        Assert.Equal(DriftStatus.Unknown, drift.Status);
        Assert.Contains("changed or deleted while it was read", drift.Reasons[0].Describe(), StringComparison.Ordinal);
    }

    /// <summary>A member that no reader knows, and where it stands: it may restrict, permit, or lead to more.</summary>
    [Theory]
    [InlineData("$", "NextPage")]
    [InlineData("$.SecurityGroups[0]", "ForwardedPermissions")]
    [InlineData("$.SecurityGroups[0].Tags[0]", "Scope")]
    [InlineData("$.SecurityGroups[0].IpPermissions[0]", "ServiceNames")]
    [InlineData("$.SecurityGroups[0].IpPermissions[0].IpRanges[0]", "Except")]
    [InlineData("$.SecurityGroups[0].IpPermissionsEgress[0].IpRanges[0]", "cidrip")]
    [InlineData("$.SecurityGroupRules[0]", "ServiceName")]
    [InlineData("$.SecurityGroupRules[0]", "cidripv4")]
    [InlineData("$.SecurityGroupRules[0].Tags[0]", "Scope")]
    public void A_member_of_aws_files_that_is_not_known_is_unknown(string place, string member)
    {
        var groups = LiveJson.AwsGroups(Aws);
        var rules = LiveJson.AwsRules(Aws, LiveJson.GroupId(0));
        rules["SecurityGroupRules"]![0]!["Tags"] = JsonNode.Parse("""[{"Key":"k","Value":"v"}]""");
        Assert.Equal(DriftStatus.InSync, CompareFiles(Aws, groups, rules).Status);
        JsonNode at = place.StartsWith("$.SecurityGroupRules", StringComparison.Ordinal) ? rules : groups;
        foreach (var step in place.Split('.', '[', ']').Skip(1).Where(step => step.Length > 0))
            at = int.TryParse(step, out var index) ? at[index]! : at[step]!;
        at[member] = "x";

        var drift = CompareFiles(Aws, groups, rules);

        AssertUnknown(drift, member.StartsWith("cidr", StringComparison.Ordinal) ? "twice in different letter case" : member);
    }

    [Fact]
    public void A_reference_with_an_unknown_member_is_unknown_in_both_files()
    {
        foreach (var member in new[] { "", ",\"Condition\":\"x\"" })
        {
            var groups = LiveJson.AwsGroups(Aws);
            ((JsonArray)groups["SecurityGroups"]![0]!["IpPermissions"]!).Add(
                JsonNode.Parse(
                    $$"""{"IpProtocol":"tcp","FromPort":22,"ToPort":22,"UserIdGroupPairs":[{"GroupId":"sg-1","UserId":"1"{{member}}}]}"""));
            Assert.Equal(member.Length == 0 ? DriftStatus.Drift : DriftStatus.Unknown, CompareFiles(Aws, groups).Status);

            var rules = LiveJson.AwsRules(Aws, LiveJson.GroupId(0));
            ((JsonArray)rules["SecurityGroupRules"]!).Add(
                JsonNode.Parse(
                    $$$"""
                        {"SecurityGroupRuleId":"sgr-x","GroupId":"{{{LiveJson.GroupId(0)}}}","IsEgress":false,"IpProtocol":"tcp",
                        "FromPort":22,"ToPort":22,"ReferencedGroupInfo":{"GroupId":"sg-1"{{{member}}}}}
                        """));
            AssertUnknown(CompareFiles(Aws, LiveJson.AwsGroups(Aws), rules), member.Length == 0 ? "changed or deleted" : "Condition");
        }
    }

    [Fact]
    public void A_group_without_a_known_owner_is_named_where_an_instances_group_is_looked_for()
    {
        var groups = LiveJson.AwsGroups(Aws);
        ((JsonObject)groups["SecurityGroups"]![0]!).Remove("GroupId");
        AssertUnknown(Compare(Aws, groups), "$.SecurityGroups[0] has no 'GroupId'");
    }

    [Theory]
    [InlineData("", "managedBy")]
    [InlineData("securityRules[0]", "condition")]
    [InlineData("defaultSecurityRules[0]", "condition")]
    public void A_member_of_azure_files_that_is_not_known_is_unknown(string place, string member)
    {
        var group = LiveJson.AzFlattened(Azure);
        JsonNode at = group;
        foreach (var step in place.Split('[', ']').Where(step => step.Length > 0))
            at = int.TryParse(step, out var index) ? at[index]! : at[step]!;
        at[member] = "x";
        AssertUnknown(Compare(Azure, group), member);
    }

    [Fact]
    public void Network_security_groups_of_arm_are_in_sync() =>
        Assert.Equal(DriftStatus.InSync, Compare(Azure, new JsonObject { ["value"] = new JsonArray(LiveJson.AzureGroup(Azure)) }).Status);

    [Fact]
    public void Network_security_groups_as_the_az_tool_prints_them_are_in_sync()
    {
        Assert.Equal(DriftStatus.InSync, Compare(Azure, LiveJson.AzFlattened(Azure)).Status);
        Assert.Equal(DriftStatus.InSync, Compare(Azure, new JsonArray(LiveJson.AzFlattened(Azure))).Status);
    }

    [Fact]
    public void Azure_fields_are_read_in_any_letter_case_and_in_singular_or_plural()
    {
        var group = LiveJson.AzureGroup(Azure);
        foreach (var rule in ((JsonArray)group["properties"]!["securityRules"]!).Select(rule => (JsonObject)rule!["properties"]!))
        {
            foreach (var field in new[] { "protocol", "access", "direction" })
                rule[field] = rule[field]!.GetValue<string>().ToUpperInvariant();
            foreach (var field in new[] { "sourceAddressPrefix", "destinationAddressPrefix", "destinationPortRange" })
            {
                if (rule[field]?.GetValue<string>() is not { } value || value == "*") continue;
                rule[field] = "";
                rule[field + (field.EndsWith("Prefix", StringComparison.Ordinal) ? "es" : "s")] = new JsonArray(value);
            }
        }

        Assert.Equal(DriftStatus.InSync, Compare(Azure, group).Status);
    }

    [Theory]
    [InlineData("*", "0.0.0.0/0", 22, "anyone on the Internet")]
    [InlineData("Tcp", "Internet", 22, "anyone on the Internet")]
    [InlineData("tcp", "virtualnetwork", 22, "members of VirtualNetwork")]
    [InlineData("TCP", "10.0.0.5/24", 22, "256 addresses")]
    public void A_foreign_azure_rule_is_extra(string protocol, string source, int port, string who)
    {
        var drift = Compare(
            Azure,
            WithRule(
                LiveJson.CustomRule(
                    "temp", "Inbound", "Allow", 99, protocol, source, port.ToString(System.Globalization.CultureInfo.InvariantCulture))));

        Assert.Equal(DriftStatus.Drift, drift.Status);
        Assert.All(drift.Extra, extra => Assert.Equal("temp", extra.Rule.Id));
        Assert.Contains(who, drift.Extra[0].Summary, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(drift.Missing);
    }

    [Fact]
    public void A_deny_rule_before_the_plans_rules_is_missing_flows_and_named()
    {
        var drift = Compare(Azure, WithRule(LiveJson.CustomRule("block", "Inbound", "Deny", 99, "Udp", "203.0.113.128/25", "5060")));

        var missing = Assert.Single(drift.Missing);
        Assert.Equal("block", missing.DeniedBy?.Id);
        Assert.Equal("phones cannot register", missing.Impact);
        Assert.Equal(["inbound udp 203.0.113.128/25 5060"], missing.Ranges.Select(range => range.ToString()));
    }

    [Fact]
    public void A_deny_rule_behind_the_plans_rules_changes_nothing() =>
        Assert.Equal(
            DriftStatus.InSync, Compare(Azure, WithRule(LiveJson.CustomRule("late", "Inbound", "Deny", 4090, "*", "*", "*"))).Status);

    [Fact]
    public void A_deny_rule_on_a_service_tag_before_the_plans_rules_is_unknown() =>
        AssertUnknown(
            Compare(Azure, WithRule(LiveJson.CustomRule("tagged", "Inbound", "Deny", 99, "*", "Storage.WestEurope", "*"))),
            "the members of Storage.WestEurope");

    [Fact]
    public void A_rule_on_one_own_address_or_source_port_is_not_in_sync_though_the_rest_is()
    {
        var byAddress = LiveJson.CustomRule("own", "Inbound", "Allow", 99, "Tcp", "*", "22");
        byAddress["properties"]!["destinationAddressPrefix"] = "10.0.0.4";
        Assert.Equal("own", Assert.Single(Compare(Azure, WithRule(byAddress)).Extra).Rule.Id);

        var bySourcePort = LiveJson.CustomRule("source-port", "Inbound", "Deny", 99, "Udp", "*", "5060");
        bySourcePort["properties"]!["sourcePortRange"] = "5060";
        var denied = Compare(Azure, WithRule(bySourcePort));
        Assert.Equal(DriftStatus.Unknown, denied.Status);
        Assert.Contains("5060", string.Join("\n", denied.Reasons), StringComparison.Ordinal);

        var opened = LiveJson.CustomRule("source-port", "Inbound", "Allow", 99, "Tcp", "*", "22");
        opened["properties"]!["sourcePortRange"] = "5060";
        Assert.Equal("source-port", Assert.Single(Compare(Azure, WithRule(opened)).Extra).Rule.Id);
    }

    [Fact]
    public void Own_addresses_that_two_rules_share_out_between_them_are_no_restriction()
    {
        var group = LiveJson.AzureGroup(Azure);
        var rules = (JsonArray)group["properties"]!["securityRules"]!;
        var web = rules.First(
            rule => rule!["properties"]!["destinationPortRange"]!.GetValue<string>() == "443"
            && rule["properties"]!["direction"]!.GetValue<string>() == "Inbound")!;
        var second = (JsonObject)web.DeepClone();
        web["properties"]!["destinationAddressPrefix"] = "0.0.0.0/1";
        second["name"] = "second";
        second["properties"]!["priority"] = 99;
        second["properties"]!["destinationAddressPrefix"] = null;
        second["properties"]!["destinationAddressPrefixes"] = new JsonArray("128.0.0.0/1", "::/0");
        rules.Add(second);

        Assert.Equal(DriftStatus.InSync, Compare(Azure, group).Status);
    }

    [Fact]
    public void The_rules_that_close_an_nsg_are_missed_when_they_are_gone()
    {
        var group = LiveJson.AzureGroup(Azure);
        var rules = (JsonArray)group["properties"]!["securityRules"]!;
        foreach (var closing in rules.Where(rule => rule!["properties"]!["priority"]!.GetValue<int>() == 4096).ToList())
            rules.Remove(closing);

        var drift = Compare(Azure, group);

        Assert.Equal(
            ["AllowVnetInBound", "AllowAzureLoadBalancerInBound", "AllowInternetOutBound", "AllowVnetOutBound"],
            drift.Extra.Select(extra => extra.Rule.Id).Order(StringComparer.Ordinal)
                .Order(Comparer<string>.Create((a, b) => Array.IndexOf(Order, a) - Array.IndexOf(Order, b))));
        Assert.All(drift.Extra, extra => Assert.True(extra.Rule.IsDefault));
    }

    private static readonly string[] Order =
        ["AllowVnetInBound", "AllowAzureLoadBalancerInBound", "AllowInternetOutBound", "AllowVnetOutBound"];

    [Theory]
    [InlineData("protocol", "\"Gre2\"", "Gre2")]
    [InlineData("access", "\"Perhaps\"", "Perhaps")]
    [InlineData("direction", "\"Sideways\"", "Sideways")]
    [InlineData("sourceAddressPrefix", "\"789\"", "789")]
    [InlineData("sourceAddressPrefix", "null", "sourceAddressPrefix")]
    [InlineData("destinationPortRange", "\"70000\"", "70000")]
    [InlineData("destinationPortRange", "\"\"", "destinationPortRange")]
    [InlineData("priority", "\"high\"", "high")]
    [InlineData("priority", "4097", "4097")]
    [InlineData("priority", "0", "priority 0")]
    [InlineData("provisioningState", "\"Failed\"", "Failed")]
    [InlineData("somethingNew", "true", "somethingNew")]
    public void What_an_azure_rule_has_that_cannot_be_understood_is_unknown(string field, string json, string named)
    {
        var rule = LiveJson.CustomRule("odd", "Inbound", "Allow", 99, "Tcp", "10.0.0.0/8", "22");
        rule["properties"]![field] = JsonNode.Parse(json);
        AssertUnknown(Compare(Azure, WithRule(rule)), named);
    }

    [Fact]
    public void An_nsg_that_is_being_updated_or_lacks_its_default_rules_is_unknown()
    {
        var updating = LiveJson.AzureGroup(Azure);
        updating["properties"]!["provisioningState"] = "Updating";
        AssertUnknown(Compare(Azure, updating), "Updating");

        var partial = LiveJson.AzureGroup(Azure);
        ((JsonObject)partial["properties"]!).Remove("defaultSecurityRules");
        AssertUnknown(Compare(Azure, partial), "defaultSecurityRules");

        var cut = LiveJson.AzureGroup(Azure);
        ((JsonArray)cut["properties"]!["defaultSecurityRules"]!).RemoveAt(0);
        AssertUnknown(Compare(Azure, cut), "AllowVnetInBound");
    }

    [Theory]
    [InlineData("""{"IpProtocol":"xyz","FromPort":1,"ToPort":2,"IpRanges":[{"CidrIp":"10.0.0.0/8"}]}""", "xyz")]
    [InlineData("""{"IpProtocol":"tcp","FromPort":1,"IpRanges":[{"CidrIp":"10.0.0.0/8"}]}""", "ToPort")]
    [InlineData("""{"IpProtocol":"tcp","FromPort":9,"ToPort":2,"IpRanges":[{"CidrIp":"10.0.0.0/8"}]}""", "9-2")]
    [InlineData("""{"IpProtocol":"tcp","FromPort":1,"ToPort":2,"IpRanges":[{"CidrIp":"10.0.0.0/40"}]}""", "10.0.0.0/40")]
    [InlineData("""{"IpProtocol":"tcp","FromPort":1,"ToPort":2}""", "remote side")]
    [InlineData("""{"IpProtocol":"tcp","FromPort":1,"ToPort":2,"IpRanges":[],"ServiceNames":["x"]}""", "ServiceNames")]
    [InlineData("""{"IpProtocol":"tcp","FromPort":1,"ToPort":2,"IpRanges":[{}]}""", "CidrIp")]
    public void An_aws_permission_that_cannot_be_understood_is_unknown_and_located(string permission, string named)
    {
        var live = LiveJson.AwsGroups(Aws);
        ((JsonArray)live["SecurityGroups"]![0]!["IpPermissions"]!).Add(JsonNode.Parse(permission));

        var drift = Compare(Aws, live);

        AssertUnknown(drift, named);
        Assert.Contains("$.SecurityGroups[0].IpPermissions[", drift.Reasons[0].Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_foreign_aws_rule_is_reported_even_beside_one_that_cannot_be_understood()
    {
        var live = LiveJson.AwsGroups(Aws);
        var permissions = (JsonArray)live["SecurityGroups"]![0]!["IpPermissions"]!;
        permissions.Add(JsonNode.Parse("""{"IpProtocol":"xyz","IpRanges":[{"CidrIp":"10.0.0.0/8"}]}"""));
        permissions.Add(JsonNode.Parse("""{"IpProtocol":"-1","IpRanges":[{"CidrIp":"0.0.0.0/0","Description":"debug"}]}"""));

        var drift = Compare(Aws, live);

        AssertUnknown(drift, "xyz");
        Assert.Equal("debug", Assert.Single(drift.Extra).Rule.Description);
        Assert.Empty(drift.Missing);
    }

    [Fact]
    public void Every_truncation_of_a_file_is_unknown()
    {
        foreach (var (plan, document) in new (Plan, JsonNode)[] { (Aws, LiveJson.AwsGroups(Aws)), (Azure, LiveJson.AzureGroup(Azure)) })
        {
            var bytes = LiveJson.Bytes(document);
            for (var length = 0; length < bytes.Length; length += 37)
            {
                var survey = LiveFile.Parse(bytes.AsMemory(0, length), "cut.json");
                Assert.NotEmpty(survey.Problems);
                Assert.Equal(DriftStatus.Unknown, Compare(plan, survey).Status);
            }
        }
    }

    [Fact]
    public void A_page_of_several_is_unknown()
    {
        var live = LiveJson.AwsGroups(Aws);
        live["NextToken"] = "more";
        AssertUnknown(Compare(Aws, live), "NextToken");
        AssertUnknown(
            Compare(
                Azure, new JsonObject { ["value"] = new JsonArray(LiveJson.AzureGroup(Azure)), ["nextLink"] = "https://example.org/2" }),
            "nextLink");
    }

    [Fact]
    public void A_rule_that_is_listed_twice_is_unknown()
    {
        var rules = LiveJson.AzureGroup(Azure);
        var list = (JsonArray)rules["properties"]!["securityRules"]!;
        list.Add(list[0]!.DeepClone());
        AssertUnknown(Compare(Azure, rules), "twice");
    }

    [Fact]
    public void A_duplicate_key_is_unknown() =>
        AssertUnknown(
            Compare(Aws, LiveFile.Parse(Encoding.UTF8.GetBytes("""{"SecurityGroups":[],"SecurityGroups":[]}"""), "double.json")),
            "double.json");

    [Fact]
    public void A_file_of_something_else_is_unknown_and_the_message_says_what_is_accepted() =>
        AssertUnknown(Compare(Aws, LiveFile.Parse("""{"Reservations":[]}"""u8.ToArray(), "other.json")), "describe-security-groups");

    [Fact]
    public void No_group_with_the_instances_tag_is_unknown() =>
        AssertUnknown(Compare(Aws, new JsonObject { ["SecurityGroups"] = new JsonArray() }), "starface-policy:instance=customer-01");

    [Fact]
    public void A_prefix_list_that_was_not_read_is_unknown()
    {
        var live = LiveJson.AwsGroups(Aws);
        ((JsonArray)live["SecurityGroups"]![0]!["IpPermissions"]!)
            .Add(JsonNode.Parse("""{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"PrefixListIds":[{"PrefixListId":"pl-12345678"}]}"""));
        AssertUnknown(Compare(Aws, live), "pl-12345678");
    }

    [Fact]
    public void A_changed_digest_is_drift_of_its_own_and_foreign_tags_are_not()
    {
        var live = LiveJson.AwsGroups(Aws);
        var tags = (JsonArray)live["SecurityGroups"]![0]!["Tags"]!;
        tags.Add(new JsonObject { ["Key"] = "owner", ["Value"] = "bob" });
        Assert.Equal(DriftStatus.InSync, Compare(Aws, live).Status);
        tags.First(tag => tag!["Key"]!.GetValue<string>() == PlanTags.Digest)!["Value"] = "00";

        var drift = Compare(Aws, live);

        Assert.Equal(PlanTags.Digest, Assert.Single(drift.Tags).Key);
        Assert.Empty(drift.Extra);
        Assert.Equal(DriftStatus.Drift, drift.Status);
    }

    [Fact]
    public void Another_description_is_a_note()
    {
        var live = LiveJson.AwsGroups(Aws);
        live["SecurityGroups"]![0]!["Description"] = "changed by hand";
        var drift = Compare(Aws, live);
        Assert.Equal(DriftStatus.InSync, drift.Status);
        Assert.Contains("changed by hand", Assert.Single(drift.Notes).Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pulumi_state_is_read_from_its_outputs()
    {
        Assert.Equal(DriftStatus.InSync, Compare(Aws, StateJson.From(Aws)).Status);

        // The inputs still ask for what the outputs no longer have.
        var narrowed = StateJson.From(Aws);
        foreach (var resource in StateJson.Resources(narrowed).Where(resource => resource["outputs"]!["fromPort"]?.GetValue<int>() == 443))
            resource["outputs"]!["toPort"] = 444;
        StateJson.Refresh(narrowed);
        Assert.Equal(DriftStatus.Drift, Compare(Aws, narrowed).Status);
    }

    [Fact]
    public void Rules_in_the_groups_own_outputs_are_seen()
    {
        var state = StateJson.From(Aws);
        ((JsonArray)StateJson.Resources(state)[0]["outputs"]!["ingress"]!).Add(
            JsonNode.Parse(
                """
                    {"protocol":"tcp","fromPort":22,"toPort":22,"cidrBlocks":["0.0.0.0/0"],"ipv6CidrBlocks":[],"prefixListIds":[],
                    "securityGroups":[],"self":false,"description":"by hand"}
                    """));
        var drift = Compare(Aws, state);
        Assert.Equal("by hand", Assert.Single(drift.Extra).Rule.Description);
        Assert.Equal(DriftStatus.Drift, drift.Status);
    }

    [Theory]
    [InlineData("ingress", "[]")]
    [InlineData("egress", "[]")]
    [InlineData("ingress", "null")]
    [InlineData("egress", null)]
    public void A_state_whose_group_was_read_before_its_rules_were_there_is_unknown(string list, string? json)
    {
        // As 'pulumi up' leaves it: what was added by hand since would be missing as well.
        var state = StateJson.From(Aws);
        var outputs = (JsonObject)StateJson.Resources(state)[0]["outputs"]!;
        if (json is null) outputs.Remove(list);
        else outputs[list] = JsonNode.Parse(json);
        AssertUnknown(Compare(Aws, state), "pulumi refresh");
    }

    [Theory]
    [InlineData("null", "has no 'outputs'")]
    [InlineData("{}", "has no 'securityGroupId'")]
    [InlineData(
        """{"securityGroupId":{"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270","ciphertext":"top-secret-value"}}""",
        "secret")]
    public void A_rule_of_a_state_that_may_be_any_groups_makes_it_unknown(string outputs, string named)
    {
        var state = StateJson.From(Aws);
        StateJson.Resources(state)[1]["outputs"] = JsonNode.Parse(outputs);
        AssertUnknown(Compare(Aws, state), named);
    }

    [Fact]
    public void A_state_that_cannot_be_read_says_so_where_it_names_no_group()
    {
        var state = StateJson.From(Aws);
        StateJson.Resources(state)[0]["id"] = JsonNode.Parse(
            """{"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270","ciphertext":"top-secret-value"}""");
        var root = JsonCursor.Parse(LiveJson.Bytes(state), new Policy.Place { File = "state.json" });
        var survey = PulumiStateReader.Read(root, "state.json", ShippedConnectors.All);
        var (_, problems, _) = new GroupSearch(ShippedConnectors.All, [], survey)
            .Index(LiveFile.Parse(LiveJson.Bytes(LiveJson.AwsGroups(Aws)), "live.json"))
            .Select(Aws);
        Assert.Contains(problems, problem => problem.Describe().Contains("resources[0].id", StringComparison.Ordinal));
        Assert.DoesNotContain(problems, problem => problem.Describe().Contains("top-secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("$.SecurityGroups")]
    [InlineData("$.SecurityGroups[0]")]
    [InlineData("$.SecurityGroupRules")]
    public void What_a_query_cuts_out_of_an_aws_answer_is_refused_with_the_fix(string part)
    {
        var whole = part.StartsWith("$.SecurityGroupRules", StringComparison.Ordinal)
            ? LiveJson.AwsRules(Aws, LiveJson.GroupId(0))
            : LiveJson.AwsGroups(Aws);
        JsonNode slice = part.EndsWith(']') ? ((JsonArray)whole["SecurityGroups"]!)[0]! : whole[part[2..]]!;
        var reason = Compare(Aws, slice.DeepClone()).Reasons[0].Describe();
        Assert.Contains("--query", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_given_twice_counts_once_and_a_change_between_is_named_with_its_files()
    {
        var live = LiveJson.AwsGroups(Aws);
        var again = live.DeepClone();
        Assert.Equal(DriftStatus.InSync, CompareFiles(Aws, live, again).Status);
        ((JsonArray)again["SecurityGroups"]![0]!["IpPermissions"]!).Clear();
        AssertUnknown(CompareFiles(Aws, live, again), "in 0.json and in 1.json");
        var groups = (JsonArray)live["SecurityGroups"]!;
        groups.Add(groups[0]!.DeepClone());
        Assert.Equal(DriftStatus.InSync, CompareFiles(Aws, live).Status);
        ((JsonArray)groups[1]!["IpPermissions"]!).Clear();
        AssertUnknown(CompareFiles(Aws, live), "do not agree");
    }

    [Fact]
    public void Groups_without_an_id_are_not_taken_for_one_another()
    {
        var drift = CompareFiles(Azure, new JsonArray(new JsonObject { ["name"] = "a" }, new JsonObject { ["name"] = "b" }));
        AssertUnknown(drift, "$[1] has no 'id'");
        Assert.DoesNotContain(drift.Reasons, reason => reason.Describe().Contains("give each group once", StringComparison.Ordinal));
    }

    [Fact]
    public void A_group_in_another_network_never_makes_up_for_what_is_missing()
    {
        var live = LiveJson.AwsGroups(Aws);
        var other = (JsonObject)live["SecurityGroups"]![0]!.DeepClone();
        (other["GroupId"], other["IpPermissions"]) = ("sg-ffffffff", new JsonArray());
        ((JsonArray)live["SecurityGroups"]!).Add(other);
        Assert.Equal(DriftStatus.InSync, Compare(Aws, live).Status);

        other["VpcId"] = "vpc-2";
        AssertUnknown(Compare(Aws, live), "sg-00000000 in vpc-1; sg-ffffffff in vpc-2");
    }

    [Fact]
    public void A_group_that_two_profiles_lead_to_is_one_group_and_unknown_where_they_disagree()
    {
        var live = LiveJson.AwsGroups(Aws);
        ((JsonArray)live["SecurityGroups"]![0]!["IpPermissions"]!)
            .Add(JsonNode.Parse("""{"IpProtocol":"tcp","FromPort":22,"ToPort":22,"IpRanges":[{"CidrIp":"0.0.0.0/0"}]}"""));
        var one = LiveFile.Parse(LiveJson.Bytes(live), "profile one");
        var (groups, problems, notes) = new GroupSearch(ShippedConnectors.All, [], null)
            .Index(one, LiveFile.Parse(LiveJson.Bytes(live), "profile two"))
            .Select(Aws);
        Assert.Single(DriftComparer.CompareGroups(Aws, groups, problems).Extra);
        Assert.Empty(notes);

        (groups, problems, _) = new GroupSearch(ShippedConnectors.All, ["sg-00000000"], null)
            .Index(one, LiveFile.Parse(LiveJson.Bytes(LiveJson.AwsGroups(Aws)), "profile two"))
            .Select(Aws);
        AssertUnknown(DriftComparer.CompareGroups(Aws, groups, problems), "profile one and in profile two");
    }

    [Fact]
    public void More_groups_with_the_tag_than_planned_are_unknown_unless_they_were_named()
    {
        var live = LiveJson.AwsGroups(Aws);
        var other = (JsonObject)live["SecurityGroups"]![0]!.DeepClone();
        other["GroupId"] = "sg-ffffffff";
        ((JsonArray)live["SecurityGroups"]!).Add(other);
        var survey = LiveFile.Parse(LiveJson.Bytes(live), "live.json");

        var tagged = new GroupSearch(ShippedConnectors.All, [], null).Index(survey);
        var named = new GroupSearch(ShippedConnectors.All, ["sg-00000000", "sg-ffffffff"], null).Index(survey);

        Assert.Contains(
            "2 groups carry the tag starface-policy:instance=customer-01, 1 planned",
            Assert.Single(tagged.Narrow(Aws, tagged.Select(Aws)).Problems).Describe(),
            StringComparison.Ordinal);
        Assert.Empty(named.Narrow(Aws, named.Select(Aws)).Problems);
    }

    [Fact]
    public void External_and_deleted_groups_of_a_state_do_not_count_and_a_rule_still_to_be_deleted_is_unknown()
    {
        var state = StateJson.From(Aws);
        var copy = (JsonObject)StateJson.Resources(state)[0].DeepClone();
        copy["delete"] = true;
        copy["id"] = "sg-old";
        var read = (JsonObject)StateJson.Resources(state)[0].DeepClone();
        read["external"] = true;
        read["id"] = "sg-read";
        ((JsonArray)state["deployment"]!["resources"]!).Add(copy);
        ((JsonArray)state["deployment"]!["resources"]!).Add(read);
        Assert.Equal(DriftStatus.InSync, Compare(Aws, state).Status);

        StateJson.Resources(state)[1]["delete"] = true;
        AssertUnknown(Compare(Aws, state), "to be deleted");
    }

    [Fact]
    public void A_secret_in_a_state_is_unknown_and_never_printed()
    {
        var state = StateJson.From(Aws);
        StateJson.Resources(state)[1]["outputs"]!["cidrIpv4"] = JsonNode.Parse(
            """{"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270","plaintext":"\"top-secret-value\""}""");

        var drift = Compare(Aws, state);

        AssertUnknown(drift, "secret");
        Assert.DoesNotContain("top-secret-value", string.Join("\n", drift.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void Operations_that_were_interrupted_make_a_state_unknown()
    {
        var state = StateJson.From(Aws);
        state["deployment"]!["pending_operations"] = JsonNode.Parse(
            """[{"type":"updating","resource":{"urn":"urn:x","type":"t","custom":true}}]""");
        AssertUnknown(Compare(Aws, state), "interrupted");
    }

    [Theory]
    [InlineData("value", false)]
    [InlineData("id", false)]
    [InlineData("initErrors", false)]
    [InlineData("delete", false)]
    [InlineData("group", true)]
    [InlineData("", true)]
    public void A_tag_of_a_state_that_is_a_resource_of_its_own_is_the_groups(string change, bool isInSync)
    {
        var state = StateJson.From(Aws);
        var resources = StateJson.Resources(state);
        var tag = resources.Single(resource => resource!["type"]!.GetValue<string>() == AwsTypes.Tag)!;
        if (change == "value") tag["outputs"]!["value"] = "00";
        if (change == "id") tag.AsObject().Remove("id");
        if (change == "initErrors") tag["initErrors"] = new JsonArray("RequestLimitExceeded");
        if (change == "delete") tag["delete"] = true;
        if (change == "group") resources[0]!["outputs"]!["tags"]!["starface-policy:digest"] = "read before the tag was written";

        var drift = Compare(Aws, state);

        Assert.Equal(isInSync ? [] : [PlanTags.Digest], drift.Tags.Select(found => found.Key));
    }

    private static JsonObject WithRule(JsonObject rule)
    {
        var group = LiveJson.AzureGroup(Azure);
        ((JsonArray)group["properties"]!["securityRules"]!).Add(rule);
        return group;
    }

    private static InstanceDrift Compare(Plan plan, JsonNode document) =>
        Compare(plan, LiveFile.Parse(LiveJson.Bytes(document), "live.json"));

    private static InstanceDrift CompareFiles(Plan plan, params JsonNode[] documents)
    {
        var folder = Directory.CreateTempSubdirectory("files-");
        try
        {
            var files = documents.Select(
                (document, i) => (
                    Path: Path.Combine(folder.FullName, FormattableString.Invariant($"{i}.json")), Document: document)).ToList();
            foreach (var (path, document) in files) File.WriteAllBytes(path, LiveJson.Bytes(document));
            return Compare(plan, LiveFile.Read(files.Select(file => (file.Path, Path.GetFileName(file.Path)))));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static InstanceDrift Compare(Plan plan, LiveSurvey survey)
    {
        var (groups, problems, _) = new GroupSearch(ShippedConnectors.All, [], null).Index(survey).Select(plan);
        return DriftComparer.CompareGroups(plan, groups, problems);
    }

    private static void AssertUnknown(InstanceDrift drift, string named)
    {
        Assert.Equal(DriftStatus.Unknown, drift.Status);
        Assert.Contains(drift.Reasons, reason => reason.Describe().Contains(named, StringComparison.Ordinal));
    }
}
