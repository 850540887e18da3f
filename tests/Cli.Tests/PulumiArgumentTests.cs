using System.Text.Json;
using Starface.Cli.Tests.Support;

namespace Starface.Cli.Tests;

/// <summary>Holds every emitted property against the inputs of the official typed SDKs (Data/pulumi-args.json).</summary>
public sealed class PulumiArgumentTests
{
    private static readonly JsonElement Known =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "pulumi-args.json"))).RootElement;

    public static TheoryData<string> Selections =>
    [
        "--stack demo-aws",
        "--stack demo-azure",
        "--policy yealink-phone-network --cloud aws --vpc-id vpc-0a1b2c3d",
        "--policy yealink-phone-network --cloud azure --location westeurope",
    ];

    [Theory]
    [MemberData(nameof(Selections))]
    public void Every_property_is_an_input_of_its_type_and_every_required_input_is_there(string selection)
    {
        using var folder = new TemporaryFolder();
        CheckProgram(folder, selection);
    }

    [Fact]
    public void Every_type_that_plans_use_is_held_against_the_inputs()
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "Pulumi.all.yaml",
            """
            config:
              starface:policy: cloud-pbx-vpn
              starface:peers:
                vpn: [10.8.0.0/16, 10.9.0.0/16, "2001:db8::/48"]
                resolvers: [192.0.2.53]
                time-servers: [192.0.2.123]
              starface:instances:
                - { name: lists, cloud: aws, vpcId: vpc-0a1b2c3d, region: eu-central-1, prefixListsFrom: 2, adoptGroupId: sg-0a1b2c3d, networkInterfaceIds: { eth0: eni-0123456789abcdef0 } }
                - { name: groups, cloud: aws, peers: { vpn: [sg-0a1b2c3d, "pl-0a1b2c3d:20"] } }
                - name: nsg
                  cloud: azure
                  resourceGroupName: rg
                  location: westeurope
                  allowLoadBalancerProbes: true
                  peers: { vpn: ["tag:VirtualNetwork", /subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/applicationSecurityGroups/phones] }
                  subnetIds: { pbx: /subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/pbx }
                  networkInterfaceIds: { eth0: /subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces/eth0 }
            """);

        var types = CheckProgram(folder, "--stack all --directory " + folder.Path);

        Assert.Equal(
            [
                "aws:ec2/managedPrefixList:ManagedPrefixList",
                "aws:ec2/networkInterfaceSecurityGroupAttachment:NetworkInterfaceSecurityGroupAttachment",
                "aws:ec2/securityGroup:SecurityGroup", "aws:ec2/tag:Tag",
                "aws:ec2/vpcSecurityGroupRulesExclusive:VpcSecurityGroupRulesExclusive",
                "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
                "azure:network/networkInterfaceSecurityGroupAssociation:NetworkInterfaceSecurityGroupAssociation",
                "azure:network/networkSecurityGroup:NetworkSecurityGroup",
                "azure:network/subnetNetworkSecurityGroupAssociation:SubnetNetworkSecurityGroupAssociation",
            ],
            types);
    }

    /// <summary>Checks every resource of a compiled program, and returns their types.</summary>
    private static SortedSet<string> CheckProgram(TemporaryFolder folder, string selection)
    {
        Tool.Run(["compile", .. selection.Split(' '), "--output", Path.Combine(folder.Path, "out")]).IsFine();
        var resources = JsonDocument.Parse(folder.Read("out/Main.json")).RootElement.GetProperty("resources").EnumerateObject().ToList();

        Assert.NotEmpty(resources);
        var types = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            var type = resource.Value.GetProperty("type").GetString()!;
            types.Add(type);
            Assert.True(Known.GetProperty("types").TryGetProperty(type, out var inputs), type);
            Check(resource.Name, resource.Value.GetProperty("properties"), inputs);
        }

        return types;
    }

    private static void Check(string where, JsonElement properties, JsonElement inputs)
    {
        foreach (var input in inputs.EnumerateObject().Where(input => input.Value.GetProperty("required").GetBoolean()))
            Assert.True(properties.TryGetProperty(input.Name, out _), $"{where} lacks {input.Name}");
        foreach (var property in properties.EnumerateObject())
        {
            var place = $"{where}.{property.Name}";
            Assert.True(inputs.TryGetProperty(property.Name, out var input), $"{place} is not an input");
            var type = input.GetProperty("type").GetString()!;
            Assert.True(Fits(property.Value, type), $"{place} is {property.Value.ValueKind}, not {type}");
            if (property.Value.ValueKind == JsonValueKind.Array
                && Known.GetProperty("nested").TryGetProperty(property.Name, out var nested))
            {
                foreach (var item in property.Value.EnumerateArray()) Check(place, item, nested);
            }
        }
    }

    private static bool Fits(JsonElement value, string type) => value.ValueKind switch
    {
        JsonValueKind.Array => type.Contains("[]", StringComparison.Ordinal),
        JsonValueKind.Object => type.Contains("[key: string]", StringComparison.Ordinal),
        JsonValueKind.Number => type.Contains("number", StringComparison.Ordinal),
        JsonValueKind.True or JsonValueKind.False => type.Contains("boolean", StringComparison.Ordinal),
        JsonValueKind.String => type.Contains("string", StringComparison.Ordinal)
            && !type.Contains("[]", StringComparison.Ordinal)
            && !type.Contains('{', StringComparison.Ordinal),
        _ => false,
    };
}
