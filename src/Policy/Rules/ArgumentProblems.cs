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

    private static IEnumerable<Problem> CheckPeers(PolicyDefinition definition, PolicyArguments arguments)
    {
        foreach (var group in definition.PeerGroups)
        {
            if (!arguments.Peers.TryGetValue(group, out var peers) || peers.Count == 0) yield return MissingPeers(definition, group);
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
