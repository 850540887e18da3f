using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Names;

/// <summary>A host whose addresses policies need, because neither the catalog nor the configuration has them.</summary>
/// <param name="Name">The name in lower case.</param>
/// <param name="AllowPrivate">The private prefixes that it may be in.</param>
internal sealed record NeededHost(string Name, ImmutableArray<Prefix> AllowPrivate)
{
    /// <summary>The hosts that policies need, in ordinal order of their names.</summary>
    /// <param name="policies">The policies of instances, whose hosts are pinned where the configuration pins them.</param>
    public static ImmutableArray<NeededHost> Of(IEnumerable<FirewallPolicy> policies) =>
    [
        .. policies.SelectMany(Requirements)
            .GroupBy(requirement => LockedHost.KeyOf(requirement.Host!), StringComparer.Ordinal)
            .OrderBy(host => host.Key, StringComparer.Ordinal)
            .Select(host => new NeededHost(host.Key, AllowPrivateOf(host))),
    ];

    /// <summary>The private prefixes that a host may be in, by all that is declared of it.</summary>
    /// <param name="requirements">The requirements on the host.</param>
    public static ImmutableArray<Prefix> AllowPrivateOf(IEnumerable<Requirement> requirements) =>
        [.. requirements.SelectMany(requirement => requirement.AllowPrivate).Distinct()];

    /// <summary>The requirements of a policy that are on a host without addresses.</summary>
    private static IEnumerable<Requirement> Requirements(FirewallPolicy policy) => policy.Definition.Services
        .SelectMany(service => service.Requirements)
        .Where(requirement => requirement.Host is { } host
            && requirement.Addresses.IsEmpty
            && requirement.AppliesTo(policy.PbxVersion)
            && !policy.Hosts.ContainsKey(host));
}
