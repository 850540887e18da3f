using FsCheck.Fluent;
using FsCheck.Xunit;
using Starface.Policy.Clouds;
using Starface.Policy.Composition;
using Starface.Policy.Tests.Planning;

namespace Starface.Policy.Tests.Review;

public sealed class ReviewLaws
{
    [Property(MaxTest = 60)]
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
