using System.Collections.Immutable;

namespace Starface.Policies.Tests.Seed;

/// <summary>Everything the vendor's text says about ports, hosts and addresses.</summary>
internal sealed record SeedDocument
{
    /// <summary>The port table.</summary>
    public required ImmutableArray<PortRow> PortTable { get; init; }

    /// <summary>The ports that accept TLS 1.2 and newer only.</summary>
    public required ImmutableArray<SeedItem> Tls12Ports { get; init; }

    /// <summary>The server addresses the PBX has to reach.</summary>
    public required ImmutableArray<ServerRow> ServerAddresses { get; init; }

    /// <summary>The port of the push service.</summary>
    public required SeedItem PushPort { get; init; }

    /// <summary>The hosts of the push service.</summary>
    public required ImmutableArray<PushHost> PushHosts { get; init; }

    /// <summary>The sentence that says when STARFACE Connect has to be reachable.</summary>
    public required SeedLine ConnectStatement { get; init; }

    /// <summary>The host of STARFACE Connect.</summary>
    public required SeedItem ConnectHost { get; init; }

    /// <summary>The addresses of STARFACE Connect.</summary>
    public required ImmutableArray<SeedItem> ConnectAddresses { get; init; }

    /// <summary>The sentence that sends the reader elsewhere for STARFACE NEON.</summary>
    public required SeedLine NeonStatement { get; init; }

    /// <summary>The heading over the hosts of the Yealink phones.</summary>
    public required SeedLine YealinkHeading { get; init; }

    /// <summary>The hosts the Yealink phones have to reach.</summary>
    public required ImmutableArray<SeedItem> YealinkHosts { get; init; }

    /// <summary>The ports the Yealink phones have to reach on each host.</summary>
    public required ImmutableArray<SeedItem> YealinkPorts { get; init; }

    /// <summary>The STUN servers of the section about STUN.</summary>
    public required ImmutableArray<SeedItem> StunHosts { get; init; }

    /// <summary>The STUN port, which the vendor wants open in both directions.</summary>
    public required SeedItem StunPort { get; init; }
}
