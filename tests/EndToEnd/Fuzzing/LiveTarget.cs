using System.Text;
using Starface.Drift.Composition;
using Starface.Drift.Files;
using Starface.Drift.Json;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Comparison;
using Starface.Policy.Composition;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Tests;

namespace Starface.EndToEnd.Fuzzing;

/// <summary>
/// The readers of what the clouds' tools and Pulumi print. Whatever a document is, reading it ends in groups and problems and throws
/// nothing but <see cref="LiveFormatException"/>; a problem has a message and excludes "in sync"; and "in sync" means that the rules
/// permit what the plan permits.
/// </summary>
internal static class LiveTarget
{
    private const string Source = "fuzz.json";

    private static readonly Dictionary<CloudTarget, Plan> s_plans = ShippedClouds.All.ToDictionary(cloud => cloud, PlanOf);

    /// <summary>A document of any kind. Accepted is what leaves no problem.</summary>
    public static bool Read(string text)
    {
        var survey = new LiveFileReader(ShippedConnectors.All).Parse(Bytes(text), Source);
        AssertKept(survey);
        return survey.Problems.IsEmpty && survey.Groups.Any() && survey.Groups.All(group => group.Problems.IsEmpty);
    }

    /// <summary>A Pulumi state, with the names of its groups in the stack's program.</summary>
    public static bool ReadState(string text)
    {
        try
        {
            var root = JsonCursor.Parse(Bytes(text), new Place { File = Source });
            if (!PulumiStateReader.CanRead(root)) return false;
            var state = PulumiStateReader.Read(root, Source, ShippedConnectors.All);
            AssertKept(state.Survey);
            Assert.Equal(state.Survey.Groups.Select(group => group.Id), state.Ids.Select(id => id.Value));
            return state.Survey.Problems.IsEmpty && state.Survey.Groups.Any() && state.Survey.Groups.All(group => group.Problems.IsEmpty);
        }
        catch (LiveFormatException problem)
        {
            Assert.StartsWith(Source, problem.Message, StringComparison.Ordinal);
            return false;
        }
    }

    /// <summary>The instance that the corpora's documents are about, compared with a document.</summary>
    public static InstanceDrift Compare(CloudTarget cloud, LiveSurvey survey) =>
        DriftComparer.CompareGroups(s_plans[cloud], survey.Groups, survey.Problems);

    /// <summary>Bytes as no text has them where all characters fit into one, else the text's own.</summary>
    private static byte[] Bytes(string text) => (text.All(character => character < 256) ? Encoding.Latin1 : Encoding.UTF8).GetBytes(text);

    private static void AssertKept(LiveSurvey survey)
    {
        Assert.All(
            survey.Problems.Concat(survey.Groups.SelectMany(group => group.Problems)),
            problem => Assert.False(string.IsNullOrWhiteSpace(problem.Message), "A problem without words."));
        Assert.All(
            survey.Groups.SelectMany(group => group.Rules),
            rule => Assert.All(rule.Matches, match => Assert.Equal(rule.Direction, match.Direction)));
        foreach (var (cloud, plan) in s_plans)
        {
            var drift = Compare(cloud, survey);
            if (!survey.Problems.IsEmpty || survey.Groups.Any(group => !group.Problems.IsEmpty || group.Unseen is not null))
                Assert.Equal(DriftStatus.Unknown, drift.Status);
            if (drift.Status != DriftStatus.InSync) continue;
            Assert.All(survey.Groups, group => Assert.Equal(cloud, group.Cloud));
            if (cloud == AwsTarget.Instance)
                Assert.Equal(plan.Flows, FlowSet.From(survey.Groups.SelectMany(group => group.Rules).SelectMany(rule => rule.Matches)));
        }
    }

    private static Plan PlanOf(CloudTarget cloud)
    {
        var policy = new TestPolicy(
            TestPolicy.Define(
                (TestPolicy.Service("sip", TestPolicy.Inbound(Protocol.Udp, "5060", "row 5060")), "phones"),
                (TestPolicy.Service("web", TestPolicy.Outbound(Protocol.Tcp, "443", "row 443")), PeerGroupId.Anywhere)),
            TestPolicy.Peers(("phones", ["203.0.113.0/24"])));
        return cloud.Plan(new PlanRequest("customer-01", policy) { ResourceGroupName = "rg" });
    }
}
