using System.Diagnostics;
using System.Globalization;
using Starface.EndToEnd.Packets.Kernel;

namespace Starface.EndToEnd.Packets.Layers;

[Trait("Category", "Slow")]
public sealed class LayerPacketTests(ITestOutputHelper output)
{
    private const int Interfaces = 40;

    [Fact]
    public void Every_conversation_fares_in_the_kernel_as_the_layers_of_an_aws_interface_say() =>
        Prove("AWS", AwsInterface.Create);

    [Fact]
    public void Every_conversation_fares_in_the_kernel_as_the_layers_of_an_azure_interface_say() =>
        Prove("Azure", AzureInterface.Create);

    /// <summary>A line of a ruleset and what takes its place.</summary>
    [Theory]
    [InlineData("AWS", "# each packet by itself", "ct state established accept")]
    [InlineData("AWS", $"ip saddr {Router.SubnetIPv4} accept", "")]
    [InlineData("AWS", "jump group_in_1", "drop")]
    [InlineData("AWS", "ct state established accept", "")]
    [InlineData("Azure", "jump admin_in", "")]
    [InlineData("Azure", "th dport 1024-65535 accept", "th dport 1024-65535 return")]
    [InlineData("Azure", "jump subnet_out", "")]
    [InlineData("Azure", "jump nic_in", "")]
    [InlineData("Azure", "th sport", "th dport")]
    public void A_layer_that_does_something_else_is_found(string cloud, string line, string other)
    {
        PacketFilter.RequireTracking();
        for (var seed = 1; seed <= Interfaces; seed++)
        {
            var found = cloud == "AWS" ? AwsInterface.Create(seed) : AzureInterface.Create(seed);
            if (!found.Ruleset.Contains(line, StringComparison.Ordinal)) continue;
            var proof = LayerProof.Run(found with { Ruleset = found.Ruleset.Replace(line, other, StringComparison.Ordinal) }, seed);
            if (proof.Differences.IsEmpty) continue;
            output.WriteLine(proof.Differences[0]);
            return;
        }

        Assert.Fail("No interface shows the difference.");
    }

    private void Prove(string cloud, Func<int, CloudInterface> create)
    {
        PacketFilter.RequireTracking();
        var watch = Stopwatch.StartNew();
        var all = LayerProof.None;
        for (var seed = 1; seed <= Interfaces; seed++)
        {
            var found = create(seed);
            var proof = LayerProof.Run(found, seed);
            all = all.Add(proof);
            if (proof.Differences.IsEmpty) continue;
            output.WriteLine($"Interface {seed}:\n{string.Join("\n", proof.Differences)}\n{found.Ruleset}");
            break;
        }

        Report.Add(string.Create(CultureInfo.InvariantCulture, $"{Interfaces} interfaces of {cloud}: {all}"), output);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds:F1} s"));
        Assert.Empty(all.Differences);
        Assert.True(all is { Certain: > 0, Closed: > 0, Possible: > 0 });
    }
}
