using System.Collections.Immutable;

namespace Starface.Policy;

/// <summary>A policy as declared: which services are open to which peer groups, without the networks of an instance.</summary>
public sealed class PolicyDefinition
{
    // Most policies of a catalog are only ever looked up by their ids.
    private readonly Lazy<ImmutableArray<string>> _peerGroups;
    private readonly Lazy<ImmutableArray<string>> _optionalPeerGroups;
    private readonly Lazy<ImmutableArray<SettingDefinition>> _settings;
    private readonly Lazy<ImmutableArray<ServiceDefinition>> _services;

    /// <summary>A policy. Generated code calls it.</summary>
    /// <param name="id">The policy's id, such as <c>cloud-pbx</c>.</param>
    /// <param name="title">What the policy is for.</param>
    /// <param name="pbxVersion">The PBX version it is for; null is the current release.</param>
    /// <param name="allowances">Its allowances in the order of declaration.</param>
    public PolicyDefinition(string id, string title, PbxVersion? pbxVersion, ImmutableArray<Allowance> allowances)
    {
        Id = id;
        Title = title;
        PbxVersion = pbxVersion;
        Allowances = allowances;
        _peerGroups = new(() =>
        [
            .. allowances.Select(allowance => allowance.PeerGroup)
                .OfType<string>()
                .Where(group => group != PeerGroupId.Anywhere)
                .Distinct(StringComparer.Ordinal)
                .OrderBy(group => group, StringComparer.Ordinal),
        ]);
        _optionalPeerGroups = new(() =>
        [
            .. PeerGroups.Where(group => allowances.All(allowance => allowance.PeerGroup != group || allowance.Optional)),
        ]);
        _settings = new(() =>
        [
            .. allowances.SelectMany(allowance => allowance.Service.Requirements)
                .Where(requirement => requirement.Setting is not null)
                .GroupBy(requirement => requirement.Setting!, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new SettingDefinition(group.Key, group.First().Ports)),
        ]);
        _services = new(() =>
        [
            .. allowances.Select(allowance => allowance.Service)
                .GroupBy(service => service.Id, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => group.First()),
        ]);
    }

    /// <summary>The policy's id, such as <c>cloud-pbx</c>.</summary>
    public string Id { get; }

    /// <summary>What the policy is for.</summary>
    public string Title { get; }

    /// <summary>The PBX version it is for; null is the current release.</summary>
    public PbxVersion? PbxVersion { get; }

    /// <summary>Its allowances in the order of declaration.</summary>
    public ImmutableArray<Allowance> Allowances { get; }

    /// <summary>The scenarios that work with the policy, in the order of declaration, those of included policies first.</summary>
    public ImmutableArray<ScenarioDefinition> Supports { get; init; } = ImmutableArray<ScenarioDefinition>.Empty;

    /// <summary>
    /// The ids of the peer groups an instance fills, in ordinal order, without the group of all addresses (<c>anywhere</c>).
    /// </summary>
    public ImmutableArray<string> PeerGroups => _peerGroups.Value;

    /// <summary>Those of <see cref="PeerGroups"/> that an instance may leave out.</summary>
    public ImmutableArray<string> OptionalPeerGroups => _optionalPeerGroups.Value;

    /// <summary>Those of <see cref="PeerGroups"/> that an instance has to fill.</summary>
    internal IEnumerable<string> RequiredPeerGroups => PeerGroups.Where(group => !OptionalPeerGroups.Contains(group));

    /// <summary>The settings an instance may change, in ordinal order of their names.</summary>
    public ImmutableArray<SettingDefinition> Settings => _settings.Value;

    /// <summary>The distinct services of the policy, in ordinal order of their ids.</summary>
    public ImmutableArray<ServiceDefinition> Services => _services.Value;
}
