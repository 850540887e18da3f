using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Clouds.Azure;

/// <summary>
/// Traffic that network security groups do not filter by default (Azure, "Network security groups", considerations): a rule that denies the
/// platform's tag stops it, and a rule for other addresses does not.
/// </summary>
internal static class AzureUnfiltered
{
    /// <summary>The tags of the platform and the addresses that they stand for.</summary>
    public static readonly ImmutableSortedDictionary<string, Prefix> Tags =
        ImmutableSortedDictionary.Create<string, Prefix>(StringComparer.OrdinalIgnoreCase)
            .Add("AzurePlatformDNS", Prefix.Parse("168.63.129.16/32"))
            .Add("AzurePlatformIMDS", Prefix.Parse("169.254.169.254/32"));

    /// <summary>The ports of the agent's service on the host, which nothing stops (Azure, "What is IP address 168.63.129.16").</summary>
    private static readonly FlowSet Agent = FlowSet.From(
        from port in new[] { 80, 32526 }
        select new FlowRange(Direction.Outbound, new ProtocolRange((int)Protocol.Tcp), Tags["AzurePlatformDNS"], new PortRange(port)));

    private static readonly ImmutableArray<UnfilteredTraffic> OfNoLayers = FindIn([]);

    /// <summary>What passes some layers; little where one of them was not read, since it may deny a tag.</summary>
    public static ImmutableArray<UnfilteredTraffic> Find(ImmutableArray<Layer> layers) => layers.IsEmpty ? OfNoLayers : FindIn(layers);

    private static ImmutableArray<UnfilteredTraffic> FindIn(ImmutableArray<Layer> layers)
    {
        var isKnown = !layers.Any(layer => layer is UnknownLayer);
        return
        [
            new("traffic to the agent's service of the host", Agent),
            .. isKnown
                ? [Of("AzurePlatformDNS", "the host's DNS"), Of("AzurePlatformIMDS", "the instance metadata service")]
                : Array.Empty<UnfilteredTraffic>(),
        ];

        UnfilteredTraffic Of(string tag, string what)
        {
            var address = Tags[tag];
            var denied =
                from layer in layers
                from rule in layer.Rules
                where !rule.Allow
                from match in rule.Matches
                where match.Direction == Direction.Outbound
                    && match.Remote.Group is { } name && name.Equals(tag, StringComparison.OrdinalIgnoreCase)
                select new FlowRange(Direction.Outbound, match.Protocols, address, match.Ports);
            var all = FlowSet.From(new FlowRange(Direction.Outbound, ProtocolRange.All, address));
            return new UnfilteredTraffic($"traffic to {what} except by a rule that denies the tag {tag}", all.Except(FlowSet.From(denied)));
        }
    }
}
