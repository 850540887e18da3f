using System.Text;
using System.Text.Json.Nodes;
using Starface.Drift.Composition;
using Starface.Drift.Fleet;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;

namespace Starface.Drift.Tests;

/// <summary>Prefix lists in files: their entries come from files beside the groups.</summary>
public sealed class PrefixListFileTests : IDisposable
{
    private const string List = "pl-0123456789abcdef0";
    private static readonly Plan Plan = Plans.Pbx(AwsTarget.Instance);
    private readonly string _folder = Directory.CreateTempSubdirectory("lists-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_entries_in_a_file_named_after_the_list_are_its_members()
    {
        var drift = Compare(($"{List}.json", """{"Entries":[{"Cidr":"198.18.0.0/24","Description":"office"},{"Cidr":"198.18.1.0/24"}]}"""));
        Assert.Equal(["inbound tcp 198.18.0.0/23 22"], Assert.Single(drift.Extra).Ranges.Select(range => range.ToString()));
        Assert.Equal(DriftStatus.Drift, drift.Status);
    }

    [Fact]
    public void A_service_list_is_described_with_its_prefixes() =>
        Assert.Equal(
            DriftStatus.Drift,
            Compare(
                (
                    "lists.json",
                    $$"""{"PrefixLists":[{"Cidrs":["198.18.0.0/24"],"PrefixListId":"{{List}}","PrefixListName":"s3"}]}""")).Status);

    [Fact]
    public void Without_entries_it_stays_unknown_and_says_what_to_give()
    {
        AssertUnknown(Compare(), "get-managed-prefix-list-entries --prefix-list-id " + List);
        AssertUnknown(
            Compare(
                (
                    "lists.json",
                    $$"""
                    {"PrefixLists":[{"PrefixListId":"{{List}}","State":"create-complete","MaxEntries":0,"Version":1}]}
                    """)),
            List);
        AssertUnknown(Compare(("interfaces.json", """{"NetworkInterfaces":[]}"""), ("lists.json", """{"PrefixLists":[]}""")), List);
    }

    [Theory]
    [InlineData("entries.json", """{"Entries":[{"Cidr":"198.18.0.0/24"}]}""", "does not say of which")]
    [InlineData(List + ".json", """{"Entries":[{"Cidr":"198.18.0.0/24"}],"NextToken":"x"}""", "further pages")]
    [InlineData(List + ".json", """{"Entries":[{"Cidr":"198.18.0.0/99"}]}""", "198.18.0.0/99")]
    [InlineData(List + ".json", """{"Entries":[{}]}""", "Cidr")]
    [InlineData(List + ".json", """{"Entries":[],"More":true}""", "'More'")]
    [InlineData(List + ".json", "{}", "nothing this program knows")]
    [InlineData(List + ".json", """{"Entries":null}""", "nothing this program knows")]
    [InlineData(List + ".json", """{"Entries":{}}""", "not an array")]
    [InlineData(List + ".json", """{"PrefixListAssociations":[]}""", "get-managed-prefix-list-entries")]
    [InlineData(List + ".json", """{"MaxEntries":5,"Version":1}""", "nothing this program knows")]
    [InlineData(
        "lists.json",
        """{"PrefixLists":[{"PrefixListId":"pl-0123456789abcdef0","Cidrs":[],"Excluded":["198.18.0.0/24"]}]}""",
        "'Excluded'")]
    [InlineData("lists.json", """{"PrefixLists":[],"Next":"x"}""", "'Next'")]
    [InlineData(List + ".json", """{"Entries":[{"Cidr":"198""", "Incomplete JSON")]
    public void Entries_that_cannot_be_trusted_are_unknown(string file, string json, string named) =>
        AssertUnknown(Compare((file, json)), named);

    [Fact]
    public void Two_files_that_disagree_on_a_list_are_unknown() => AssertUnknown(
        Compare(
            ($"a-{List}.json", """{"Entries":[{"Cidr":"198.18.0.0/24"}]}"""),
            ($"b-{List}.json", """{"Entries":[{"Cidr":"198.18.0.0/25"}]}""")), "twice with different entries");

    [Fact]
    public void A_state_tells_its_own_lists_inline_or_entry_by_entry()
    {
        var state = State("""[{"cidr":"198.18.0.0/24","description":""}]""",
            $$$"""
                {"urn":"urn:pulumi:d::p::t::e","type":"aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry",
                "id":"{{{List}}},198.18.1.0/24","outputs":{"cidr":"198.18.1.0/24","prefixListId":"{{{List}}}"}}
                """);
        Assert.Equal(
            ["inbound tcp 198.18.0.0/23 22"], Assert.Single(Compare(("state.json", state)).Extra).Ranges.Select(range => range.ToString()));
    }

    [Fact]
    public void A_list_of_a_state_that_was_not_created_completely_is_unknown() =>
        AssertUnknown(
            Compare(
                (
                    "state.json",
                    State(
                        "[]",
                        $$$"""
                            {"urn":"urn:pulumi:d::p::t::e","type":"aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry","id":"x",
                            "initErrors":["no"],"outputs":{"cidr":"198.18.1.0/24","prefixListId":"{{{List}}}"}}
                            """))),
            "initErrors");

    private static string State(string entries, string more) =>
        $$$"""
            {"version":3,"deployment":{"resources":[{"urn":"urn:pulumi:d::p::t::l","type":"aws:ec2/managedPrefixList:ManagedPrefixList",
            "id":"{{{List}}}","outputs":{"id":"{{{List}}}","entries":{{{entries}}}}},{{{more}}}]}}
            """;

    private InstanceDrift Compare(params (string Name, string Json)[] beside)
    {
        var live = LiveJson.AwsGroups(Plan);
        ((JsonArray)live["SecurityGroups"]![0]!["IpPermissions"]!)
            .Add(JsonNode.Parse($$"""{"IpProtocol":"tcp","FromPort":22,"ToPort":22,"PrefixListIds":[{"PrefixListId":"{{List}}"}]}"""));
        File.WriteAllBytes(Path.Combine(_folder, "groups.json"), LiveJson.Bytes(live));
        foreach (var (name, json) in beside) File.WriteAllText(Path.Combine(_folder, name), json, new UTF8Encoding(false));
        var survey = LiveFile.Read(
            beside.Select(file => file.Name).Prepend("groups.json").Select(name => (Path.Combine(_folder, name), name)));
        var (groups, problems, _) = new GroupSearch(ShippedConnectors.All, [], null).Index(survey).Select(Plan);
        return DriftComparer.CompareGroups(Plan, groups, problems);
    }

    private static void AssertUnknown(InstanceDrift drift, string named)
    {
        Assert.Equal(DriftStatus.Unknown, drift.Status);
        Assert.Contains(drift.Reasons, reason => reason.Describe().Contains(named, StringComparison.Ordinal));
    }
}
