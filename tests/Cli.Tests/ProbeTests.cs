using System.Text.Json;
using System.Text.Json.Nodes;
using Starface.Cli.Tests.Support;

namespace Starface.Cli.Tests;

/// <summary>Health probes of a load balancer are let in by the plan and not by the policy; comparisons count them on both sides.</summary>
public sealed class ProbeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ProbeTests()
    {
        _folder.Write("Pulumi.yaml", "name: starface\n");
        _folder.Write("Pulumi.with.yaml", Stack("starface:allowLoadBalancerProbes: true"));
        _folder.Write("Pulumi.without.yaml", Stack(""));
        foreach (var stack in new[] { "with", "without" })
        {
            var plan = Run("preview", "--stack", stack, "--format", "json").IsFine().Output;
            _folder.Write($"{stack}-plan.json", plan);
            _folder.Write($"{stack}-state.json", State(stack, JsonNode.Parse(plan)!["stacks"]![0]!["resources"]![0]!));
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("with")]
    [InlineData("without")]
    public void A_plan_its_saved_file_and_its_state_permit_the_same(string stack)
    {
        string[] sides = [stack, $"{stack}-plan.json", $"{stack}-state.json"];
        foreach (var (before, after) in from before in sides from after in sides select (before, after))
        {
            var diff = Run("diff", before, after, "--format", "json").IsFine();
            Assert.Empty(Flows(diff.Output, "possible").Concat(Flows(diff.Output, "impossible")));
        }
    }

    [Theory]
    [InlineData("with", "without", "impossible")]
    [InlineData("with-plan.json", "without", "impossible")]
    [InlineData("with-state.json", "without", "impossible")]
    [InlineData("without-state.json", "with", "possible")]
    [InlineData("without", "with-plan.json", "possible")]
    public void Letting_them_in_or_not_is_a_change(string before, string after, string what)
    {
        var diff = Run("diff", before, after, "--format", "json");

        Assert.Equal(2, diff.ExitCode);
        Assert.Equal(["tag:AzureLoadBalancer"], Flows(diff.Output, what).Select(flow => flow.GetProperty("remote").GetString()));
    }

    private static IEnumerable<JsonElement> Flows(string diff, string member) =>
        JsonDocument.Parse(diff).RootElement.GetProperty("comparisons")[0].GetProperty(member).EnumerateArray();

    private CliResult Run(params string[] args) => Tool.RunIn(_folder.Environment, args);

    private static string Stack(string more) =>
        $$"""
        config:
          starface:cloud: azure
          starface:name: pbx
          starface:resourceGroupName: rg
          starface:policy: cloud-pbx-vpn
          starface:peers:
            resolvers: [192.0.2.53]
            time-servers: [192.0.2.123]
            vpn: [10.8.0.0/16]
          {{more}}
        """;

    /// <summary>The group as the engine records it.</summary>
    private static string State(string stack, JsonNode group)
    {
        var outputs = group["properties"]!.DeepClone().AsObject();
        outputs["name"] = "pbx";
        outputs["id"] = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/"
            + "networkSecurityGroups/pbx";
        return new JsonObject
        {
            ["version"] = 3,
            ["deployment"] = new JsonObject
            {
                ["resources"] = new JsonArray(new JsonObject
                {
                    ["urn"] = $"urn:pulumi:{stack}::starface::{group["type"]}::pbx",
                    ["type"] = (string)group["type"]!,
                    ["custom"] = true,
                    ["id"] = (string)outputs["id"]!,
                    ["outputs"] = outputs,
                }),
            },
        }.ToJsonString();
    }
}
