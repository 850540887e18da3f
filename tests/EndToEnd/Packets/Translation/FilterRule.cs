using System.Collections.Immutable;

namespace Starface.EndToEnd.Packets.Translation;

/// <summary>A cloud's rule in the terms of a packet filter: the first rule that matches a packet decides.</summary>
/// <param name="IsInbound">Whether it looks at packets to the instance, or else from it.</param>
/// <param name="Protocol">The protocol number; null matches every protocol.</param>
/// <param name="From">The first destination port; for ICMP the first message as type × 256 + code.</param>
/// <param name="To">The last one.</param>
/// <param name="Remotes">The remote addresses.</param>
/// <param name="Accepts">Whether it lets the packet pass, or else drops it.</param>
internal sealed record FilterRule(bool IsInbound, int? Protocol, int From, int To, ImmutableArray<AddressBlock> Remotes, bool Accepts)
{
    /// <summary>Whether the cloud adds the rule to every group by itself.</summary>
    public bool IsDefault { get; init; }

    public const int HighestPort = 65535;
}
