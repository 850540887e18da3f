using System.Text.Json;
using System.Text.Json.Nodes;
using Starface.Cli.Tests.Support;

namespace Starface.Cli.Tests;

/// <summary>
/// A change of where groups are or of what they lie on permits the same flows and ends calls all the same: every command that knows what is
/// there says so, and a person accepts it by name.
/// </summary>
public sealed class PlacementTests
{
    private const string Aws =
        """
        config:
          aws:region: eu-central-1
          starface:cloud: aws
          starface:policy: cloud-pbx-vpn
          starface:vpcId: vpc-0123456789abcdef0
          starface:networkInterfaceIds: { a: eni-0123456789abcdef0, b: eni-0123456789abcdef1 }
          starface:peers:
            resolvers: [192.0.2.53]
            time-servers: [192.0.2.123]
            vpn: [10.8.0.0/16]
        """;

    private const string Eni = "eni-0123456789abcdef";

    private const string Nic = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/net/providers/"
        + "Microsoft.Network/networkInterfaces/pbx";

    private const string Subnet = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/net/providers/"
        + "Microsoft.Network/virtualNetworks/net/subnets/pbx";

    private const string SecurityGroup = "sg-0a1b2c3d";

    private const string NetworkSecurityGroup = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/pbx/providers/"
        + "Microsoft.Network/networkSecurityGroups/s";

    private const string Azure =
        $$"""
        config:
          starface:cloud: azure
          starface:policy: cloud-pbx-vpn
          starface:resourceGroupName: pbx
          starface:location: West Europe
          starface:networkInterfaceIds: { a: {{Nic}} }
          starface:subnetIds: { a: {{Subnet}} }
          starface:peers:
            resolvers: [192.0.2.53]
            time-servers: [192.0.2.123]
            vpn: [10.8.0.0/16]
        """;

    /// <summary>A stack, what is written in place of what in it, the problem, and what a person names to accept it.</summary>
    public static TheoryData<string, string, string, string, string?> Changes => new()
    {
        { Aws, ", b: eni-0123456789abcdef1", "", "SFP4017", "resource:s-interface-b" },
        { Aws, "b: eni-0123456789abcdef1", "b: eni-0123456789abcdef2", "SFP4017", "resource:s-interface-b" },
        { Aws, $"  starface:networkInterfaceIds: {{ a: {Eni}0, b: {Eni}1 }}\n", "", "SFP4017", "resource:s-interface-a" },
        { Aws, "b: eni", "c: eni", "SFP4018", null },
        { Aws, "vpc-0123456789abcdef0", "vpc-0123456789abcdef1", "SFP4016", "resource:s" },
        { Aws, "aws:region: eu-central-1", "aws:region: eu-central-1\n  starface:region: us-east-1", "SFP4016", "resource:s" },
        { Aws, "config:", "config:\n  starface:adoptGroupId: sg-0123456789abcdef0", "SFP4016", "resource:s" },
        { Azure, $"  starface:networkInterfaceIds: {{ a: {Nic} }}\n", "", "SFP4017", "resource:s-interface-a" },
        { Azure, $"  starface:subnetIds: {{ a: {Subnet} }}\n", "", "SFP4017", "resource:s-subnet-a" },
        { Azure, "subnetIds: { a:", "subnetIds: { b:", "SFP4018", null },
        { Azure, "resourceGroupName: pbx", "resourceGroupName: other", "SFP4016", "resource:s" },
        { Azure, "West Europe", "northeurope", "SFP4016", "resource:s" },
        { Azure, "resourceGroupName: pbx", "resourceGroupName: PBX", "SFP4016", "resource:s" },
        { Azure, "/networkInterfaces/pbx", "/networkInterfaces/PBX", "SFP4018", null },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Every_command_that_knows_what_is_there_says_so(string stack, string from, string to, string id, string? accepted)
    {
        using var folder = Saved(stack, stack.Replace(from, to, StringComparison.Ordinal));

        foreach (var against in new[] { "now.json", "state.json" })
        {
            foreach (var (told, arguments) in new (bool InOutput, string[] Arguments)[]
            {
                (false, ["preview", "--stack", "s", "--against", against]),
                (false, ["compile", "--stack", "s", "--against", against, "--output", against + "-out"]),
                (false, ["diff", against, "s"]),
                (true, ["check", "--stack", "s", "--against", against]),
            })
            {
                var result = Tool.RunIn(folder.Environment, arguments);
                Assert.Contains(id, told ? result.Output : result.Error, StringComparison.Ordinal);
                Assert.Equal(told ? 2 : 1, result.ExitCode);
                if (accepted is null) continue;

                // An accepted one is not an error any more; where several go, the others still are.
                var accepting = Tool.RunIn(folder.Environment, [.. arguments, "--allow-cut", accepted]);
                Assert.DoesNotContain(
                    $"--allow-cut {accepted}.",
                    (told ? accepting.Output : accepting.Error).ReplaceLineEndings(" "),
                    StringComparison.Ordinal);
            }

            var diff = Tool.RunIn(folder.Environment, "diff", against, "s");
            Assert.DoesNotContain("none are cut", diff.Output, StringComparison.Ordinal);
            var json = JsonDocument.Parse(Tool.RunIn(folder.Environment, "diff", against, "s", "--format", "json").Output);
            Assert.All(
                json.RootElement.GetProperty("comparisons")[0].GetProperty("placement").EnumerateArray(),
                moved => Assert.Equal(id, moved.GetProperty("id").GetString()));
            Assert.Equal("different", json.RootElement.GetProperty("status").GetString());
        }
    }

    [Theory]
    [InlineData(Aws, "aws:region: eu-central-1", "aws:region: eu-central-1\n  starface:region: eu-central-1")]
    [InlineData(Aws, "  starface:vpcId: vpc-0123456789abcdef0\n", "")]
    [InlineData(Aws, "b: eni", "c: eni-0123456789abcdef2, b: eni")]
    [InlineData(Aws, "config:", "config:\n  starface:tags: { site: one }")]
    [InlineData(Azure, "West Europe", "westeurope")]
    public void What_stays_where_it_is_is_not_told(string stack, string from, string to)
    {
        using var folder = Saved(stack, stack.Replace(from, to, StringComparison.Ordinal));

        Tool.RunIn(folder.Environment, "preview", "--stack", "s", "--against", "state.json").IsFine();
        Tool.RunIn(folder.Environment, "diff", "state.json", "s").IsFine();
    }

    // 'pulumi up' makes new groups for a new name; 'diff' compares what has another name, and says so.
    [Theory]
    [InlineData(Aws)]
    [InlineData(Azure)]
    public void An_instance_with_another_name_is_another_one(string stack)
    {
        using var folder = Saved(stack, stack.Replace("config:", "config:\n  starface:name: other", StringComparison.Ordinal));

        foreach (var against in new[] { "now.json", "state.json" })
        {
            string[] preview = ["preview", "--stack", "s", "--against", against];
            Tool.RunIn(folder.Environment, preview).IsRefused("The instance 's' would be called 'other'");
            var accepted = Tool.RunIn(folder.Environment, [.. preview, "--allow-cut", "resource:s"]);

            // On Azure the new association is created before the old one is deleted, and the provider refuses it.
            if (stack == Azure) accepted.IsRefused("the provider refuses a second group, and the update stops");
            else accepted.IsFine();
            Assert.Contains("SFP4016", Tool.RunIn(folder.Environment, "check", "--stack", "s", "--against", against).Output);
            var diff = Tool.RunIn(folder.Environment, "diff", against, "s");
            Assert.Equal(2, diff.ExitCode);
            Assert.Contains("would be called 'other'", diff.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        }
    }

    // What is left out of the list, or has another name there, is deleted by the next update.
    [Theory]
    [InlineData("")]
    [InlineData("    - name: c3\n")]
    public void An_instance_that_is_not_there_any_more_is_refused_by_every_command(string instead)
    {
        var both = Aws.Replace($"  starface:networkInterfaceIds: {{ a: {Eni}0, b: {Eni}1 }}\n", "", StringComparison.Ordinal)
            + "\n  starface:instances:\n    - name: c1\n    - name: c2\n";
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: starface\n");
        folder.Write("Pulumi.s.yaml", both);
        folder.Write("now.json", Tool.RunIn(folder.Environment, "preview", "--stack", "s", "--format", "json").IsFine().Output);
        folder.Write("Pulumi.s.yaml", both.Replace("    - name: c2\n", instead, StringComparison.Ordinal));

        foreach (var (ends, arguments) in new (int Ends, string[] Arguments)[]
        {
            (1, ["preview", "--stack", "s", "--against", "now.json"]),
            (1, ["compile", "--stack", "s", "--against", "now.json", "--output", "out"]),
            (1, ["diff", "now.json", "s"]),
            (2, ["check", "--against", "now.json"]),
        })
        {
            var result = Tool.RunIn(folder.Environment, arguments);
            Assert.Equal(ends, result.ExitCode);
            Assert.Contains("SFP4016", result.Error + result.Output, StringComparison.Ordinal);
            Assert.Contains("'c2' is not there any more", (result.Error + result.Output).ReplaceLineEndings(" "), StringComparison.Ordinal);
            Assert.DoesNotContain("'c1' is not", result.Error + result.Output, StringComparison.Ordinal);

            var accepted = Tool.RunIn(folder.Environment, [.. arguments, "--allow-cut", "resource:c2"]);
            Assert.Equal(arguments[0] == "diff" ? 2 : 0, accepted.ExitCode);
            Assert.DoesNotContain("warning: --allow-cut", accepted.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_name_that_accepts_nothing_is_told()
    {
        using var folder = Saved(Aws, Aws);

        var result = Tool.RunIn(folder.Environment, "preview", "--stack", "s", "--against", "now.json", "--allow-cut", "resource:t");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(
            "warning: --allow-cut resource:t: nothing of that name would be cut.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_stacks_are_compared_for_what_they_permit()
    {
        using var folder = Saved(Aws, Aws);
        folder.Write("Pulumi.t.yaml", Aws.Replace("config:", "config:\n  starface:name: s", StringComparison.Ordinal)
            .Replace("vpc-0123456789abcdef0", "vpc-0123456789abcdef1", StringComparison.Ordinal));

        Tool.RunIn(folder.Environment, "diff", "s", "t").IsFine();
    }

    private static TemporaryFolder Saved(string before, string after)
    {
        var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: starface\n");
        folder.Write("Pulumi.s.yaml", before);
        var plan = Tool.RunIn(folder.Environment, "preview", "--stack", "s", "--format", "json").IsFine().Output;
        folder.Write("now.json", plan);
        folder.Write("state.json", State(JsonNode.Parse(plan)!["stacks"]![0]!["resources"]!.AsArray()));
        folder.Write("Pulumi.s.yaml", after);
        return folder;
    }

    /// <summary>The resources as the engine records them: references are ids, and defaults have their values.</summary>
    private static string State(JsonArray resources)
    {
        var recorded = resources.Select((resource, i) =>
        {
            var outputs = resource!["properties"]!.DeepClone().AsObject();
            var type = (string)resource["type"]!;
            var name = (string)resource["name"]!;
            var id = type.EndsWith(":SecurityGroup", StringComparison.Ordinal) ? SecurityGroup
                : type.EndsWith(":NetworkSecurityGroup", StringComparison.Ordinal) ? NetworkSecurityGroup
                : FormattableString.Invariant($"id-{i:x8}");
            foreach (var (key, value) in outputs.ToList())
            {
                if (value is JsonValue text && text.ToString() == "${s.id}")
                    outputs[key] = type.StartsWith("aws:", StringComparison.Ordinal) ? SecurityGroup : NetworkSecurityGroup;
            }

            outputs["id"] = id;
            if (type.StartsWith("aws:", StringComparison.Ordinal)) outputs["region"] = "eu-central-1";
            if (name == "s") outputs["name"] = "s-1234567";
            if (outputs["location"] is not null) outputs["location"] = "westeurope";
            return (JsonNode)new JsonObject
            {
                ["urn"] = $"urn:pulumi:s::starface::starface:index:PolicySecurityGroup${type}::{name}",
                ["type"] = type,
                ["custom"] = true,
                ["id"] = id,
                ["outputs"] = outputs,
            };
        });
        return new JsonObject
        {
            ["version"] = 3,
            ["deployment"] = new JsonObject { ["resources"] = new JsonArray([.. recorded]) },
        }.ToJsonString();
    }
}
