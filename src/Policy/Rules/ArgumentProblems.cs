namespace Starface.Policy.Rules;

/// <summary>What does not fit between a policy and the arguments of an instance. One list for the runtime, the configuration and the command line.</summary>
internal static class ArgumentProblems
{
    /// <summary>Every problem as a sentence with its mend; empty when the arguments fit.</summary>
    public static List<string> Of(PolicyDefinition definition, PolicyArguments arguments)
    {
        var problems = new List<string>();
        foreach (var group in definition.PeerGroups)
        {
            if (!arguments.Peers.TryGetValue(group, out var peers))
                problems.Add($"Policy '{definition.Id}' needs peers for '{group}': name at least one prefix.");
            else if (peers.Count == 0)
                problems.Add($"Peer group '{group}' of policy '{definition.Id}' is empty: name at least one prefix.");
        }

        var lists = new List<Peer>();
        foreach (var group in arguments.Peers)
            lists.AddRange(group.Value.Where(peer => peer.Kind == PeerKind.PrefixList));
        var doubtful = lists
            .GroupBy(peer => peer.Scope.Group, StringComparer.Ordinal)
            .Where(list => list.Select(peer => peer.Weight).Distinct().Skip(1).Any());
        foreach (var list in doubtful)
            problems.Add($"Prefix list '{list.Key}' stands with several weights: give the same one everywhere.");

        foreach (var group in arguments.Peers)
        {
            if (!definition.PeerGroups.Contains(group.Key))
                problems.Add($"Policy '{definition.Id}' has no peer group '{group.Key}'.{NearestName.Hint(group.Key, definition.PeerGroups)}");
        }

        var services = definition.Services.Select(service => service.Id).ToList();
        foreach (var service in arguments.NeverCut.Where(service => !services.Contains(service)))
            problems.Add($"Policy '{definition.Id}' does not allow the service '{service}', which is never to be cut.{NearestName.Hint(service, services)}");

        foreach (var setting in arguments.Settings)
        {
            var known = definition.Settings.FirstOrDefault(candidate => candidate.Name == setting.Key);
            if (known is null)
            {
                var names = definition.Settings.Select(candidate => candidate.Name);
                problems.Add($"Policy '{definition.Id}' has no setting '{setting.Key}'.{NearestName.Hint(setting.Key, names)}");
            }
            else if (setting.Value.From < 1)
            {
                problems.Add($"Setting '{setting.Key}' is {setting.Value}: a port lies between 1 and 65535.");
            }
            else if (known.Default.From == known.Default.To && setting.Value.From != setting.Value.To)
            {
                problems.Add($"Setting '{setting.Key}' is {setting.Value}: it takes one port, not a range.");
            }
        }

        return problems;
    }
}
