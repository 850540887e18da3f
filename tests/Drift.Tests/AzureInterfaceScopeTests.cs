using System.Text.Json.Nodes;
using Starface.Drift.Composition;
using Starface.Drift.Fleet;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Comparison;

namespace Starface.Drift.Tests;

/// <summary>Interfaces of Azure, compared from the files of its command line, all layers together.</summary>
public sealed class AzureInterfaceScopeTests
{
    private static readonly Plan Plan = Plans.Pbx(AzureTarget.Instance);
    private static readonly string GroupId = LiveJson.AzureId(Plan);
    private static readonly string Pbx = AzureAround.InterfaceId("pbx");

    [Fact]
    public void An_interface_whose_layers_let_through_what_is_planned_is_in_sync()
    {
        AssertInSync(new Cloud());
        AssertInSync(Cloud.OnSubnet());
        var both = new Cloud();
        both.AdminRules.Add(AzureAround.AdminRule("telnet", "Deny", "*", "23"));
        both.AdminRules.Add(AzureAround.AdminRule("rlogin", "Deny", "*", "513"));
        AssertInSync(both);
    }

    [Fact]
    public void What_admin_rules_do_is_seen()
    {
        var open = new Cloud();
        open.AdminRules.Add(AzureAround.AdminRule("ssh", "AlwaysAllow", "*", "22"));
        var drift = Compare(open);
        Assert.Equal(DriftStatus.Drift, drift.Status);
        Assert.NotEmpty(drift.Extra);
        Assert.Empty(drift.Missing);

        var closed = new Cloud();
        closed.AdminRules.Add(AzureAround.AdminRule("tls", "Deny", "*", "1-65535"));
        drift = Compare(closed);
        Assert.Equal(DriftStatus.Drift, drift.Status);
        Assert.NotEmpty(drift.Missing);
        Assert.Empty(drift.Extra);
    }

    [Theory]
    [InlineData("nics.json", "az network nic list")]
    [InlineData("vnets.json", "az network vnet list")]
    [InlineData("pbx-network.admin-rules.json", "az network manager list-effective-security-admin-rule")]
    public void A_file_that_is_missing_is_unknown_and_named(string file, string command)
    {
        var cloud = new Cloud();
        cloud.Without.Add(file);
        AssertUnknown(cloud, command);
    }

    /// <summary>What the files say of where the group is, with one thing changed, and what the reason names.</summary>
    public static TheoryData<string, string, string> Doubts => new()
    {
        { "nic", """{"ipConfigurations":null}""", "ipConfigurations" },
        { "nic", """{"networkSecurityGroup":{"name":"x"}}""", "'id'" },
        { "nic", """{"networkSecurityGroup":null}""", "changed between the two reads" },
        { "nic", """{"provisioningState":"Updating"}""", "Updating" },
        { "configuration", """{"subnet":null}""", "subnet" },
        { "subnet nic", """{"ipConfigurations":null}""", "ipConfigurations" },
        { "subnet nic", """{"ipConfigurations":[]}""", "changed between the two reads" },
        { "subnet", """{"networkSecurityGroup":null}""", "changed between the two reads" },
        { "subnet", """{"networkSecurityGroup":{}}""", "'id'" },
        { "subnet", """{"provisioningState":"Updating"}""", "Updating" },
        { "network", """{"addressSpace":null}""", "addressSpace" },
        { "rule", """{"access":"Audit"}""", "Audit" },
    };

    [Theory]
    [MemberData(nameof(Doubts))]
    public void What_is_not_known_of_the_way_is_unknown(string place, string members, string named)
    {
        var cloud = place.StartsWith("subnet", StringComparison.Ordinal) ? Cloud.OnSubnet() : new Cloud();
        cloud.AdminRules.Add(AzureAround.AdminRule("telnet", "Deny", "*", "23"));
        var target = place switch
        {
            "nic" or "subnet nic" => cloud.Interface["properties"]!,
            "configuration" => cloud.Interface["properties"]!["ipConfigurations"]![0]!["properties"]!,
            "subnet" => cloud.Network["properties"]!["subnets"]![0]!["properties"]!,
            "network" => cloud.Network["properties"]!,
            _ => cloud.AdminRules[0]["properties"]!,
        };
        foreach (var (name, value) in JsonNode.Parse(members)!.AsObject()) target[name] = value?.DeepClone();
        AssertUnknown(cloud, named);
    }

    [Fact]
    public void An_interface_that_a_subnet_or_group_names_and_that_was_not_read_is_unknown()
    {
        var inSubnet = Cloud.OnSubnet();
        var configurations = (JsonArray)inSubnet.Network["properties"]!["subnets"]![0]!["properties"]!["ipConfigurations"]!;
        configurations.Add(AzureAround.Reference($"{AzureAround.ScaleSetInterfaceId}/ipConfigurations/ipconfig1"));
        AssertUnknown(inSubnet, AzureAround.ScaleSetInterfaceId);

        var named = new Cloud();
        ((JsonArray)named.Group["properties"]!["networkInterfaces"]!).Add(AzureAround.Reference(AzureAround.ScaleSetInterfaceId));
        AssertUnknown(named, AzureAround.ScaleSetInterfaceId);
    }

    [Fact]
    public void A_group_on_nothing_or_on_a_subnet_without_interfaces_protects_nothing()
    {
        var detached = new Cloud();
        (detached.Group["properties"]!["networkInterfaces"], detached.Interface["properties"]!["networkSecurityGroup"]) = (null, null);
        var drift = Compare(detached);
        Assert.Equal(DriftStatus.Drift, drift.Status);
        Assert.Contains("protects nothing", Assert.Single(drift.Attachments).ToString(), StringComparison.Ordinal);

        var empty = Cloud.OnSubnet();
        ((JsonArray)empty.Network["properties"]!["subnets"]![0]!["properties"]!["ipConfigurations"]!).Clear();
        empty.Interface["properties"]!["ipConfigurations"]![0]!["properties"]!["subnet"]!["id"] = AzureAround.SubnetId + "-2";
        drift = Compare(empty);
        Assert.Equal(DriftStatus.Drift, drift.Status);
        Assert.Contains("protects nothing", Assert.Single(drift.Attachments).ToString(), StringComparison.Ordinal);
    }

    private static void AssertInSync(Cloud cloud)
    {
        var drift = Compare(cloud);
        Assert.Empty(drift.Reasons);
        Assert.Equal(DriftStatus.InSync, drift.Status);
        Assert.Equal(Pbx, Assert.Single(drift.Interfaces).Interface.Id);
    }

    private static void AssertUnknown(Cloud cloud, string named)
    {
        var drift = Compare(cloud);
        Assert.Equal(DriftStatus.Unknown, drift.Status);
        Assert.Contains(drift.Reasons, reason => reason.Describe().Contains(named, StringComparison.Ordinal));
    }

    private static InstanceDrift Compare(Cloud cloud)
    {
        var folder = Directory.CreateTempSubdirectory("files-");
        try
        {
            var files = cloud.Files.Where(file => !cloud.Without.Contains(file.Name)).ToList();
            foreach (var (name, document) in files) File.WriteAllBytes(Path.Combine(folder.FullName, name), LiveJson.Bytes(document));
            var survey = LiveFile.Read(files.Select(file => (Path.Combine(folder.FullName, file.Name), file.Name)));
            var comparer = new InstanceComparer(new GroupSearch(ShippedConnectors.All, [], null), new FleetOptions());
            return comparer.Compare(new FleetTarget(Plan, null), comparer.Index([survey], [])).Drift;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A group on one interface of a subnet.</summary>
    private sealed class Cloud
    {
        public JsonObject Group { get; } = GroupOn("networkInterfaces", Pbx);

        public JsonObject Interface { get; } = AzureAround.Interface(Pbx, GroupId);

        public JsonObject Network { get; } = AzureAround.Network(null, Pbx);

        public List<JsonObject> AdminRules { get; } = [];

        /// <summary>The files that are not given.</summary>
        public HashSet<string> Without { get; } = [];

        public IEnumerable<(string Name, JsonNode Document)> Files =>
        [
            ("nsgs.json", new JsonArray(Group)),
            ("nics.json", new JsonArray(Interface)),
            ("vnets.json", new JsonArray(Network)),
            ("pbx-network.admin-rules.json", new JsonObject { ["value"] = new JsonArray([.. AdminRules]) }),
        ];

        /// <summary>The group is on the subnet of the interface instead.</summary>
        public static Cloud OnSubnet()
        {
            var cloud = new Cloud();
            (cloud.Group["properties"]!["networkInterfaces"], cloud.Group["properties"]!["subnets"]) =
                (null, new JsonArray(AzureAround.Reference(AzureAround.SubnetId)));
            cloud.Interface["properties"]!["networkSecurityGroup"] = null;
            cloud.Network["properties"]!["subnets"]![0]!["properties"]!["networkSecurityGroup"] = AzureAround.Reference(GroupId);
            return cloud;
        }

        private static JsonObject GroupOn(string list, string id)
        {
            var group = LiveJson.AzureGroup(Plan);
            group["properties"]![list] = new JsonArray(AzureAround.Reference(id));
            return group;
        }
    }
}
