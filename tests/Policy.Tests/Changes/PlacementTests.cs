using System.Collections.Immutable;
using Starface.Policy.Changes;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Composition;
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

    /// <summary>Whose each of the two interfaces is, by the first letter: of 'pbx', of 'other' or of nobody.</summary>
    public static TheoryData<string, string, string> Owners
    {
        get
        {
            var owners = (from first in "po-" from second in "po-" select $"{first}{second}").ToList();
            var moves = new TheoryData<string, string, string>();
            foreach (var cloud in ShippedClouds.All)
            {
                foreach (var before in owners)
                {
                    foreach (var after in owners) moves.Add(cloud.Id, before, after);
                }
            }

            return moves;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void What_is_told_is_what_the_engine_would_do(string before, string after)
    {
        var (old, planned) = (Plan(before), Plan(after));

        var told = PlacementChange.Between(Permissions.From(old), Permissions.From(planned));

        AssertTold(
            [
                .. EngineSimulator.FindRefusedAttachments(old.Resources, planned.Resources),
                .. EngineSimulator.FindLeftInterfaces(old.Resources, planned.Resources),
            ],
            told);
    }

    /// <summary>Each of two interfaces is with one of two instances or with none, before and after.</summary>
    [Theory]
    [MemberData(nameof(Owners))]
    public void What_moves_between_instances_is_told_as_well(string cloud, string before, string after)
    {
        var (old, planned) = (Both(before), Both(after));

        var told = PolicyChange.Pair(
            [.. old.Select(Permissions.From)], [.. planned.Select(Permissions.From)], ShippedClouds.All);

        AssertTold(
            [
                .. EngineSimulator.FindRefusedAttachments(
                    old.SelectMany(plan => plan.Resources), planned.SelectMany(plan => plan.Resources)),
                .. old.Zip(planned).SelectMany(of => EngineSimulator.FindLeftInterfaces(of.First.Resources, of.Second.Resources)),
            ],
            told.SelectMany(change => change.Placement));

        Plan[] Both(string owners) => [.. new[] { "pbx", "other" }.Select(name => Plan(cloud, name, Keys.Zip(Targets)
            .Where((_, i) => owners[i] == name[0])))];
    }

    /// <summary>A provider before its sixth version records no region, and the ARN has it.</summary>
    [Theory]
    [InlineData("arn:aws:ec2:eu-west-1:111122223333:security-group/sg-0a1b2c3d", "eu-west-1")]
    [InlineData("arn:aws-cn:ec2:cn-north-1:111122223333:security-group/sg-0a1b2c3d", "cn-north-1")]
    [InlineData("sg-0a1b2c3d", null)]
    public void The_region_of_a_group_is_in_its_arn(string arn, string? region)
    {
        var group = new RecordedResource(
            AwsTypes.SecurityGroup,
            "pbx",
            ImmutableDictionary<string, string>.Empty.Add("id", "sg-0a1b2c3d").Add("arn", arn).Add("vpcId", "vpc-0a1b2c3d"));

        var placed = Assert.Single(AwsPlacement.Read("pbx", [group]).Groups);

        Assert.Equal(region, placed.Settings.GetValueOrDefault(AwsPlacement.Region));
    }

    private static void AssertTold(IEnumerable<string> expected, IEnumerable<PlacementChange> told) => Assert.Equal(
        expected.Order(StringComparer.Ordinal),
        told.Select(moved => $"{moved.Problem.Id} {Targets.Single(target => moved.Problem.Message.Contains(target))}")
            .Order(StringComparer.Ordinal));

    private static Plan Plan(string named) => Plan(
        "aws",
        "pbx",
        Keys.Zip(named.Split(','))
            .Where(entry => entry.Second.Length > 0)
            .Select(entry => (entry.First, Targets[int.Parse(entry.Second, null)])));

    private static Plan Plan(string cloud, string name, IEnumerable<(string Key, string Target)> interfaces)
    {
        var policy = new TestPolicy(
            Define((Service("web", Inbound(Protocol.Tcp, "443")), "users")), new PolicyArguments(Peers(("users", ["192.0.2.0/24"]))));
        var request = new PlanRequest(name, policy);
        return ShippedClouds.All.Single(known => known.Id == cloud).Plan(new PlanRequest(request)
        {
            ResourceGroupName = "rg",
            NetworkInterfaceIds = request.NetworkInterfaceIds.AddRange(
                interfaces.Select(entry => KeyValuePair.Create(entry.Key, (string?)entry.Target))),
        });
    }
}
