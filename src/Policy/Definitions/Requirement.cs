using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy;

/// <summary>One row of what a service needs, declared by a <see cref="RequirementAttribute"/>.</summary>
/// <param name="direction">Who opens the connection.</param>
/// <param name="protocol">The transport protocol.</param>
/// <param name="ports">The destination ports; all of them for protocols without ports.</param>
/// <param name="source">The row of the source it comes from; empty when the declaration names none.</param>
public sealed class Requirement(Direction direction, Protocol protocol, PortRange ports, string source)
{
    /// <summary>Who opens the connection.</summary>
    public Direction Direction { get; } = direction;

    /// <summary>The transport protocol.</summary>
    public Protocol Protocol { get; } = protocol;

    /// <summary>The destination ports; all of them for protocols without ports.</summary>
    public PortRange Ports { get; } = ports;

    /// <summary>The row of the source it comes from; empty when the declaration names none.</summary>
    public string Source { get; } = source;

    /// <summary>The name of the setting that moves the ports, or null.</summary>
    public string? Setting { get; init; }

    /// <summary>The domain name of the remote side, or null.</summary>
    public string? Host { get; init; }

    /// <summary>The fixed prefixes of the remote side; empty when there are none.</summary>
    public ImmutableArray<Prefix> Addresses { get; init; } = ImmutableArray<Prefix>.Empty;

    /// <summary>The private prefixes in which an address of the host is accepted; empty where only public ones are.</summary>
    public ImmutableArray<Prefix> AllowPrivate { get; init; } = ImmutableArray<Prefix>.Empty;

    /// <summary>The lowest TLS version the port accepts.</summary>
    public Tls MinimumTls { get; init; }

    /// <summary>Whether the traffic is unencrypted.</summary>
    public bool Unencrypted { get; init; }

    /// <summary>The first PBX version the requirement applies to, or null.</summary>
    public PbxVersion? Since { get; init; }

    /// <summary>The last PBX version the requirement applies to, or null.</summary>
    public PbxVersion? Until { get; init; }

    /// <summary>Whether the source states the requirement or it was inferred.</summary>
    public Basis Basis { get; init; }

    /// <summary>Whether a policy has to name a peer group as the remote side, because the requirement names none.</summary>
    public bool NeedsPeers => Host is null && Addresses.IsEmpty;

    /// <summary>Whether the requirement applies to a PBX version.</summary>
    /// <param name="version">The version; null is the current release, to which rows with <see cref="Until"/> do not apply.</param>
    public bool AppliesTo(PbxVersion? version) =>
        version is { } exact
            ? (Since is not { } since || exact >= since) && (Until is not { } until || exact <= until)
            : Until is null;
}
