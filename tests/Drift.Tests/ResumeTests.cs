using Amazon.Runtime;
using Starface.Drift.Reading;
using Starface.Drift.Searching;
using Starface.Policy.Comparison;
using Starface.Policy.Planning;

namespace Starface.Drift.Tests;

/// <summary>A run that was interrupted goes on where it stopped, and never with an old or partial answer.</summary>
public sealed class ResumeTests : IDisposable
{
    private static readonly Plan One = Plans.Pbx(Cloud.Aws);
    private static readonly Plan Two = Plans.Pbx(Cloud.Aws, "customer-02");
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("resume-").FullName, "reads.jsonl");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Fact]
    public async Task Only_what_was_not_read_is_read_again_and_then_all_is_forgotten()
    {
        var broken = true;
        var asked = new List<string>();
        await using var server = new LoopbackServer(request =>
        {
            var west = request.Head.Contains("/us-west-2/", StringComparison.Ordinal);
            lock (asked) asked.Add(west ? "west" : "central");
            if (west && broken) return Xml(AwsXml.Error("UnauthorizedOperation", "no"), 403);
            var plan = west ? Two : One;
            return Xml(request.Body.Contains("Action=DescribeSecurityGroups&", StringComparison.Ordinal) ? AwsXml.Groups(plan) : AwsXml.Rules(plan));
        });

        var first = await CompareAsync(server.Address);
        Assert.Equal([DriftStatus.InSync, DriftStatus.Unknown], first.Select(drift => drift.Status));
        Assert.True(File.Exists(_file));

        (broken, asked) = (false, []);
        var second = await CompareAsync(server.Address);
        Assert.Equal([DriftStatus.InSync, DriftStatus.InSync], second.Select(drift => drift.Status));
        Assert.Equal(["west"], asked.Distinct());
        Assert.Contains("kept in reads.jsonl", second[0].Groups[0].Place, StringComparison.Ordinal);
        Assert.False(File.Exists(_file));
    }

    [Fact]
    public void What_is_kept_comes_back_the_same_for_both_clouds()
    {
        foreach (var document in new[] { LiveJson.Bytes(LiveJson.AwsGroups(One)), LiveJson.Bytes(LiveJson.AzureGroup(Plans.Pbx(Cloud.Azure))) })
        {
            var survey = LiveFile.Parse(document, "live.json");
            Assert.NotEmpty(survey.Groups);
            var saved = SavedReads.Open(_file, "reads.jsonl", TimeProvider.System);
            saved.Add("a", survey);
            var back = SavedReads.Open(_file, "reads.jsonl", TimeProvider.System).Find("a")!;
            Assert.Equal(survey.Groups[0].Tags, back.Groups[0].Tags);
            Assert.Equal(
                survey.Groups[0].Rules.Select(rule => (rule.Id, rule.Direction, string.Join(";", rule.Matches), rule.Allow, rule.Priority, rule.IsDefault, rule.Description, string.Join(";", rule.OwnSide), string.Join(";", rule.SourcePorts))),
                back.Groups[0].Rules.Select(rule => (rule.Id, rule.Direction, string.Join(";", rule.Matches), rule.Allow, rule.Priority, rule.IsDefault, rule.Description, string.Join(";", rule.OwnSide), string.Join(";", rule.SourcePorts))));
            File.Delete(_file);
        }
    }

    [Fact]
    public void A_line_that_is_cut_off_or_older_than_an_hour_counts_as_not_read()
    {
        var survey = LiveFile.Parse(LiveJson.Bytes(LiveJson.AwsGroups(One)), "live.json");
        SavedReads.Open(_file, "reads.jsonl", TimeProvider.System).Add("a", survey);
        var whole = File.ReadAllText(_file);
        File.WriteAllText(_file, whole[..(whole.Length / 2)]);
        var cut = SavedReads.Open(_file, "reads.jsonl", TimeProvider.System);
        Assert.Null(cut.Find("a"));
        cut.Add("b", survey);
        Assert.NotNull(SavedReads.Open(_file, "reads.jsonl", TimeProvider.System).Find("b"));
        Assert.Null(SavedReads.Open(_file, "reads.jsonl", new Later(TimeSpan.FromMinutes(61))).Find("b"));
        Assert.Null(SavedReads.Open(_file, "reads.jsonl", new Later(TimeSpan.FromMinutes(-5))).Find("b"));
    }

    [Fact]
    public void A_read_with_a_problem_is_not_kept()
    {
        var saved = SavedReads.Open(_file, "reads.jsonl", TimeProvider.System);
        saved.Add("a", LiveSurvey.Failed("no"));
        saved.Add("b", new LiveSurvey([new LiveGroup(Cloud.Aws, "sg-1", "n") { Problems = ["half"] }], []));
        Assert.False(File.Exists(_file));
    }

    private static LoopbackAnswer Xml(string body, int status = 200) => new(body, status) { ContentType = "text/xml" };

    private async Task<List<InstanceDrift>> CompareAsync(Uri endpoint)
    {
        var options = new FleetOptions { Endpoint = endpoint, AwsCredentials = new BasicAWSCredentials("test", "test"), Saved = SavedReads.Open(_file, "reads.jsonl", TimeProvider.System) };
        var drifts = await new Fleet(options, _ => { }).CompareAsync([new FleetTarget(One, "eu-central-1"), new FleetTarget(Two, "us-west-2")], TestContext.Current.CancellationToken);
        return [.. drifts.OrderBy(drift => drift.Name, StringComparer.Ordinal)];
    }

    private sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
