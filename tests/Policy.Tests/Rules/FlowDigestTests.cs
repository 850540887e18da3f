using System.Security.Cryptography;
using System.Text;
using FsCheck.Xunit;
using Starface.Policy.Flows;
using Starface.Policy.Rules;
using Starface.Policy.Tests.Flows;

namespace Starface.Policy.Tests.Rules;

/// <summary>Digests stand in tags of groups that exist: what they are made of never changes.</summary>
[Properties(Arbitrary = [typeof(UniverseArbitraries)], MaxTest = 200)]
public sealed class FlowDigestTests
{
    [Property]
    public void A_digest_is_the_hash_of_the_disjoint_ranges_a_line_each(Box[] boxes)
    {
        var flows = FlowSet.From(boxes.Select(box => box.ToRange()));
        Assert.Equal(Expected(flows), FlowDigest.From(flows));
    }

    [Fact]
    public void A_digest_of_thousands_of_ranges_and_of_groups_with_long_names_is_no_other()
    {
        var flows = FlowSet.From(
        [
            .. Enumerable.Range(0, 3_000)
                .Select(i => FlowRange.Parse(FormattableString.Invariant($"inbound tcp 10.{i / 256}.{i % 256}.0/25 {i + 1}"))),
            .. Enumerable.Range(1, 40).Select(i => FlowRange.Parse($"outbound udp group:{new string('ä', i * i * 10)} 5060")),
        ]);
        Assert.Equal(Expected(flows), FlowDigest.From(flows));
    }

    [Fact]
    public void A_digest_of_nothing_is_the_hash_of_nothing() =>
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", FlowDigest.From(FlowSet.Empty));

    [Fact]
    public void A_digest_of_prefixes_that_cross_many_ports_tells_sets_apart_and_depends_on_the_flows_alone()
    {
        var ranges = Enumerable.Range(0, 20_000).SelectMany(i => new[]
        {
            FlowRange.Parse(FormattableString.Invariant($"inbound tcp 10.{i / 128}.{i % 128 * 2}.0/24 0-65535")),
            FlowRange.Parse(FormattableString.Invariant($"inbound tcp 0.0.0.0/0 {1000 + 2 * i}")),
            FlowRange.Parse("outbound tcp group:sg-1 443"),
        }).ToArray();
        var flows = FlowSet.From(ranges);
        FlowRange[] others =
        [
            FlowRange.Parse("inbound tcp 192.0.2.1/32 1"), FlowRange.Parse("inbound tcp 192.0.2.2/32 1"),
            FlowRange.Parse("inbound tcp 192.0.2.1/32 3"), FlowRange.Parse("inbound udp 192.0.2.1/32 1"),
            FlowRange.Parse("outbound tcp 192.0.2.1/32 1"), FlowRange.Parse("inbound tcp 2001:db8::1/128 1"),
            FlowRange.Parse("inbound tcp group:sg-1 443"), FlowRange.Parse("outbound tcp group:sg-2 443"),
        ];

        var digests = others.Select(other => FlowDigest.From(flows.Union(FlowSet.From(other)))).Append(FlowDigest.From(flows)).ToArray();

        Assert.Equal(digests.Length, digests.Distinct().Count());
        Assert.All(digests, digest => Assert.Matches("^[0-9a-f]{64}$", digest));
        Assert.Equal(FlowDigest.From(flows), FlowDigest.From(FlowSet.From(ranges.Reverse())));
        Assert.Equal(
            FlowDigest.From(flows),
            FlowDigest.From(flows.Except(FlowSet.From(FlowRange.Parse("outbound tcp group:sg-1 443")))
                .Union(FlowSet.From(FlowRange.Parse("outbound tcp group:SG-1 443")))));
    }

    private static string Expected(FlowSet flows) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(flows.DisjointRanges().Select(range => $"{range}\n")))));
}
