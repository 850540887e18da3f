using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Generators.Models;

/// <summary>A valid requirement of a service.</summary>
/// <param name="Direction">Who opens the connection.</param>
/// <param name="Protocol">The transport protocol.</param>
/// <param name="From">The first port.</param>
/// <param name="To">The last port.</param>
/// <param name="Setting">The setting that moves the ports, or null.</param>
/// <param name="Host">The host name of the remote side, or null.</param>
/// <param name="Addresses">The fixed addresses of the remote side in canonical form.</param>
/// <param name="AllowPrivate">The private prefixes that the host may have addresses in, in canonical form.</param>
/// <param name="MinimumTls">The lowest TLS version.</param>
/// <param name="Unencrypted">Whether the traffic is readable on its way.</param>
/// <param name="Since">The first PBX version, or null.</param>
/// <param name="Until">The last PBX version, or null.</param>
/// <param name="Basis">Whether the source states the requirement.</param>
/// <param name="Source">The row of the source; may be empty.</param>
internal sealed record RequirementModel(
    Direction Direction,
    Protocol Protocol,
    int From,
    int To,
    string? Setting,
    string? Host,
    EquatableArray<string> Addresses,
    EquatableArray<string> AllowPrivate,
    Tls MinimumTls,
    bool Unencrypted,
    string? Since,
    string? Until,
    Basis Basis,
    string Source)
{
    /// <summary>The ports.</summary>
    public PortRange Ports => new(From, To);

    /// <summary>Whether it names no remote side, so that the policy has to name a peer group.</summary>
    public bool NeedsPeers => Host is null && Addresses.Count == 0;

    /// <summary>The requirement as it is at run time, so that the compiler and the run time decide by the same code.</summary>
    public Requirement ToRequirement() =>
        new(Direction, Protocol, Ports, Source)
        {
            Setting = Setting,
            Host = Host,
            Addresses = [.. Addresses.Select(Prefix.Parse)],
            AllowPrivate = [.. AllowPrivate.Select(Prefix.Parse)],
            MinimumTls = MinimumTls,
            Unencrypted = Unencrypted,
            Since = Since is null ? null : PbxVersion.Parse(Since),
            Until = Until is null ? null : PbxVersion.Parse(Until),
            Basis = Basis,
        };
}
