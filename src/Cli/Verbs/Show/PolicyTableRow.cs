using System.Collections.Immutable;
using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Cli.Verbs.Show;

/// <summary>One direction, protocol and port range of a policy, and everything that asks for it.</summary>
/// <param name="Direction">Who opens the connection.</param>
/// <param name="Protocol">The transport protocol.</param>
/// <param name="Ports">The documented ports.</param>
/// <param name="Setting">The setting that moves them, or null.</param>
/// <param name="Entries">What asks for it, in the order of declaration.</param>
internal sealed record PolicyTableRow(
    Direction Direction, Protocol Protocol, PortRange Ports, string? Setting, ImmutableArray<PolicyTableEntry> Entries)
{
    /// <summary>The remote sides: peer groups, hosts and prefixes, without duplicates.</summary>
    public ImmutableArray<string> Peers => [.. Entries.SelectMany(entry => entry.Peers).Distinct(StringComparer.Ordinal)];
}
