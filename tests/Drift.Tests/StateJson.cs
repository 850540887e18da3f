using System.Text.Json.Nodes;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Planning;

namespace Starface.Drift.Tests;

/// <summary>What 'pulumi stack export' writes.</summary>
internal static class StateJson
{
    /// <summary>The state of a stack whose plan was applied and that was refreshed then.</summary>
    public static JsonObject From(Plan plan, string id = "sg-1")
    {
        var group = new JsonObject
        {
            ["urn"] = $"urn:pulumi:dev::starface::aws:ec2/securityGroup:SecurityGroup::{plan.Name}",
            ["custom"] = true,
            ["id"] = id,
            ["type"] = AwsTypes.SecurityGroup,
            ["outputs"] = new JsonObject
            {
                ["__meta"] = "{}",
                ["id"] = id,
                ["name"] = plan.Name,
                ["description"] = AwsPlanner.GroupDescription,
                ["ingress"] = new JsonArray(),
                ["egress"] = new JsonArray(),
                ["tags"] = new JsonObject(
                    plan.Resources[0].Properties.Map("tags").Select(
                        tag => KeyValuePair.Create(tag.Key, (JsonNode?)((PropertyText)tag.Value).Value))),
            },
        };
        var rules = LiveJson.Rules(plan, AwsTypes.IngressRule).Concat(LiveJson.Rules(plan, AwsTypes.EgressRule)).Select((rule, i) =>
        {
            var outputs = new JsonObject
            {
                ["securityGroupId"] = id,
                ["securityGroupRuleId"] = FormattableString.Invariant($"sgr-{i:x8}"),
            };
            foreach (var property in rule.Properties)
            {
                if (property.Value is PropertyText text) outputs[property.Key] = text.Value;
                if (property.Value is PropertyNumber number) outputs[property.Key] = number.Value;
            }

            return (JsonNode)new JsonObject
            {
                ["urn"] = $"urn:pulumi:dev::starface::{rule.Type}::{rule.Name}",
                ["custom"] = true,
                ["id"] = FormattableString.Invariant($"sgr-{i:x8}"),
                ["type"] = rule.Type,
                ["inputs"] = outputs.DeepClone(),
                ["outputs"] = outputs,
            };
        });
        var tag = new JsonObject
        {
            ["urn"] = $"urn:pulumi:dev::starface::{AwsTypes.Tag}::{plan.Name}-digest",
            ["custom"] = true,
            ["id"] = $"{id},starface-policy:digest",
            ["type"] = AwsTypes.Tag,
            ["outputs"] = new JsonObject { ["resourceId"] = id, ["key"] = "starface-policy:digest", ["value"] = plan.Digest },
        };
        var state = new JsonObject
        {
            ["version"] = 3,
            ["deployment"] = new JsonObject { ["manifest"] = new JsonObject(), ["resources"] = new JsonArray([group, .. rules, tag]) },
        };
        Refresh(state);
        return state;
    }

    /// <summary>What <c>pulumi refresh</c> does: the group lists the rules that stand beside it.</summary>
    public static void Refresh(JsonObject state)
    {
        var resources = Resources(state);
        foreach (var (list, type) in new[] { ("ingress", AwsTypes.IngressRule), ("egress", AwsTypes.EgressRule) })
        {
            resources[0]["outputs"]![list] = new JsonArray(
                [
                    .. resources.Where(resource => resource["type"]!.GetValue<string>() == type)
                        .Select(rule => (JsonNode)Listed((JsonObject)rule["outputs"]!)),
                ]);
        }

        static JsonObject Listed(JsonObject rule) => new()
        {
            ["protocol"] = rule["ipProtocol"]!.DeepClone(),
            ["fromPort"] = rule["fromPort"]?.DeepClone() ?? 0,
            ["toPort"] = rule["toPort"]?.DeepClone() ?? 0,
            ["cidrBlocks"] = rule["cidrIpv4"] is { } v4 ? new JsonArray(v4.DeepClone()) : new JsonArray(),
            ["ipv6CidrBlocks"] = rule["cidrIpv6"] is { } v6 ? new JsonArray(v6.DeepClone()) : new JsonArray(),
            ["description"] = rule["description"]!.DeepClone(),
            ["self"] = false,
        };
    }

    /// <summary>The resources of a state, of which the first is the group.</summary>
    public static List<JsonObject> Resources(JsonObject state) =>
        [.. ((JsonArray)state["deployment"]!["resources"]!).Select(resource => (JsonObject)resource!)];
}
