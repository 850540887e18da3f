using System.Text.Json.Nodes;
using Starface.Drift.Composition;
using Starface.Drift.Fleet;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Comparison;

namespace Starface.Drift.Tests;

/// <summary>Network security groups in a stack's state, as both Azure providers keep them.</summary>
public sealed class AzureStateTests
{
    private const string Asg = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/applicationSecurityGroups/desks";
    private static readonly Plan Plan = Plans.Pbx(AzureTarget.Instance);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_group_with_its_rules_inline_is_in_sync(bool native) => Assert.Equal(DriftStatus.InSync, Compare(State(native)).Status);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_group_with_its_rules_as_resources_beside_it_is_in_sync(bool native)
    {
        var state = State(native);
        var rules = (JsonArray)Outputs(state)["securityRules"]!;
        foreach (var rule in rules) AddRule(state, native, (JsonObject)rule!);

        Assert.Equal(DriftStatus.InSync, Compare(state).Status);
        Resources(state).RemoveAt(1);
        rules.RemoveAt(0);
        Assert.Equal(DriftStatus.Drift, Compare(state).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_group_that_was_read_before_the_rules_beside_it_were_there_is_unknown(bool native)
    {
        var state = State(native);
        var rules = (JsonArray)Outputs(state)["securityRules"]!;
        AddRule(state, native, (JsonObject)rules[0]!);
        rules.RemoveAt(0);
        AssertUnknown(Compare(state), "pulumi refresh");

        Outputs(state).Remove("securityRules");
        AssertUnknown(Compare(state), "has no 'securityRules'");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_rule_beside_the_group_on_an_application_security_group_is_extra(bool native)
    {
        var state = State(native);
        var rule = Rule(native, "desks", 99);
        rule["sourceAddressPrefix"] = native ? null : "";
        if (native) rule["sourceApplicationSecurityGroups"] = new JsonArray(new JsonObject { ["id"] = Asg });
        else rule["sourceApplicationSecurityGroupIds"] = Asg;
        AddRule(state, native, rule);

        var extra = Assert.Single(Compare(state).Extra);
        Assert.Equal("desks", extra.Rule.Id);
        Assert.Equal(Asg, extra.Ranges[0].Remote.Group);
    }

    [Theory]
    [InlineData("somethingNew", "true", "somethingNew")]
    [InlineData("protocol", "\"Gre2\"", "Gre2")]
    [InlineData("priority", "null", "priority")]
    public void What_cannot_be_understood_of_a_rule_is_unknown(string member, string json, string named)
    {
        var state = State(native: false);
        var rule = Rule(native: false, "odd", 99);
        rule[member] = JsonNode.Parse(json);
        AddRule(state, native: false, rule);
        AssertUnknown(Compare(state), named);
    }

    [Fact]
    public void A_group_whose_last_change_failed_is_unknown()
    {
        var state = State(native: true);
        Outputs(state)["provisioningState"] = "Failed";
        AssertUnknown(Compare(state), "Failed");
    }

    /// <summary>The state of a stack whose plan was applied, of the classic provider or the native one.</summary>
    internal static JsonObject State(bool native)
    {
        var flat = LiveJson.AzFlattened(Plan);
        var outputs = new JsonObject
        {
            ["__meta"] = "{}",
            ["id"] = LiveJson.AzureId(Plan),
            ["name"] = Plan.Name,
            ["tags"] = flat["tags"]!.DeepClone(),
        };
        outputs["securityRules"] = new JsonArray(
            [.. ((JsonArray)flat["securityRules"]!).Select(rule => (JsonNode)Shaped((JsonObject)rule!.DeepClone(), native))]);
        if (native)
        {
            outputs["defaultSecurityRules"] = flat["defaultSecurityRules"]!.DeepClone();
            outputs["provisioningState"] = "Succeeded";
        }

        var type = native ? "azure-native:network:NetworkSecurityGroup" : "azure:network/networkSecurityGroup:NetworkSecurityGroup";
        var group = new JsonObject
        {
            ["urn"] = $"urn:pulumi:dev::starface::{type}::{Plan.Name}",
            ["custom"] = true,
            ["id"] = LiveJson.AzureId(Plan),
            ["type"] = type,
            ["outputs"] = outputs,
        };
        return new JsonObject { ["version"] = 3, ["deployment"] = new JsonObject { ["resources"] = new JsonArray(group) } };
    }

    /// <summary>The classic provider knows no etag, id or state of a rule and writes absent texts as empty ones.</summary>
    private static JsonObject Shaped(JsonObject rule, bool native)
    {
        if (native) return rule;
        foreach (var member in new[] { "id", "etag", "type", "provisioningState", "resourceGroup" }) rule.Remove(member);
        string[] members = ["description", "sourcePortRange", "destinationPortRange", "sourceAddressPrefix", "destinationAddressPrefix"];
        foreach (var member in members)
            rule[member] ??= "";
        return rule;
    }

    private static JsonObject Rule(bool native, string name, int priority)
    {
        var rule = LiveJson.CustomRule(name, "Inbound", "Allow", priority, "Tcp", "198.18.0.0/24", "22");
        var flat = (JsonObject)rule["properties"]!.DeepClone();
        flat["name"] = name;
        return Shaped(flat, native);
    }

    private static void AddRule(JsonObject state, bool native, JsonObject outputs)
    {
        var type = native ? "azure-native:network:SecurityRule" : "azure:network/networkSecurityRule:NetworkSecurityRule";
        outputs = (JsonObject)outputs.DeepClone();
        if (native) outputs["azureApiVersion"] = "2024-05-01";
        else (outputs["networkSecurityGroupName"], outputs["resourceGroupName"]) = (Plan.Name, "rg");
        var name = outputs["name"]!.GetValue<string>();
        Resources(state).Add(new JsonObject
        {
            ["urn"] = $"urn:pulumi:dev::starface::{type}::{name}",
            ["custom"] = true,
            ["id"] = $"{LiveJson.AzureId(Plan)}/securityRules/{name}",
            ["type"] = type,
            ["outputs"] = outputs,
        });
    }

    private static JsonArray Resources(JsonObject state) => (JsonArray)state["deployment"]!["resources"]!;

    private static JsonObject Outputs(JsonObject state) => (JsonObject)Resources(state)[0]!["outputs"]!;

    private static InstanceDrift Compare(JsonObject state)
    {
        var (groups, problems, _) = new GroupSearch(ShippedConnectors.All, [], null)
            .Index(LiveFile.Parse(LiveJson.Bytes(state), "state.json"))
            .Select(Plan);
        return DriftComparer.CompareGroups(Plan, groups, problems);
    }

    private static void AssertUnknown(InstanceDrift drift, string named)
    {
        Assert.Equal(DriftStatus.Unknown, drift.Status);
        Assert.Contains(drift.Reasons, reason => reason.Describe().Contains(named, StringComparison.Ordinal));
    }
}
