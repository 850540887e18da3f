using Starface.Policy.Explanations;
using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;
using Starface.Policy.Planning;

namespace Starface.Policy.Clouds;

/// <summary>What a cloud adds to the flows of a policy.</summary>
internal static class CloudSurroundings
{
    /// <summary>What a cloud adds.</summary>
    /// <param name="cloud">The cloud.</param>
    /// <param name="allowsProbes">
    /// Whether the plan permits the cloud's health probes; null where the question is about no cloud in particular.
    /// </param>
    /// <param name="findKnown">The members of a name that were read, or null; none is where nothing was read of the cloud.</param>
    public static Surroundings For(CloudTarget cloud, bool? allowsProbes, Func<string, PrefixSet?>? findKnown = null) => new(
        allowsProbes is { } allows ? [.. FindPassages(cloud, allows)] : [],
        name => findKnown?.Invoke(name) is { } known ? new NameMembers { AtLeast = known, AtMost = known } : FindMembers(cloud, name));

    /// <summary>What a cloud adds to the flows of an instance.</summary>
    /// <param name="cloud">The cloud.</param>
    /// <param name="request">The instance.</param>
    public static Surroundings For(CloudTarget cloud, PlanRequest request) =>
        For(cloud, request.AllowLoadBalancerProbes, request.FindMembers);

    private static IEnumerable<Passage> FindPassages(CloudTarget cloud, bool allowsProbes)
    {
        foreach (var traffic in cloud.FindUnfiltered([]))
            yield return new Passage(traffic.Flows, $"{cloud.Name} never filters {traffic.What}");
        if (!allowsProbes || cloud.PlatformOrigin is not { } origin) yield break;
        foreach (var range in cloud.FindNameFacts(origin.Service, PrefixSet.Empty).AtLeast?.Ranges ?? [])
        {
            yield return new Passage(
                FlowSet.From(new FlowRange(Direction.Inbound, ProtocolRange.All, range)),
                $"{(range.First == range.Last ? range.First : range)} is in {origin.Service}, and the plan permits its {origin.Source}");
        }
    }

    /// <summary>
    /// The members of a name. Internet does not contain private addresses; whether it contains a public one depends on the prefixes of the
    /// virtual network, which are not known here.
    /// </summary>
    private static NameMembers FindMembers(CloudTarget cloud, string name)
    {
        var facts = cloud.FindNameFacts(name, PrefixSet.Empty);
        return new NameMembers { AtLeast = facts.AtLeast, AtMost = facts.Members ?? facts.AtMost };
    }
}
