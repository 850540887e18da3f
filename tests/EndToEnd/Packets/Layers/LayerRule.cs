using System.Collections.Immutable;
using Starface.EndToEnd.Packets.Translation;

namespace Starface.EndToEnd.Packets.Layers;

/// <summary>A random rule, from which both the cloud's JSON and the kernel's ruleset are written.</summary>
/// <param name="IsInbound">Whether it is about connections to the instance, or else from it.</param>
/// <param name="Protocol">The protocol number; null matches every protocol.</param>
/// <param name="Ports">The destination ports.</param>
/// <param name="Remote">The remote side as the cloud writes it: a prefix, <c>*</c>, or the name of a list of prefixes.</param>
/// <param name="Access">What it does.</param>
internal sealed record LayerRule(bool IsInbound, int? Protocol, PortSpan Ports, string Remote, LayerAccess Access)
{
    /// <summary>The name that stands for <see cref="Listed"/>: a service tag on Azure, a prefix list on AWS.</summary>
    public const string ListName = "pl-0123456789abcdef0";

    /// <summary>The name of the same addresses on Azure.</summary>
    public const string TagName = "AzureMonitor";

    /// <summary>The prefixes that the names stand for.</summary>
    public static readonly ImmutableArray<string> Listed = ["203.0.113.4/30", "198.51.100.96/27", "2001:db8:1::/112"];

    /// <summary>Azure: the local prefix it is restricted to, or null.</summary>
    public string? Local { get; init; }

    /// <summary>Azure: the source ports it is restricted to, or null.</summary>
    public PortSpan? ClientPorts { get; init; }

    /// <summary>The remote addresses.</summary>
    public ImmutableArray<AddressBlock> Remotes => Remote switch
    {
        "*" => [AddressBlock.AnyIPv4, AddressBlock.AnyIPv6],
        ListName or TagName => [.. Listed.Select(AddressBlock.Parse)],
        _ => [AddressBlock.Parse(Remote)],
    };
}
