using System.Collections.Immutable;

namespace Starface.Drift.Live;

/// <summary>Which regions, accounts and subscriptions live groups are read from.</summary>
internal sealed record SourceOptions
{
    /// <summary>AWS: the region of instances whose stack names none.</summary>
    public string? Region { get; init; }

    /// <summary>AWS: the profiles, one for each account; empty is the usual search for credentials.</summary>
    public ImmutableArray<string> Profiles { get; init; } = [];

    /// <summary>AWS: the roles to assume, one for each account.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>Azure: the ids of the subscriptions.</summary>
    public ImmutableArray<string> Subscriptions { get; init; } = [];

    /// <summary>Another address of the cloud's service, or null.</summary>
    public Uri? Endpoint { get; init; }
}
