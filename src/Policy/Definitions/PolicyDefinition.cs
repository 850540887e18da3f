using System.Collections.Immutable;

namespace Starface.Policy;

/// <summary>A policy as declared: which services are open to which peer groups, before any instance says who plays those roles.</summary>
/// <param name="Id">The policy's id, such as <c>cloud-pbx</c>.</param>
/// <param name="Title">What the policy is for.</param>
/// <param name="PbxVersion">The PBX version it is for; null is the current release.</param>
/// <param name="Allowances">Its allowances in the order of declaration.</param>
public sealed record PolicyDefinition(string Id, string Title, PbxVersion? PbxVersion, ImmutableArray<Allowance> Allowances)
{
    // Of a catalog's policies most are only ever looked up by their ids.
    private readonly Lazy<ImmutableArray<string>> _peerGroups = new(() =>
    [
        .. Allowances.Select(allowance => allowance.PeerGroup)
            .OfType<string>()
            .Where(group => group != PeerGroupId.Anywhere)
            .Distinct(StringComparer.Ordinal)
            .OrderBy(group => group, StringComparer.Ordinal),
    ]);

    private readonly Lazy<ImmutableArray<SettingDefinition>> _settings = new(() =>
    [
        .. Allowances.SelectMany(allowance => allowance.Service.Requirements)
            .Where(requirement => requirement.Setting is not null)
            .GroupBy(requirement => requirement.Setting!, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new SettingDefinition(group.Key, group.First().Ports)),
    ]);

    private readonly Lazy<ImmutableArray<ServiceDefinition>> _services = new(() =>
    [
        .. Allowances.Select(allowance => allowance.Service)
            .GroupBy(service => service.Id, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.First()),
    ]);

    /// <summary>
    /// The ids of the peer groups an instance has to fill, in ordinal order; <see cref="PeerGroupId.Anywhere"/> is not among them.
    /// </summary>
    public ImmutableArray<string> PeerGroups => _peerGroups.Value;

    /// <summary>The settings an instance may change, in ordinal order of their names.</summary>
    public ImmutableArray<SettingDefinition> Settings => _settings.Value;

    /// <summary>The distinct services of the policy, in ordinal order of their ids.</summary>
    public ImmutableArray<ServiceDefinition> Services => _services.Value;
}
