using Microsoft.CodeAnalysis;

namespace Starface.Generators.Analyzers;

/// <summary>The types of Starface.Policy whose use in code is checked, resolved once in a compilation.</summary>
/// <param name="Peer">A remote network.</param>
/// <param name="PeerList">A list of remote networks.</param>
/// <param name="Prefix">A CIDR block.</param>
/// <param name="Address">An address.</param>
/// <param name="PortRange">A range of ports.</param>
/// <param name="PbxVersion">A release of the PBX.</param>
/// <param name="FirewallPolicy">The base class of policies.</param>
/// <param name="PolicyArguments">The arguments of an instance.</param>
/// <param name="PinnedHosts">Its hosts with addresses.</param>
internal sealed record KnownTypes(
    INamedTypeSymbol Peer,
    INamedTypeSymbol PeerList,
    INamedTypeSymbol Prefix,
    INamedTypeSymbol Address,
    INamedTypeSymbol PortRange,
    INamedTypeSymbol PbxVersion,
    INamedTypeSymbol FirewallPolicy,
    INamedTypeSymbol PolicyArguments,
    INamedTypeSymbol PinnedHosts)
{
    /// <summary>The types in a compilation; null when it does not reference Starface.Policy.</summary>
    /// <param name="compilation">The compilation.</param>
    public static KnownTypes? For(Compilation compilation) =>
        compilation.GetTypeByMetadataName("Starface.Policy.Peer") is { } peer
        && compilation.GetTypeByMetadataName("Starface.Policy.PeerList") is { } peerList
        && compilation.GetTypeByMetadataName("Starface.Policy.Flows.Prefix") is { } prefix
        && compilation.GetTypeByMetadataName("Starface.Policy.Flows.Address") is { } address
        && compilation.GetTypeByMetadataName("Starface.Policy.Flows.PortRange") is { } portRange
        && compilation.GetTypeByMetadataName("Starface.Policy.PbxVersion") is { } version
        && compilation.GetTypeByMetadataName("Starface.Policy.FirewallPolicy") is { } policy
        && compilation.GetTypeByMetadataName("Starface.Policy.PolicyArguments") is { } arguments
        && compilation.GetTypeByMetadataName("Starface.Policy.PinnedHosts") is { } hosts
            ? new(peer, peerList, prefix, address, portRange, version, policy, arguments, hosts)
            : null;

    /// <summary>Whether a type is one of these.</summary>
    /// <param name="type">The type, or null.</param>
    /// <param name="known">One of these.</param>
    public static bool Is(ITypeSymbol? type, INamedTypeSymbol known) => SymbolEqualityComparer.Default.Equals(type, known);
}
