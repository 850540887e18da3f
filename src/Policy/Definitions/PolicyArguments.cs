using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy;

/// <summary>
/// What an instance adds to a policy: the networks of the peer groups, changed ports, the PBX version, and addresses pinned
/// for hosts.
/// </summary>
public sealed class PolicyArguments
{
    /// <summary>Arguments without any values.</summary>
    public PolicyArguments()
    {
    }

    /// <summary>Copies the values; an object initialiser may replace some of them.</summary>
    internal PolicyArguments(PolicyArguments other)
    {
        Peers = other.Peers;
        Settings = other.Settings;
        PbxVersion = other.PbxVersion;
        Hosts = other.Hosts;
        NeverCut = other.NeverCut;
        NotPinnable = other.NotPinnable;
    }

    /// <summary>The peers by peer group id.</summary>
    public ImmutableSortedDictionary<string, PeerList> Peers { get; init; } =
        ImmutableSortedDictionary.Create<string, PeerList>(StringComparer.Ordinal);

    /// <summary>The ports by setting name; a setting without an entry keeps its default.</summary>
    public ImmutableSortedDictionary<string, PortRange> Settings { get; init; } =
        ImmutableSortedDictionary.Create<string, PortRange>(StringComparer.Ordinal);

    /// <summary>The instance's PBX version; null is the policy's own.</summary>
    public PbxVersion? PbxVersion { get; init; }

    /// <summary>Addresses pinned for host names, so that a requirement on a host opens only to them.</summary>
    public PinnedHosts Hosts { get; init => field = value.Copy(); } = new();

    /// <summary>
    /// The hosts whose addresses change with each request, so that they have none here, with the reason in words: resolving them again
    /// changes nothing.
    /// </summary>
    internal ImmutableSortedDictionary<string, string> NotPinnable { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The ids of services whose flows must never be cut, in addition to those that the policy marks.</summary>
    public ImmutableSortedSet<string> NeverCut { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>The ports of a requirement, where its setting moves them to.</summary>
    /// <param name="requirement">The requirement.</param>
    internal PortRange PortsOf(Requirement requirement) =>
        requirement.Setting is { } name && Settings.TryGetValue(name, out var moved) ? moved : requirement.Ports;

    /// <summary>Whether a setting moves a requirement of a policy to other ports than those declared.</summary>
    /// <param name="definition">The policy.</param>
    internal bool MovePorts(PolicyDefinition definition) =>
        !Settings.IsEmpty
        && definition.Allowances.Any(allowance => allowance.Service.Requirements.Any(row => PortsOf(row) != row.Ports));

    /// <summary>
    /// These arguments with the peers of one more group. Generated code chains it for the members of a <c>Peers</c> record.
    /// </summary>
    /// <param name="group">The peer group's id.</param>
    /// <param name="peers">The peers.</param>
    public PolicyArguments WithPeers(string group, PeerList peers) => new(this) { Peers = Peers.SetItem(group, peers) };
}
