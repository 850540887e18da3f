using FsCheck.Fluent;
using FsCheck.Xunit;
using Starface.Policy.Clouds;
using Starface.Policy.Composition;
using Starface.Policy.Flows;
using Starface.Policy.Review;
using Starface.Policy.Tests.Planning;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Review;

public sealed class ReviewLaws
{
    [Property(MaxTest = 60)]
    [Trait("Category", "Slow")]
    public FsCheck.Property Allowances_that_add_nothing_can_all_be_removed_from_any_instance() =>
        Prop.ForAll(RandomPolicies.Arbitrary, random =>
    {
        var policy = random.ToPolicy();
        var redundant = Indices(DeclarationReview.Review(policy.Definition, ShippedClouds.All), "SFP2003");

        var rest = Change(
            policy.Definition,
            policy.Definition.Allowances.Where((_, index) => !redundant.Contains(index)));

        Assert.Equal(policy.Flows, InstanceOf(rest, policy).Flows);
    });

    [Property(MaxTest = 60)]
    public FsCheck.Property Requirements_that_are_covered_can_all_be_removed_from_any_instance() =>
        Prop.ForAll(RandomPolicies.Arbitrary, random =>
    {
        var policy = random.ToPolicy();

        var rest = Change(
            policy.Definition,
            policy.Definition.Allowances.Select(
                allowance => new Allowance(WithoutCovered(allowance.Service), allowance.PeerGroup, allowance.Because)));

        Assert.Equal(policy.Flows, InstanceOf(rest, policy).Flows);
    });

    [Property(MaxTest = 60)]
    public FsCheck.Property Allowances_that_share_a_flow_are_found_without_comparing_all() =>
        Prop.ForAll(RandomPolicies.Arbitrary, random =>
    {
        var allowances = random.ToPolicy().Definition.Allowances;
        var rows = allowances
            .Select(allowance => allowance.Service.Requirements.Select(requirement => (requirement, allowance.PeerGroup)).ToList())
            .ToList();
        var symbols = new SymbolicFlows([.. rows.SelectMany(own => own)]);
        var sets = rows.ConvertAll(own => FlowSet.From(own.SelectMany(row => symbols.FlowsOf(row.requirement, row.PeerGroup))));
        var index = new AllowanceIndex(allowances);

        for (var one = 0; one < sets.Count; one++)
        {
            var found = index.FindOverlapping(one);

            var sharing = Enumerable.Range(0, sets.Count).Where(other => other != one && sets[other].Overlaps(sets[one]));
            Assert.Empty(sharing.Except(found));
            Assert.Equal(found.Order().Distinct().Where(other => other != one), found);
        }
    });

    [Fact]
    public void Ranges_that_overlap_at_an_end_or_in_another_are_found_and_neighbours_are_not()
    {
        string[] ports = ["10-20", "20-30", "31-40", "15", "1-65535", "21-29"];
        var index = new AllowanceIndex(
            [.. ports.Select((range, i) => new Allowance(Service($"s{i}", Inbound(Protocol.Tcp, range)), "users", null))]);

        Assert.Equal([1, 3, 4], index.FindOverlapping(0));
        Assert.Equal([0, 4, 5], index.FindOverlapping(1));
        Assert.Equal([4], index.FindOverlapping(2));
        Assert.Equal([0, 1, 2, 3, 5], index.FindOverlapping(4));
    }

    [Fact]
    public void Everyone_covers_a_group_that_no_compared_allowance_has()
    {
        var (wide, narrow) = (Service("wide", Inbound(Protocol.Tcp, "1-100")), Service("narrow", Inbound(Protocol.Tcp, "50")));

        var apart = Service("apart", Inbound(Protocol.Udp, "9"));

        Assert.Equal([1], RedundantOf((wide, PeerGroupId.Anywhere), (narrow, PeerGroupId.Anywhere), (apart, "phones")));
        Assert.Empty(RedundantOf((wide, "phones"), (narrow, PeerGroupId.Anywhere), (wide, "users")));
    }

    private static IEnumerable<int> RedundantOf(params (ServiceDefinition Service, string Group)[] allowances) => Indices(
        DeclarationReview.Review(
            new PolicyDefinition(
                "p", "P", null, [.. allowances.Select(allowance => new Allowance(allowance.Service, allowance.Group, "A reason"))]),
            ShippedClouds.All),
        "SFP2003");

    private static PolicyDefinition Change(PolicyDefinition policy, IEnumerable<Allowance> allowances) =>
        new(policy.Id, policy.Title, policy.PbxVersion, [.. allowances]);

    private static TestPolicy InstanceOf(PolicyDefinition definition, FirewallPolicy like) =>
        new(
            definition,
            new PolicyArguments(like.Arguments)
            {
                Peers = like.Arguments.Peers.RemoveRange(like.Arguments.Peers.Keys.Where(group => !definition.PeerGroups.Contains(group))),
            });

    private static ServiceDefinition WithoutCovered(ServiceDefinition service)
    {
        var covered = Indices(DeclarationReview.Review(service, ShippedClouds.All), "SFP2001", "SFP2002");
        return new ServiceDefinition(
            service.Id, service.Title, [.. service.Requirements.Where((_, index) => !covered.Contains(index))]);
    }

    private static HashSet<int> Indices(IEnumerable<Problem> remarks, params string[] ids) =>
        [.. remarks.Where(remark => ids.Contains(remark.Id)).Select(remark => remark.DeclarationPlace!.Index)];
}
