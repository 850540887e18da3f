using System.Collections.Immutable;
using Starface.Policy.Expectations;
using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;
using Starface.Policy.Rules;

namespace Starface.Policy.Scenarios;

/// <summary>
/// A scenario with the peers, ports and rows of an instance. A step is played for each of its peer groups that has peers, and to which the
/// policy allows the service of the first step with these groups.
/// </summary>
internal sealed class PlayedScenario
{
    private readonly NotApplicable? _notApplicable;

    private PlayedScenario(ScenarioDefinition scenario, FirewallPolicy policy)
    {
        Scenario = scenario;
        IsSupported = policy.Definition.Supports.Any(supported => supported.Id == scenario.Id);
        var steps = ImmutableArray.CreateBuilder<PlayedStep>();
        foreach (var step in scenario.Steps)
        {
            ImmutableArray<Requirement> requirements = [.. step.Requirements.Where(row => row.AppliesTo(policy.PbxVersion))];
            if (requirements.IsEmpty) continue;
            var (groups, why) = FindGroups(scenario, step, policy);
            if (steps.Count == 0) _notApplicable = why;
            steps.Add(Play(step, requirements, groups.FirstOrDefault(), why, policy));
            // What names its remote side itself is the same for each group.
            requirements = [.. requirements.Where(row => row.NeedsPeers)];
            if (!requirements.IsEmpty)
                foreach (var group in groups.Skip(1))
                    steps.Add(Play(step, requirements, group, why, policy));
        }

        // The rows of the first step's service may differ between versions; without any of them there is nothing to begin with.
        var first = scenario.Steps[0].Service.Id;
        if (steps.All(played => played.Step.Service.Id != first))
            _notApplicable = FindGroups(scenario, scenario.Steps[0], policy).Why ?? WithoutRows(first, policy);

        Steps = steps.ToImmutable();
    }

    /// <summary>The scenario.</summary>
    public ScenarioDefinition Scenario { get; }

    /// <summary>Whether the policy declares that the scenario works.</summary>
    public bool IsSupported { get; }

    /// <summary>Its steps, each for every peer group that takes part, without those that have no row for the PBX version.</summary>
    public ImmutableArray<PlayedStep> Steps { get; }

    /// <summary>A scenario as an instance plays it.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="policy">The policy, made for the instance.</param>
    public static PlayedScenario From(ScenarioDefinition scenario, FirewallPolicy policy) => new(scenario, policy);

    /// <summary>The scenarios of a catalog, and those that a policy supports, in ordinal order of their ids.</summary>
    /// <param name="policy">The policy, made for the instance.</param>
    /// <param name="scenarios">The scenarios of the catalog.</param>
    public static ImmutableArray<PlayedScenario> All(FirewallPolicy policy, IEnumerable<ScenarioDefinition> scenarios) =>
    [
        .. policy.Definition.Supports.Concat(scenarios)
            .GroupBy(scenario => scenario.Id, StringComparer.Ordinal)
            .OrderBy(same => same.Key, StringComparer.Ordinal)
            .Select(same => new PlayedScenario(same.First(), policy)),
    ];

    /// <summary>How the scenario ends.</summary>
    /// <param name="permitted">What is permitted.</param>
    public ScenarioResult Run(PermittedFlows permitted)
    {
        if (_notApplicable is not null) return new(Scenario, IsSupported, ScenarioOutcome.NotApplicable, _notApplicable, [], []);
        var missing = ImmutableArray.CreateBuilder<MissingFlow>();
        var undecided = new List<PlayedStep>();
        foreach (var played in Steps)
        {
            if (played.WhyEmpty is null && played.Ranges.All(permitted.Contains)) continue;
            var (certain, possible) = permitted.Among(played.Ranges);
            var closed = played.All.Except(possible);
            if (played.WhyEmpty is not null || !closed.IsEmpty) missing.Add(new(played, closed));
            else if (!certain.IsSupersetOf(played.All)) undecided.Add(played);
        }

        var outcome = missing.Count > 0 ? WorksForSome(missing) ? ScenarioOutcome.WorksPartly : ScenarioOutcome.DoesNotWork
            : undecided.Count > 0 ? ScenarioOutcome.Undecided
            : ScenarioOutcome.Works;
        return new(
            Scenario,
            IsSupported,
            outcome,
            null,
            missing.ToImmutable(),
            outcome == ScenarioOutcome.Undecided ? permitted.FindNames([.. undecided.SelectMany(played => played.Ranges)]) : []);
    }

    /// <summary>
    /// Whether some address of everyone who takes part lacks no flow: of one of the peer groups of each step, and of the hosts of each.
    /// </summary>
    private bool WorksForSome(IReadOnlyCollection<MissingFlow> missing) => Steps
        .GroupBy(played => RoleOf(played.Step))
        .All(role => role
            .GroupBy(played => played.PeerGroup, StringComparer.Ordinal)
            .Any(part => WorksForSomeOf(
                [
                    .. missing.Where(flow => flow.Played.PeerGroup == part.Key
                        && (part.Key is not null || RoleOf(flow.Played.Step).Equals(role.Key))),
                ])));

    /// <summary>What the steps have in common in which one of the same peer groups takes part; a step with hosts is alone.</summary>
    private static object RoleOf(ScenarioStep step) => step.PeerGroups.IsEmpty ? step : string.Join(",", step.PeerGroups);

    private static bool WorksForSomeOf(IReadOnlyCollection<MissingFlow> missing)
    {
        if (missing.Count == 0) return true;
        if (missing.Any(flow => flow.Played.WhyEmpty is not null)) return false;
        var all = RemotesOf(missing.Select(flow => flow.Played.All));
        var closed = RemotesOf(missing.Select(flow => flow.Flows));
        return !all.Addresses.Except(closed.Addresses).IsEmpty || all.Names.Except(closed.Names, StringComparer.Ordinal).Any();
    }

    private static (PrefixSet Addresses, IReadOnlyCollection<string> Names) RemotesOf(IEnumerable<FlowSet> flows)
    {
        var addresses = PrefixSet.Empty;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var set in flows)
        {
            foreach (var direction in new[] { Direction.Inbound, Direction.Outbound })
            {
                addresses = addresses.Union(set.Addresses(direction));
                names.UnionWith(set.Groups(direction));
            }
        }

        return (addresses, names);
    }

    private static NotApplicable WithoutRows(string service, FirewallPolicy policy) => new(
        $"no row of '{service}' is for {(policy.PbxVersion is { } version ? $"PBX {version}" : "the current release")}",
        IsOfPolicy: false);

    /// <summary>The peer groups that take part in a step, or why nobody does; neither where the service names its remote side.</summary>
    private static (IReadOnlyList<string> Groups, NotApplicable? Why) FindGroups(
        ScenarioDefinition scenario, ScenarioStep step, FirewallPolicy policy)
    {
        if (step.PeerGroups.IsEmpty)
        {
            var isFirst = step.Service.Id == scenario.Steps[0].Service.Id;
            return isFirst && !policy.Definition.Allowances.Any(allowance => allowance.Service.Id == step.Service.Id)
                ? ([], new($"the policy does not allow '{step.Service.Id}'", IsOfPolicy: true))
                : ([], null);
        }

        var allowed = ScenarioSupport.AllowedGroups(scenario, step, policy.Definition);
        if (allowed.Count == 0) return ([], new(ScenarioSupport.WhyNoGroup(scenario, step), IsOfPolicy: true));
        var present = allowed.Where(group => PeersOf(group, policy).Count > 0).ToList();
        return (present, present.Count > 0 ? null : new($"the instance has no {allowed[0]}", IsOfPolicy: false));
    }

    private static PlayedStep Play(
        ScenarioStep step, ImmutableArray<Requirement> requirements, string? group, NotApplicable? why, FirewallPolicy policy)
    {
        var ranges = ImmutableArray.CreateBuilder<FlowRange>();
        var (hosts, needsGroup) = (ImmutableArray.CreateBuilder<string>(), false);
        string? unknown = null;
        foreach (var row in requirements)
        {
            IReadOnlyCollection<Peer> remotes = [];
            if (row.NeedsPeers)
            {
                needsGroup = true;
                if (group is not null) remotes = RuleCompiler.OfFamily(row.Protocol, PeersOf(group, policy));
            }
            else if (!row.Addresses.IsEmpty)
            {
                remotes = [.. row.Addresses.Select(Peer.FromPrefix)];
            }
            else if (policy.Hosts.TryGetValue(row.Host!, out var pinned) && pinned.Count > 0)
            {
                remotes = pinned;
            }
            else if (row.Direction == Direction.Outbound)
            {
                remotes = PeerList.Anywhere;
            }
            else
            {
                unknown = $"the addresses of '{row.Host}' are not known";
            }

            if (row.Host is { } host && !hosts.Contains(host)) hosts.Add(host);
            var ports = policy.Arguments.PortsOf(row);
            ranges.Capacity = Math.Max(ranges.Capacity, ranges.Count + remotes.Count);
            foreach (var remote in remotes) ranges.Add(new FlowRange(row.Direction, row.Protocol, remote.Scope, ports));
        }

        var isEmpty = ranges.Count == 0;
        return new(
            step,
            needsGroup ? group : null,
            ranges.DrainToImmutable(),
            needsGroup ? [] : hosts.ToImmutable(),
            !isEmpty ? null : needsGroup ? why?.Reason ?? $"no peer of '{group}' has an address of its family" : unknown);
    }

    private static IReadOnlyCollection<Peer> PeersOf(string group, FirewallPolicy policy) =>
        group == PeerGroupId.Anywhere ? PeerList.Anywhere
        : policy.Arguments.Peers.TryGetValue(group, out var peers) ? peers
        : [];
}
