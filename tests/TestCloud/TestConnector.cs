using System.Collections.Immutable;
using Starface.Drift.Json;
using Starface.Drift.Live;
using Starface.Drift.Output;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;
using Starface.Policy.Problems;

namespace Starface.TestCloud;

/// <summary>Reads the test cloud: from the file that its command prints. There is no service to ask.</summary>
internal sealed class TestConnector() : CloudConnector(TestTarget.Instance), ICloudFiles, ICloudAdvice
{
    public override ICloudFiles Files => this;

    public override ICloudAdvice Advice => this;

    public override Failures Failures { get; } = new NoFailures();

    public ImmutableArray<string> Commands { get; } = ["testcloud firewalls"];

    public string PermissionsTitle => "a role";

    public string DescribePermissions(bool withInterfaces) => "{}";

    public override IEnumerable<LiveSource> FindSources(string? region, SourceOptions options) =>
        [new UnreadableSource("Test Cloud", Problem.Error(ProblemIds.SourceUnread, "The test cloud is read from files only"))];

    public LiveSurvey? Read(JsonCursor root, string display)
    {
        if (root.Element.ValueKind != System.Text.Json.JsonValueKind.Object || root.Find("firewalls") is null) return null;
        return new LiveSurvey([.. root.List("firewalls").Select(firewall => GroupOf(firewall, display))], []);
    }

    public MediumText<Shell> DescribeRemoval(string groupId, LiveGroup? group, LiveRule rule, string? region) =>
        $"testcloud remove {groupId} {rule.Id}";

    public string DescribeCalls(ExtraFlows extra, bool carriesMedia) => "every connection is forgotten.";

    public string DescribePeer(string group) => group;

    private static LiveGroup GroupOf(JsonCursor firewall, string display) =>
        new(TestTarget.Instance, firewall.NeedText("name"), firewall.NeedText("name"))
        {
            Place = display,
            Rules = [.. firewall.List("rules").Select(RuleOf)],
        };

    private static LiveRule RuleOf(JsonCursor rule)
    {
        var direction = Enum.Parse<Direction>(rule.NeedText("direction"));
        return new LiveRule(
            rule.NeedText("name"),
            direction,
            TestTarget.Matches(direction, rule.NeedText("protocol"), rule.Text("ports"), rule.NeedText("remote")))
        {
            Allow = rule.NeedText("action") == "accept",
            Priority = rule.Number("priority")!.Value,
        };
    }

    private sealed class NoFailures : Failures
    {
        protected override bool IsOfClient(Exception exception) => false;

        protected override Problem? ExplainCredentials(IReadOnlyList<Exception> chain) => null;

        protected override string? CodeOf(Exception exception) => null;

        protected override Problem? ExplainStatus(IReadOnlyList<Exception> chain) => null;
    }
}
