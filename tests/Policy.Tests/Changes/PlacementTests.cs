using Starface.Policy.Changes;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Planning;
using Starface.Policy.Tests.Planning;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Changes;

/// <summary>What a change of the interfaces does is told exactly where an update on its way would leave or attach one twice.</summary>
public sealed class PlacementTests
{
    private static readonly string[] Keys = ["a", "b", "c"];
    private static readonly string[] Targets = ["eni-0123456789abcdef0", "eni-0123456789abcdef1"];

    /// <summary>Every way to name two interfaces under three keys.</summary>
    public static TheoryData<string, string> Pairs
    {
        get
        {
            var placements =
                (from a in new[] { "", "0", "1" }
                 from b in new[] { "", "0", "1" }
                 from c in new[] { "", "0", "1" }
                 let named = new[] { a, b, c }
                 let given = named.Where(target => target.Length > 0).ToList()
                 where given.Distinct().Count() == given.Count
                 select string.Join(",", named)).ToList();
            var pairs = new TheoryData<string, string>();
            foreach (var before in placements)
            {
                foreach (var after in placements) pairs.Add(before, after);
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void What_is_told_is_what_the_engine_would_do(string before, string after)
    {
        var (old, planned) = (Plan(before), Plan(after));

        var told = PlacementChange.Between(Permissions.From(old), Permissions.From(planned));

        Assert.Equal(
            EngineSimulator.FindAttachmentFaults(old.Resources, planned.Resources).Order(StringComparer.Ordinal),
            told.Select(moved => $"{moved.Problem.Id} {moved.Problem.Message.Split('\'').First(word => word.StartsWith("eni-"))}")
                .Order(StringComparer.Ordinal));
    }

    private static Plan Plan(string named)
    {
        var policy = new TestPolicy(
            Define((Service("web", Inbound(Protocol.Tcp, "443")), "users")), new PolicyArguments(Peers(("users", ["192.0.2.0/24"]))));
        var request = new PlanRequest("pbx", policy);
        return AwsTarget.Instance.Plan(new PlanRequest(request)
        {
            NetworkInterfaceIds = request.NetworkInterfaceIds.AddRange(
                Keys.Zip(named.Split(','))
                    .Where(entry => entry.Second.Length > 0)
                    .Select(entry => KeyValuePair.Create(entry.First, (string?)Targets[int.Parse(entry.Second, null)]))),
        });
    }
}
