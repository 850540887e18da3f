using System.Collections.Immutable;
using Starface.Policy.Problems;

namespace Starface.Policy.Rules;

/// <summary>Collects the problems of a policy while its rules are compiled.</summary>
internal sealed class RuleFindings(PbxVersion? version)
{
    private readonly Dictionary<string, Problem> _services = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SortedSet<string>> _servicesOfHosts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _notPinnable = new(StringComparer.Ordinal);
    private readonly SortedSet<RuleKey> _keysOfHosts = [];
    private readonly SortedSet<string> _leftOut = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(RuleKey Key, string Service, string Group), (List<Peer> Peers, bool All)> _otherFamilies = new(
        Comparer<(RuleKey Key, string Service, string Group)>.Create(CompareEntries));

    public void VisitService(ServiceDefinition service)
    {
        if (OpensNothing.Find(service, version) is { } problem) _services[service.Id] = problem;
    }

    public void VisitHostWithoutAddresses(ServiceDefinition service, string host, RuleKey key, PolicyArguments arguments)
    {
        if (arguments.NotPinnable.TryGetValue(host, out var reason)) _notPinnable[host] = reason;
        if (!_servicesOfHosts.TryGetValue(host, out var services))
            _servicesOfHosts.Add(host, services = new SortedSet<string>(StringComparer.Ordinal));
        services.Add(service.Id);
        _keysOfHosts.Add(key);
    }

    /// <summary>No peers, since the instance leaves an optional group out.</summary>
    public IReadOnlyCollection<Peer> VisitLeftOut(Allowance allowance)
    {
        _leftOut.Add($"{allowance.Service.Id} ({allowance.PeerGroup})");
        return [];
    }

    /// <summary>The peers for which there is a rule: those of the family to which the protocol belongs.</summary>
    public IReadOnlyCollection<Peer> VisitPeers(Allowance allowance, RuleKey key, IReadOnlyCollection<Peer> peers)
    {
        if (key.Protocol is not (Protocol.Icmp or Protocol.IcmpV6)) return peers;
        List<Peer> kept = [.. peers.Where(peer => RuleCompiler.IsOfFamily(key.Protocol, peer))];
        var others = peers.Except(kept).ToList();
        if (others.Count > 0) _otherFamilies[(key, allowance.Service.Id, allowance.PeerGroup!)] = (others, kept.Count == 0);
        return kept;
    }

    public ImmutableArray<Problem> ToFindings() =>
    [
        .. _services.Keys.OrderBy(id => id, StringComparer.Ordinal).Select(id => _services[id]),
        .. _otherFamilies.Select(
            entry => OtherFamily(entry.Key.Key, entry.Key.Service, entry.Key.Group, entry.Value.Peers, entry.Value.All)),
        .. _leftOut.Count == 0 ? [] : new[]
        {
            Problem.Info(
                ProblemIds.PeersLeftOut,
                $"Optional peers are left out, so that these services are not open: {string.Join(", ", _leftOut)}",
                "name peers where a service is needed") with { ConfigKey = ArgumentProblems.PeersKey },
        },
        .. _servicesOfHosts.Count == 0 ? [] : new[] { HostsWithoutAddresses() },
    ];

    private static Problem OtherFamily(RuleKey key, string service, string group, List<Peer> peers, bool areAll)
    {
        var (family, protocol) = key.Protocol == Protocol.Icmp ? ("IPv6", Protocol.IcmpV6) : ("IPv4", Protocol.Icmp);
        return new Problem(
            ProblemIds.ProtocolOfOtherFamily,
            areAll ? Severity.Warning : Severity.Info,
            $"{key} of '{service}' has no rule for the {family} peers of '{group}' "
                + $"({RuleText.Few([.. peers.Select(peer => peer.ToString())])}): ICMP of {family} is another protocol, "
                + RuleText.Describe(protocol))
        {
            Fix = $"declare a requirement with Protocol.{protocol} for them",
            ConfigKey = ArgumentProblems.KeyOfPeers(group),
        };
    }

    /// <summary>One problem for all hosts: one run of <c>resolve</c> finds them together.</summary>
    private Problem HostsWithoutAddresses()
    {
        var hosts = string.Join(", ", _servicesOfHosts.Select(host => $"{host.Key} ({Words(host.Key, host.Value)})"));
        var (closed, open) = (Ports(Direction.Inbound), Ports(Direction.Outbound));
        string[] effects =
        [
            .. closed.Length > 0 ? new[] { $"inbound {closed} stays closed" } : [],
            .. open.Length > 0 ? new[] { $"outbound {open} is open to any address" } : [],
        ];
        return new Problem(
            ProblemIds.HostNotPinned,
            closed.Length > 0 ? Severity.Warning : Severity.Info,
            $"{(_servicesOfHosts.Count == 1 ? "Host" : "Hosts")} without addresses, while cloud rules accept no names: {hosts}; "
                + string.Join(", ", effects))
        {
            Fix = _notPinnable.Count == _servicesOfHosts.Count
                ? "pin addresses in the stack's 'hosts' if it has some that stay"
                : "run 'starface-policy resolve', or pin addresses in the stack's 'hosts'",
            ConfigKey = ArgumentProblems.HostsKey,
        };
    }

    private string Words(string host, SortedSet<string> services) =>
        string.Join(", ", services) + (_notPinnable.TryGetValue(host, out var reason) ? $"; not pinnable: {reason}" : "");

    private static int CompareEntries(
        (RuleKey Key, string Service, string Group) left, (RuleKey Key, string Service, string Group) right)
    {
        var order = left.Key.CompareTo(right.Key);
        if (order == 0) order = string.CompareOrdinal(left.Service, right.Service);
        return order != 0 ? order : string.CompareOrdinal(left.Group, right.Group);
    }

    /// <summary>The ports of a direction: "tcp 80, 443, udp 3478".</summary>
    private string Ports(Direction direction) => string.Join(", ", _keysOfHosts
        .Where(key => key.Direction == direction)
        .GroupBy(key => key.Protocol)
        .Select(group => $"{RuleText.Describe(group.Key)} "
            + string.Join(", ", group.Select(key => RuleText.Ports(key.Protocol, key.Ports)))));
}
