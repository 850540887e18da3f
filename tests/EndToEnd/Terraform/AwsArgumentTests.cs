using System.Text.Json;
using System.Text.Json.Nodes;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;

namespace Starface.EndToEnd.Terraform;

/// <summary>Every planned argument is one that terraform's AWS provider accepts, of its type, and every required one is present.</summary>
public sealed class AwsArgumentTests
{
    private static readonly JsonNode Known = JsonNode.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Terraform", "aws-arguments.json")))!["resources"]!;

    public static TheoryData<string> Plans => [nameof(AwsPlans.WithPrefixes), nameof(AwsPlans.WithPrefixLists)];

    [Theory]
    [MemberData(nameof(Plans))]
    public void Arguments_have_the_names_and_types_of_the_schema(string plan)
    {
        foreach (var (type, resources) in TerraformConfiguration.Resources(Named(plan)))
        {
            var schema = Known[type]!;
            foreach (var (label, resource) in resources!.AsObject())
                Check($"{type}.{label}", resource!.AsObject(), schema["arguments"]!.AsObject(), schema["blocks"]!.AsObject());
        }
    }

    [Fact]
    public void The_plans_have_every_resource_type_that_the_schema_lists()
        => Assert.Equal(
            Known.AsObject().Select(type => type.Key).Order(StringComparer.Ordinal),
            Plans
                .SelectMany(plan => TerraformConfiguration.Resources(Named(plan.Data)).Select(type => type.Key))
                .Distinct()
                .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Plans))]
    public void A_rule_has_exactly_one_remote_side_and_ports_go_with_protocols_that_have_them(string plan)
    {
        var rules = Named(plan).Resources.Where(resource => resource.Type is AwsTypes.IngressRule or AwsTypes.EgressRule).ToList();

        Assert.NotEmpty(rules);
        foreach (var rule in rules.Select(rule => rule.Properties))
        {
            Assert.Single(new[] { "cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId" }, side => rule[side] is not null);
            Assert.Equal(rule.Text("ipProtocol") is "tcp" or "udp", rule["fromPort"] is not null && rule["toPort"] is not null);
        }
    }

    internal static Plan Named(string plan) => plan == nameof(AwsPlans.WithPrefixes) ? AwsPlans.WithPrefixes : AwsPlans.WithPrefixLists;

    private static void Check(string place, JsonObject given, JsonObject arguments, JsonObject blocks)
    {
        foreach (var (name, rule) in arguments.Where(argument => (string)argument.Value!["use"]! == "required"))
            Assert.True(given.ContainsKey(name), $"{place} lacks {name} ({rule})");
        foreach (var (name, value) in given)
        {
            if (blocks[name] is { } block)
            {
                foreach (var item in value!.AsArray()) Check($"{place}.{name}", item!.AsObject(), block.AsObject(), []);
                continue;
            }

            Assert.True(arguments.ContainsKey(name), $"{place} has no argument {name}");
            Assert.NotEqual("computed", (string)arguments[name]!["use"]!);
            Assert.True(Fits(value!, arguments[name]!["type"]!), $"{place}.{name} is {value}, not {arguments[name]!["type"]}");
        }
    }

    private static bool Fits(JsonNode value, JsonNode type) => type switch
    {
        JsonValue name => ((string)name!, value.GetValueKind()) is ("string", JsonValueKind.String) or ("number", JsonValueKind.Number) or (
            "bool", JsonValueKind.True or JsonValueKind.False),
        JsonArray { Count: 2 } container when (string)container[0]! == "map" =>
            value is JsonObject map && map.All(entry => Fits(entry.Value!, container[1]!)),
        JsonArray container => value is JsonArray list && list.All(item => Fits(item!, container[1]!)),
        _ => false,
    };
}
