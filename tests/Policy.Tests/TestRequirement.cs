using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Tests;

/// <summary>A requirement as tests write it: a record, so that one is a variation of another.</summary>
internal sealed record TestRequirement(Direction Direction, Protocol Protocol, PortRange Ports, string Source)
{
    public string? Setting { get; init; }

    public string? Host { get; init; }

    public ImmutableArray<Prefix> Addresses { get; init; } = [];

    public ImmutableArray<Prefix> AllowPrivate { get; init; } = [];

    public Tls MinimumTls { get; init; }

    public bool Unencrypted { get; init; }

    public PbxVersion? Since { get; init; }

    public PbxVersion? Until { get; init; }

    public Basis Basis { get; init; }

    public static implicit operator Requirement(TestRequirement row) => new(row.Direction, row.Protocol, row.Ports, row.Source)
    {
        Setting = row.Setting,
        Host = row.Host,
        Addresses = row.Addresses,
        AllowPrivate = row.AllowPrivate,
        MinimumTls = row.MinimumTls,
        Unencrypted = row.Unencrypted,
        Since = row.Since,
        Until = row.Until,
        Basis = row.Basis,
    };
}
