using System.Collections.Immutable;
using Starface.Policy.Review;

namespace Starface.Policy.Rules;

/// <summary>Collects what a reader of a policy should know while its rules are compiled.</summary>
internal sealed class RuleFindings(PbxVersion? version)
{
    private readonly SortedDictionary<string, Finding> _services = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SortedSet<RuleKey>> _unpinned = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _servicesOfHost = new(StringComparer.Ordinal);

    public void VisitService(ServiceDefinition service)
    {
        if (OpensNothing.Find(service, version) is { } finding) _services[service.Id] = finding;
    }

    public void VisitUnpinnedHost(ServiceDefinition service, string host, RuleKey key)
    {
        if (!_unpinned.TryGetValue(host, out var keys))
            _unpinned.Add(host, keys = []);
        keys.Add(key);
        if (!_servicesOfHost.TryGetValue(host, out var services))
            _servicesOfHost.Add(host, services = new SortedSet<string>(StringComparer.Ordinal));
        services.Add(service.Id);
    }

    public ImmutableArray<Finding> ToFindings() => [.. _services.Values, .. _unpinned.Select(entry => UnpinnedHost(entry.Key, entry.Value))];

    private Finding UnpinnedHost(string host, SortedSet<RuleKey> keys) =>
        new(
            FindingIds.HostNotPinned,
            keys.Any(key => key.Direction == Direction.Inbound) ? Severity.Warning : Severity.Info,
            $"Host {host} ({string.Join(", ", _servicesOfHost[host])}) has no pinned address, and cloud rules take no names: "
                + $"{Ports(keys)} is open to any address. Pin it in the stack's 'hosts' to narrow it.");

    /// <summary>The ports of each direction and protocol together: "outbound tcp 80, 443; inbound udp 3478".</summary>
    private static string Ports(IEnumerable<RuleKey> keys) => string.Join("; ", keys
        .GroupBy(key => $"{RuleText.Of(key.Direction)} {RuleText.Of(key.Protocol)}", StringComparer.Ordinal)
        .Select(group => $"{group.Key} {string.Join(", ", group.Select(key => RuleText.Ports(key.Protocol, key.Ports)))}"));
}
