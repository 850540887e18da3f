using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;
using Starface.Policy.Problems;

namespace Starface.Policy.Clouds.Azure;

/// <summary>What is known about service tags without reading their published members.</summary>
internal static class AzureNames
{
    /// <summary>
    /// The host's address, from which health probes come and which is within VirtualNetwork (Azure, "What is IP address 168.63.129.16").
    /// </summary>
    private static readonly PrefixSet Host = PrefixSet.From(Prefix.Parse("168.63.129.16/32"));

    /// <summary>Probes by IPv6 come from a link-local address.</summary>
    private static readonly PrefixSet Probes = Host.Union(PrefixSet.From(Prefix.Parse("fe80::/10")));

    /// <summary>The tags whose members depend on the virtual network or the host, so that no list of addresses has them.</summary>
    private static readonly ImmutableArray<string> Unpublished =
        ["VirtualNetwork", "AzureLoadBalancer", "Internet", "AzurePlatformDNS", "AzurePlatformIMDS", "AzurePlatformLKM"];

    /// <summary>A warning about a service tag that Azure probably does not have, or null.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="published">The tags with published addresses, where a list of them was given; null for those known here.</param>
    public static Problem? FindUnknown(string tag, IEnumerable<string>? published)
    {
        if (published is null)
        {
            if (ServiceTagName.IsKnown(tag)) return null;
            const string NewTag = "give the output of 'az network list-service-tags' with --service-tags if it is new";
            return Problem.Warning(
                ProblemIds.UnknownServiceTag,
                $"'{tag}' is not among the service tags that Azure had on {ServiceTagName.AsOf}",
                ServiceTagName.FindNearest(tag) is { } near ? $"write 'tag:{near}', or {NewTag}" : NewTag);
        }

        var known = published.Concat(Unpublished).ToList();
        if (known.Contains(tag, StringComparer.OrdinalIgnoreCase)) return null;
        return Problem.Warning(
            ProblemIds.UnknownServiceTag,
            $"'{tag}' is not among the service tags that were given",
            NearestName.Find(tag, known) is { } nearest ? $"write 'tag:{nearest}'" : "look for its name in the file of --service-tags");
    }

    /// <summary>What is known about a name.</summary>
    /// <param name="name">The service tag, or the id of an application security group.</param>
    /// <param name="network">The prefixes of the virtual network and its peers; empty where they were not read.</param>
    public static NameFacts For(string name, PrefixSet network)
    {
        // Internet is what is public and outside of the virtual network.
        if (Is("Internet")) return new NameFacts { Members = PublicAddresses.All.Except(network), Apart = "VirtualNetwork" };
        // A gateway adds the prefixes on its other side to VirtualNetwork, which can be public and are read nowhere.
        if (Is("VirtualNetwork")) return new NameFacts { AtLeast = network.Union(Host) };
        if (AzureUnfiltered.Tags.TryGetValue(name, out var address)) return new NameFacts { Members = PrefixSet.From(address) };
        if (Is("AzureLoadBalancer")) return new NameFacts { AtLeast = Host, AtMost = Probes };
        // The tag of a region, such as Storage.WestEurope, lies within the tag without it.
        return name.StartsWith("/", StringComparison.Ordinal) || name.LastIndexOf('.') is not (> 0 and var dot)
            ? default
            : new NameFacts { Parent = name.Substring(0, dot) };

        bool Is(string tag) => string.Equals(name, tag, StringComparison.OrdinalIgnoreCase);
    }
}
