using System.Diagnostics;
using System.Globalization;
using Starface.EndToEnd.Packets.Kernel;
using Starface.Policies;
using Starface.Policy.Planning;

namespace Starface.EndToEnd.Packets;

public sealed class PacketTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(ShippedPolicies))]
    public void Every_packet_fares_in_the_kernel_as_the_shipped_policy_says(string policy) => Prove(DemoPolicies.Of(policy));

    public static TheoryData<string> ShippedPolicies => [.. Catalog.Instance.Policies.Select(policy => policy.Definition.Id)];

    private void Prove(FirewallPolicy policy)
    {
        PacketFilter.Require();
        var clouds = new[] { Cloud.Aws, Cloud.Azure };
        var proofs = new PacketProof[clouds.Length];
        var watch = Stopwatch.StartNew();

        Parallel.For(0, clouds.Length, i => proofs[i] = PacketProof.Run(clouds[i], Planner.Plan(clouds[i], new PlanRequest("pbx", policy)).Resources, policy.Flows));

        for (var i = 0; i < clouds.Length; i++)
            output.WriteLine($"{policy.Definition.Id} on {clouds[i]}: {proofs[i]}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds:F1} s"));
        Assert.All(proofs, proof => Assert.Empty(proof.Differences));
        Assert.All(proofs, proof => Assert.InRange(proof.Arrived, 1, proof.Sent));
    }
}
