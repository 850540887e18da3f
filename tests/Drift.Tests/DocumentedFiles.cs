using Starface.Policy.Names;
using System.Text.Json;
using System.Text.Json.Nodes;
using Starface.Cli.Selection;
using Starface.Cli.Tests.Support;
using Starface.Policies;
using Starface.Policy.Clouds;

namespace Starface.Drift.Tests;

/// <summary>The files that the commands of docs/drift.md name, made from what this checkout plans for its demo stacks.</summary>
/// <param name="page">The page.</param>
internal sealed class DocumentedFiles(string page)
{
    private const string Group = "sg-0a1b2c3d4e5f60718";
    private const string Foreign = "sgr-0f00000000000bad1";
    private const string List = "pl-0123456789abcdef0";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };
    private static readonly Lazy<Plan> Plan = new(() => PlanOf("demo-aws"));
    private static readonly Lazy<Plan> AzurePlan = new(() => PlanOf("demo-azure"));

    /// <summary>Writes the stacks' files, as a project has them, and what a command names.</summary>
    /// <param name="folder">The folder the command is run in.</param>
    /// <param name="words">The command's arguments.</param>
    public void Write(string folder, string[] words)
    {
        var infra = Path.Combine(Checkout.Root, "src", "Infra");
        foreach (var file in (string[])["Pulumi.yaml", "Pulumi.demo-aws.yaml", "Pulumi.demo-azure.yaml", HostsLock.FileName])
            File.Copy(Path.Combine(infra, file), Path.Combine(folder, file));
        File.WriteAllText(
            Path.Combine(folder, "Pulumi.broken.yaml"),
            File.ReadAllText(Path.Combine(infra, "Pulumi.demo-aws.yaml")).Replace("cloud-pbx", "cloud-pbxx", StringComparison.Ordinal));
        foreach (var (option, file) in words.Zip(words.Skip(1)))
        {
            if (option is "--live" or "--ignore-file" or "--service-tags") File.WriteAllText(Path.Combine(folder, file), Text(file));
        }
    }

    private string Text(string file) => file switch
    {
        "groups.json" => Json(Groups()),
        "rules.json" => Json(Rules()),
        "changed-groups.json" => Json(ChangedGroups()),
        "changed-rules.json" => Json(ChangedRules()),
        "interfaces.json" => Json(DocumentedSurroundings.Interfaces(Group)),
        "subnets.json" => Json(DocumentedSurroundings.Subnets()),
        "acls.json" => Json(DocumentedSurroundings.Acls()),
        "options.json" => Json(DocumentedSurroundings.PublicAccess()),
        "debug-groups.json" => Json(DebugGroups()),
        "debug-interfaces.json" => Json(DocumentedSurroundings.Interfaces(Group, DocumentedSurroundings.DebugGroup)),
        "media-acls.json" => Json(DocumentedSurroundings.Acls(DocumentedSurroundings.Denial(90, 10000, 20000))),
        "replaced-interfaces.json" => Json(DocumentedSurroundings.Interfaces(DocumentedSurroundings.DebugGroup)),
        "nsgs.json" => Json(new JsonArray(LiveJson.AzFlattened(AzurePlan.Value))),
        "tagged-nsgs.json" => Json(TaggedGroups()),
        "nics.json" => Json(DocumentedSurroundings.AzureInterfaces(LiveJson.AzureId(AzurePlan.Value))),
        "vnets.json" => Json(DocumentedSurroundings.AzureNetworks()),
        "pbx-network.admin-rules.json" => Json(DocumentedSurroundings.AdminRules()),
        "service-tags.json" => Json(DocumentedSurroundings.ServiceTags()),
        "cut.json" => Json(Groups())[..4096],
        "listed.json" => Json(ListedGroups()),
        List + ".json" => """
            {"Entries":[{"Cidr":"198.18.0.0/24","Description":"office"},{"Cidr":"198.18.1.0/24","Description":"workshop"}]}
            """,
        "drift-ignore.yaml" => DocumentedCommand.BlockOf(page, "yaml"),
        "old-ignore.yaml" => """
            ignore:
              - flow: inbound tcp 0.0.0.0/0 22
                instance: demo-aws
                reason: OPS-4711, remote support
                owner: alice@example.org
                expires: 2026-10-31
              - rule: sgr-0123
                flow: inbound tcp 198.51.100.7/32 22
                reason: not there
                owner: bob@example.org
                expires: 2026-12-31
            """,
        _ => throw new InvalidOperationException($"{file}: nothing says what the file holds."),
    };

    private static Plan PlanOf(string stack) => Assert.Single(PlannedInstance.All(
        InstanceSelector.Select(
            new InstanceSelection { Stacks = [stack] }, new Lazy<Policy.PolicyCatalog>(Catalog.Instance), Checkout.Environment))).Plan;

    private static JsonObject Groups() => new() { ["SecurityGroups"] = new JsonArray(LiveJson.AwsGroup(Plan.Value, Group)) };

    private static JsonObject Rules() => LiveJson.AwsRules(Plan.Value, Group);

    /// <summary>SSH is open, and SIP over UDP closed for the branch.</summary>
    private static JsonObject ChangedGroups()
    {
        var groups = Groups();
        var inbound = Inbound(groups);
        Assert.Equal(1, inbound.RemoveAll(permission => IsSip(permission!)
            && permission!["IpRanges"]!.AsArray() is [{ } range] && range["CidrIp"]!.GetValue<string>() == "203.0.113.64/26"));
        inbound.Add(
            JsonNode.Parse(
                """
                    {"IpProtocol":"tcp","FromPort":22,"ToPort":22,"IpRanges":[{"CidrIp":"0.0.0.0/0","Description":"temp, bob"}],
                    "Ipv6Ranges":[],"PrefixListIds":[],"UserIdGroupPairs":[]}
                    """));
        return groups;
    }

    private static JsonObject ChangedRules()
    {
        var rules = Rules();
        var all = (JsonArray)rules["SecurityGroupRules"]!;
        Assert.Equal(1, all.RemoveAll(rule => !rule!["IsEgress"]!.GetValue<bool>() && IsSip(rule)
            && rule["CidrIpv4"]?.GetValue<string>() == "203.0.113.64/26"));
        all.Add(JsonNode.Parse($$"""
            {"SecurityGroupRuleId":"{{Foreign}}","GroupId":"{{Group}}","GroupOwnerId":"123456789012","IsEgress":false,
             "IpProtocol":"tcp","FromPort":22,"ToPort":22,"CidrIpv4":"0.0.0.0/0","Description":"temp, bob",
             "Tags":[{"Key":"ticket","Value":"OPS-4711"}]}
            """));
        return rules;
    }

    private static bool IsSip(JsonNode rule) =>
        rule["IpProtocol"]!.GetValue<string>() == "udp" && rule["FromPort"]!.GetValue<int>() == 5060;

    /// <summary>SSH is open to the members of a prefix list.</summary>
    private static JsonObject ListedGroups()
    {
        var groups = Groups();
        Inbound(groups).Add(
            JsonNode.Parse(
                $$"""
                    {"IpProtocol":"tcp","FromPort":22,"ToPort":22,"IpRanges":[],"Ipv6Ranges":[],
                    "PrefixListIds":[{"PrefixListId":"{{List}}"}],"UserIdGroupPairs":[]}
                    """));
        return groups;
    }

    /// <summary>The plan's group, and one that opens SSH.</summary>
    private static JsonObject DebugGroups()
    {
        var groups = Groups();
        ((JsonArray)groups["SecurityGroups"]!).Add(DocumentedSurroundings.Debug());
        return groups;
    }

    /// <summary>The plan's group on Azure with a rule before its own that denies a service tag.</summary>
    private static JsonArray TaggedGroups()
    {
        var group = LiveJson.AzFlattened(AzurePlan.Value);
        var rule = LiveJson.CustomRule("no-storage", "Inbound", "Deny", 99, "*", "Storage.WestEurope", "*");
        ((JsonArray)group["securityRules"]!).Add(AzureAround.Flat(rule));
        return [group];
    }

    private static JsonArray Inbound(JsonObject groups) => (JsonArray)groups["SecurityGroups"]![0]!["IpPermissions"]!;

    private static string Json(JsonNode node) => node.ToJsonString(Indented);
}
