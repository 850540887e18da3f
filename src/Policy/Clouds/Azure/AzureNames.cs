using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;

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

    private static readonly PrefixSet All = PrefixSet.From(Prefix.Any(AddressFamily.IPv4), Prefix.Any(AddressFamily.IPv6));

    /// <summary>What is known about a name.</summary>
    /// <param name="name">The service tag, or the id of an application security group.</param>
    /// <param name="network">The prefixes of the virtual network and its peers; empty where they were not read.</param>
    public static NameFacts For(string name, PrefixSet network)
    {
        // Internet is what is public and outside of the virtual network.
        var internet = PublicAddresses.All.Except(network);
        if (Is("Internet")) return new NameFacts { Members = internet };
        if (Is("VirtualNetwork")) return new NameFacts { AtLeast = network.Union(Host), AtMost = All.Except(internet) };
        if (Is("AzureLoadBalancer")) return new NameFacts { AtLeast = Host, AtMost = Probes };
        // The tag of a region, such as Storage.WestEurope, lies within the tag without it.
        return name.StartsWith("/", StringComparison.Ordinal) || name.LastIndexOf('.') is not (> 0 and var dot)
            ? default
            : new NameFacts { Parent = name.Substring(0, dot) };

        bool Is(string tag) => string.Equals(name, tag, StringComparison.OrdinalIgnoreCase);
    }
}
