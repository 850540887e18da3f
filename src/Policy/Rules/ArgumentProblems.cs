using Starface.Policy.Flows;
using Starface.Policy.Problems;

namespace Starface.Policy.Rules;

/// <summary>
/// What does not fit between a policy and the arguments of an instance. The binder of configurations finds the same, with places.
/// </summary>
internal static class ArgumentProblems
{
    /// <summary>Every problem; empty when the arguments fit.</summary>
    public static IEnumerable<Problem> Find(PolicyDefinition definition, PolicyArguments arguments) =>
    [
        .. CheckPeers(definition, arguments),
        .. arguments.Hosts.Select(host => CheckHost(host.Key, host.Value)).OfType<Problem>(),
        .. arguments.NeverCut.Select(service => CheckService(definition, service)).OfType<Problem>(),
        .. arguments.Settings.Select(setting => CheckSetting(definition, setting.Key, setting.Value)).OfType<Problem>(),
    ];

    /// <summary>The problem of a peer group without peers.</summary>
    public static Problem MissingPeers(PolicyDefinition definition, string group) =>
        Problem.Error(ProblemIds.MissingValue, $"Policy '{definition.Id}' needs peers for '{group}'", "name at least one prefix");

    /// <summary>The problem of a peer group that the policy does not have.</summary>
    public static Problem UnknownPeerGroup(PolicyDefinition definition, string group) =>
        Problem.Error(
            ProblemIds.UnknownName,
            $"Policy '{definition.Id}' has no peer group '{group}'",
            NearestName.Suggestion(group, definition.PeerGroups));

    /// <summary>The problem of a setting that the policy does not have.</summary>
    public static Problem UnknownSetting(PolicyDefinition definition, string setting) =>
        Problem.Error(
            ProblemIds.UnknownName,
            $"Policy '{definition.Id}' has no setting '{setting}'",
            NearestName.Suggestion(setting, definition.Settings.Select(known => known.Name)));

    /// <summary>The problem of ports that a setting cannot be moved to, or null.</summary>
    public static Problem? CheckPorts(SettingDefinition setting, PortRange ports)
    {
        if (ports.From < 1)
        {
            return Problem.Error(
                ProblemIds.InvalidValue, $"Setting '{setting.Name}' is {ports}, but a port is a number from 1 to {PortRange.MaxPort}");
        }
        return setting.Default.From == setting.Default.To && ports.From != ports.To
            ? Problem.Error(ProblemIds.InvalidValue, $"Setting '{setting.Name}' is {ports}, but it accepts one port, not a range")
            : null;
    }

    /// <summary>The problem of a service whose flows must never be cut although the policy does not allow it, or null.</summary>
    public static Problem? CheckService(PolicyDefinition definition, string service)
    {
        var services = definition.Services.Select(known => known.Id).ToList();
        return services.Contains(service)
            ? null
            : Problem.Error(
                ProblemIds.UnknownName,
                $"Policy '{definition.Id}' does not allow the service '{service}', which is marked as never to be cut",
                NearestName.Suggestion(service, services));
    }

    /// <summary>The key under which an instance names its policy.</summary>
    public const string PolicyKey = "policy";

    /// <summary>The key under which an instance names its peers.</summary>
    public const string PeersKey = "peers";

    /// <summary>The key under which an instance pins hosts.</summary>
    public const string HostsKey = "hosts";

    /// <summary>The key under which an instance names the peers of a group.</summary>
    /// <param name="group">The group's id, or null where it is not about one.</param>
    public static string KeyOfPeers(string? group) => group is null ? PeersKey : $"{PeersKey}.{group}";

    /// <summary>The key under which an instance pins a host.</summary>
    /// <param name="host">The host.</param>
    public static string KeyOfHost(string host) => $"{HostsKey}.{host}";

    /// <summary>Whether a cloud itself serves what is asked for: names (DNS, port 53) and time (NTP, port 123).</summary>
    public static bool IsServedByClouds(Direction direction, PortRange ports) =>
        direction == Direction.Outbound && ports.From == ports.To && ports.From is 53 or 123;

    /// <summary>The problem of peers that are the cloud itself where it serves nothing of what the group is for, or null.</summary>
    public static Problem? CheckCloudItself(PolicyDefinition definition, string group, IEnumerable<Peer> peers)
    {
        return peers.Contains(Peer.CloudItself) && FindNotServedByClouds(definition, group) is { } foreign
            ? Problem.Invalid(
                $"'{Peer.CloudItself}' is not a peer for '{group}': a cloud itself serves only names and time, and not {foreign}",
                "name prefixes")
            : null;
    }

    /// <summary>The problem of a host that is pinned to the cloud itself, which has no addresses, or null.</summary>
    public static Problem? CheckHost(string host, IEnumerable<Peer> addresses) =>
        addresses.Contains(Peer.CloudItself)
            ? Problem.Invalid($"'{Peer.CloudItself}' has no addresses for the host '{host}'", "name the host's addresses")
            : null;

    /// <summary>What a policy opens to a peer group that clouds do not serve themselves, or null where they serve all of it.</summary>
    /// <param name="definition">The policy.</param>
    /// <param name="group">The group's id.</param>
    public static string? FindNotServedByClouds(PolicyDefinition definition, string group) => (
        from allowance in definition.Allowances
        where allowance.PeerGroup == @group
        from row in allowance.Service.Requirements
        where row.NeedsPeers && !IsServedByClouds(row.Direction, row.Ports)
        select $"{new RuleKey(row.Direction, row.Protocol, row.Ports)} of '{allowance.Service.Id}'").FirstOrDefault();

    private static IEnumerable<Problem> CheckPeers(PolicyDefinition definition, PolicyArguments arguments)
    {
        foreach (var group in definition.PeerGroups)
        {
            if (!arguments.Peers.TryGetValue(group, out var peers) || peers.Count == 0)
            {
                if (!definition.OptionalPeerGroups.Contains(group)) yield return MissingPeers(definition, group);
            }
            else if (CheckCloudItself(definition, group, peers) is { } problem) yield return problem;
        }

        var doubtful = arguments.Peers
            .SelectMany(group => group.Value)
            .Where(peer => peer.Kind == PeerKind.PrefixList)
            .GroupBy(peer => peer.Scope.Group, StringComparer.Ordinal)
            .Where(list => list.Select(peer => peer.Weight).Distinct().Skip(1).Any());
        foreach (var list in doubtful)
        {
            yield return Problem.Error(
                ProblemIds.Contradiction,
                $"Prefix list '{list.Key}' is given with different weights",
                "give it the same weight everywhere");
        }

        foreach (var group in arguments.Peers.Keys.Where(group => !definition.PeerGroups.Contains(group)))
            yield return UnknownPeerGroup(definition, group);
    }

    private static Problem? CheckSetting(PolicyDefinition definition, string name, PortRange ports) =>
        definition.Settings.FirstOrDefault(setting => setting.Name == name) is { } setting
            ? CheckPorts(setting, ports)
            : UnknownSetting(definition, name);
}
