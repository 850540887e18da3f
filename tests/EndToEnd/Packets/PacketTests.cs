using System.Diagnostics;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Starface.EndToEnd.Packets.Kernel;
using Starface.Policies;
using Starface.Policy.Composition;
using Starface.Policy.Planning;
using Starface.Policy.Tests;
using Starface.Policy.Tests.Planning;

namespace Starface.EndToEnd.Packets;

[Trait("Category", "Slow")]
public sealed class PacketTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(ShippedPolicies))]
    public void Every_packet_fares_in_the_kernel_as_the_shipped_policy_says(string policy) => Prove(DemoPolicies.Of(policy));

    public static TheoryData<string> ShippedPolicies => [.. Catalog.Instance.Policies.Select(policy => policy.Definition.Id)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_packet_fares_in_the_kernel_as_a_random_policy_says(int seed) =>
        Prove(RandomPolicies.Arbitrary.Generator.Sample(1, new Rnd((ulong)seed), 4).Single().ToPolicy());

    [Fact]
    public void No_packet_passes_where_the_policy_declares_nothing() =>
        Prove(TestPolicy.Of(TestPolicy.Service("nothing"), null));

    [Theory]
    [MemberData(nameof(Mutations))]
    public void A_plan_that_differs_in_one_place_is_found_and_the_packet_is_named(string change, string difference)
    {
        PacketFilter.Require();
        var policy = new TestPolicy(
            TestPolicy.Define(
                (TestPolicy.Service("web", TestPolicy.Inbound(Protocol.Tcp, "443"), TestPolicy.Outbound(Protocol.Udp, "123")), "users")),
            TestPolicy.Peers(("users", ["203.0.113.16/28"])));
        var mutation = Mutation.All.Single(mutation => mutation.Name == change);
        var plan = mutation.Cloud.Plan(new PlanRequest("pbx", policy));

        var proof = PacketProof.Run(mutation.Cloud, mutation.Apply(plan.Resources), policy.Flows);

        output.WriteLine(string.Join("\n", proof.Differences));
        Assert.Contains(difference, proof.Differences);
    }

    public static TheoryData<string, string> Mutations => [.. Mutation.All.Select(mutation => (mutation.Name, mutation.Difference))];

    private void Prove(FirewallPolicy policy)
    {
        PacketFilter.Require();
        var clouds = ShippedClouds.All;
        var proofs = new PacketProof[clouds.Length];
        var watch = Stopwatch.StartNew();

        Parallel.For(
            0,
            clouds.Length,
            i => proofs[i] = PacketProof.Run(clouds[i], clouds[i].Plan(new PlanRequest("pbx", policy)).Resources, policy.Flows));

        for (var i = 0; i < clouds.Length; i++)
            Report.Add($"{policy.Definition.Id} on {clouds[i]}: {proofs[i]}", output);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds:F1} s"));
        Assert.All(proofs, proof => Assert.Empty(proof.Differences));
        Assert.All(proofs, proof => Assert.Equal(policy.Flows.IsEmpty, proof.Arrived == 0));
    }
}
