using System.Collections.Immutable;
using Starface.Policy.Problems;

namespace Starface.Policy.Rules;

/// <summary>Collects the problems of a policy while its rules are compiled.</summary>
internal sealed class RuleFindings(PbxVersion? version)
{
    private readonly Dictionary<string, Problem> _services = new(StringComparer.Ordinal);
    private readonly Dictionary<string, UnpinnedHost> _unpinned = new(StringComparer.Ordinal);

    public void VisitService(ServiceDefinition service)
    {
        if (OpensNothing.Find(service, version) is { } problem) _services[service.Id] = problem;
    }

    public void VisitUnpinnedHost(ServiceDefinition service, string host, RuleKey key)
    {
        if (!_unpinned.TryGetValue(host, out var unpinned))
            _unpinned.Add(host, unpinned = new UnpinnedHost());
        unpinned.Keys.Add(key);
        unpinned.Services.Add(service.Id);
    }

    public ImmutableArray<Problem> ToFindings() =>
    [
        .. _services.Keys.OrderBy(id => id, StringComparer.Ordinal).Select(id => _services[id]),
        .. _unpinned.Keys.OrderBy(host => host, StringComparer.Ordinal).Select(host => ToProblem(host, _unpinned[host])),
    ];

    private static Problem ToProblem(string host, UnpinnedHost unpinned) =>
        new(
            ProblemIds.HostNotPinned,
            unpinned.Keys.Any(key => key.Direction == Direction.Inbound) ? Severity.Warning : Severity.Info,
            $"Host {host} ({string.Join(", ", unpinned.Services)}) has no pinned address, and cloud rules accept no names: "
                + $"{Ports(unpinned.Keys)} is open to any address")
        {
            Fix = "pin it in the stack's 'hosts' to narrow it",
        };

    /// <summary>The ports of each direction and protocol together: "outbound tcp 80, 443; inbound udp 3478".</summary>
    private static string Ports(IEnumerable<RuleKey> keys) => string.Join("; ", keys
        .GroupBy(key => $"{RuleText.Describe(key.Direction)} {RuleText.Describe(key.Protocol)}", StringComparer.Ordinal)
        .Select(group => $"{group.Key} {string.Join(", ", group.Select(key => RuleText.Ports(key.Protocol, key.Ports)))}"));

    /// <summary>What a host without pinned addresses opens to everyone, and for which services.</summary>
    private sealed class UnpinnedHost
    {
        public SortedSet<RuleKey> Keys { get; } = [];

        public SortedSet<string> Services { get; } = new(StringComparer.Ordinal);
    }
}
