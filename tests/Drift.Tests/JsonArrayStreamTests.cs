using System.Text;
using System.Text.Json.Nodes;
using Starface.Drift.Json;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Problems;

namespace Starface.Drift.Tests;

/// <summary>A file that is read group by group says what it says when it is read as a whole.</summary>
public sealed class JsonArrayStreamTests : IDisposable
{
    private static readonly Plan[] Plans =
        [.. Enumerable.Range(0, 40).Select(i => Tests.Plans.Pbx(AwsTarget.Instance, FormattableString.Invariant($"customer-{i}")))];
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("items-").FullName, "live.json");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    /// <summary>A value in the middle of a list that does not end is not held in memory until there is no more.</summary>
    [Theory]
    [Trait("Category", "Slow")]
    [InlineData("{\"SecurityGroups\":[{\"GroupId\":\"", 'x')]
    [InlineData("{\"SecurityGroups\":[{\"GroupId\":", '1')]
    [InlineData("{\"SecurityGroups\":[", ' ')]
    [InlineData("{\"", 'x')]
    [InlineData("", ' ')]
    public void A_value_that_does_not_end_is_beyond_a_limit(string start, char endless)
    {
        using var stream = new EndlessText(start, endless);

        var refused = Assert.ThrowsAny<FormatException>(
            () => JsonArrayStream.Read(stream, new Place { File = "live.json" }, (_, _, _) => { }));

        Assert.Contains(InputLimits.ListItem.What, refused.Message, StringComparison.Ordinal);
        Assert.InRange(stream.Given, InputLimits.ListItem.Most, 4 * InputLimits.ListItem.Most);
    }

    [Fact]
    public void Groups_and_rules_are_the_same_whatever_the_size_and_the_writing()
    {
        var groups = LiveJson.AwsGroups(Plans);
        Assert.True(LiveJson.Bytes(groups).Length > 100_000);
        AssertSame(LiveJson.Bytes(groups), groups: Plans.Length);
        AssertSame(Encoding.UTF8.GetBytes(groups.ToJsonString(new() { WriteIndented = true })), groups: Plans.Length);
        AssertSame([.. "\uFEFF"u8, .. LiveJson.Bytes(groups), .. "\n\n "u8], groups: Plans.Length);
        AssertSame(LiveJson.Bytes(LiveJson.AwsRules(Plans[0], "sg-1")), groups: 1);
        // One group that is larger than what is read at a time.
        var large = LiveJson.AwsGroups(Plans[0]);
        var permissions = (JsonArray)large["SecurityGroups"]![0]!["IpPermissions"]!;
        for (var port = 1; port < 3_000; port++) permissions.Add(
            JsonNode.Parse($$"""{"IpProtocol":"tcp","FromPort":{{port}},"ToPort":{{port}},"IpRanges":[{"CidrIp":"10.0.0.0/8"}]}"""));
        AssertSame(LiveJson.Bytes(large), groups: 1);
        var both = LiveJson.AwsGroups(Plans[0]);
        both["SecurityGroupRules"] = LiveJson.AwsRules(Plans[0], LiveJson.GroupId(0))["SecurityGroupRules"]!.DeepClone();
        AssertSame(LiveJson.Bytes(both), groups: 1);
        AssertSame("""{"SecurityGroups":[]}"""u8.ToArray(), groups: 0);
        AssertSame("""{"SecurityGroups":[],"NextToken":null,"ResponseMetadata":{"RequestId":"r"}}"""u8.ToArray(), groups: 0);
    }

    [Fact]
    public void A_list_of_azure_is_the_same_whatever_the_size_and_the_writing()
    {
        var list = AzureList();
        Assert.True(LiveJson.Bytes(list).Length > 100_000);
        AssertSame(LiveJson.Bytes(list), groups: 40);
        AssertSame(LiveJson.Bytes(AzureAround.Flat(list)), groups: 40);
        AssertSame(Encoding.UTF8.GetBytes(list.ToJsonString(new() { WriteIndented = true })), groups: 40);
        AssertSame([.. "\uFEFF \n"u8, .. LiveJson.Bytes(list), .. "\n\n "u8], groups: 40);
        AssertSame("[]"u8.ToArray(), problems: 1);
        AssertSame("""[{"GroupId":"sg-1"}]"""u8.ToArray(), problems: 1);
        AssertSame("""[{"name":"x","id":"/a/securityRules/x"}]"""u8.ToArray(), problems: 1);
        AssertSame("""["x"]"""u8.ToArray(), problems: 1);
        var whole = LiveJson.Bytes(list);
        for (var length = 1; length < whole.Length; length += 9_973) AssertSame(whole[..length], problems: 1);
        AssertSame([.. whole, .. "]"u8], problems: 1);
    }

    [Fact]
    public void Rules_that_differ_in_anything_that_counts_are_not_taken_for_one_another()
    {
        var list = AzureList();
        var rule = (JsonObject)list[1]!["properties"]!["securityRules"]![0]!;
        rule["properties"]!["description"] = "another";
        var odd = (JsonObject)list[2]!["properties"]!["securityRules"]![0]!;
        odd["condition"] = "x";
        File.WriteAllBytes(_file, LiveJson.Bytes(list));
        var groups = LiveFile.Read([(_file, "live.json")]).Groups;
        Assert.Equal("another", groups[1].Rules[0].Description);
        Assert.NotEqual("another", groups[0].Rules[0].Description);
        Assert.NotEqual("another", groups[3].Rules[0].Description);
        Assert.Contains("condition", Assert.Single(groups[2].Problems).Message, StringComparison.Ordinal);
        // Each group has rules of its own, by which they are told apart.
        Assert.NotSame(groups[0].Rules[0], groups[3].Rules[0]);
    }

    private static JsonArray AzureList() => new(
        [
            .. Enumerable.Range(0, 40).Select(
                i => (JsonNode)LiveJson.AzureGroup(
                    Tests.Plans.Pbx(AzureTarget.Instance, FormattableString.Invariant($"customer-{i}")))),
        ]);

    [Fact]
    public void A_file_that_is_cut_off_anywhere_is_unknown_in_the_same_words()
    {
        var whole = LiveJson.Bytes(LiveJson.AwsGroups(Plans));
        for (var length = 30; length < whole.Length; length += 997) AssertSame(whole[..length], problems: 1);
        for (var length = whole.Length - 5; length < whole.Length; length++) AssertSame(whole[..length], problems: 1);
    }

    [Theory]
    [InlineData("""{"SecurityGroups":[],"NextToken":"x"}""", "further pages")]
    [InlineData("""{"SecurityGroups":[],"More":[1,2]}""", "'More'")]
    [InlineData("""{"SecurityGroups":[{"GroupId":"sg-1"},{"GroupId":"sg-1"}]}""", "IpPermissions")]
    [InlineData("""{"SecurityGroups":[]}}""", "Not valid JSON")]
    [InlineData("""{"SecurityGroups":[]} {"a":1}""", "Not valid JSON")]
    [InlineData("""{"SecurityGroups":[],}""", "Not valid JSON")]
    [InlineData("""{"SecurityGroups":[1,]}""", "Not valid JSON")]
    [InlineData("""{"SecurityGroups":{"GroupId":"sg-1"}}""", "")]
    [InlineData("""{"SecurityGroups":[],"securitygroups":[]}""", "twice")]
    [InlineData("""{"SecurityGroups":[{"GroupId":"sg-1","GroupId":"sg-2"}]}""", "Duplicate property")]
    [InlineData("""{"SecurityGroups":[{"GroupId":"sg-\ud800"}]}""", "half of a character")]
    [InlineData("""{"SecurityGroups":[{"GroupId":5}]}""", "")]
    [InlineData("""{"SecurityGroups":["x",null,[]]}""", "")]
    public void What_is_wrong_with_a_file_is_unknown(string json, string named)
    {
        File.WriteAllText(_file, json);
        var survey = LiveFile.Read([(_file, "live.json")]);
        var problems = survey.Problems.Concat(survey.Groups.SelectMany(group => group.Problems)).ToList();
        Assert.NotEmpty(problems);
        Assert.Contains(problems, problem => problem.Describe().Contains(named, StringComparison.Ordinal));
        Assert.Equal(survey.Problems.IsEmpty, LiveFile.Parse(Encoding.UTF8.GetBytes(json), "live.json").Problems.IsEmpty);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_unknown()
    {
        File.WriteAllBytes(_file, [.. """{"SecurityGroups":[{"GroupId":"sg-1","Description":" """u8, 0xFF, .. """ "}]}"""u8]);
        var problem = Assert.Single(LiveFile.Read([(_file, "live.json")]).Problems);
        Assert.Contains("Not valid UTF-8", problem.Message, StringComparison.Ordinal);
    }

    private void AssertSame(byte[] json, int groups = 0, int problems = 0)
    {
        File.WriteAllBytes(_file, json);
        var (whole, streamed) = (LiveFile.Parse(json, "live.json"), LiveFile.Read([(_file, "live.json")]));
        Assert.Equal(groups, streamed.Groups.Length);
        Assert.Equal(problems, streamed.Problems.Length);
        Assert.Equal(whole.Problems, streamed.Problems);
        Assert.Equal(whole.Groups.Select(Shown), streamed.Groups.Select(Shown));
    }

    private static string Shown(LiveGroup group) => string.Join(
        "\n",
        [
            group.Id, group.Name, group.Place, group.Description, .. group.Tags?.Select(
                tag => $"{tag.Key}={tag.Value}") ?? ["no tags"], .. group.Problems.Select(problem => problem.Describe()),
            .. group.Rules.Select(rule => $"{rule.Id} {rule.Direction} {string.Join(";", rule.Matches)} {rule.Description}"),
        ]);

    /// <summary>A beginning, and then one character again and again.</summary>
    private sealed class EndlessText(string start, char endless) : MemoryStream
    {
        private readonly byte[] _start = Encoding.UTF8.GetBytes(start);

        public long Given { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            buffer.Fill((byte)endless);
            if (Given < _start.Length) _start.AsSpan((int)Given).CopyTo(buffer);
            Given += buffer.Length;
            return buffer.Length;
        }
    }
}
