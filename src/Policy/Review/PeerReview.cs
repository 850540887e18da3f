using System.Collections.Immutable;
using Starface.Policy.Flows.Sets;
using Starface.Policy.Problems;
using Starface.Policy.Rules;

namespace Starface.Policy.Review;

/// <summary>Finds peers of an instance that open a service to strangers who are not meant: the review of what an instance adds.</summary>
internal static class PeerReview
{
    /// <summary>The sensitive ports that an instance opens to a peer group, each with the problem that it is for everyone.</summary>
    /// <param name="policy">The policy, made for the instance.</param>
    /// <param name="peerGroup">The id of the peer group.</param>
    public static ImmutableArray<SensitivePort> FindSensitive(FirewallPolicy policy, string peerGroup) =>
        FindSensitive(policy.Definition, peerGroup, policy.PbxVersion, policy.Arguments);

    /// <summary>The sensitive ports that a policy opens to a peer group, each with the problem that it is for everyone.</summary>
    /// <param name="definition">The policy.</param>
    /// <param name="peerGroup">The id of the peer group.</param>
    /// <param name="version">The PBX version; null is the current release.</param>
    /// <param name="arguments">The arguments of an instance, whose settings move ports, or null.</param>
    public static ImmutableArray<SensitivePort> FindSensitive(
        PolicyDefinition definition, string peerGroup, PbxVersion? version, PolicyArguments? arguments = null) =>
    [
        .. from allowance in definition.Allowances
           where allowance.PeerGroup == peerGroup
           from port in ExposureReview.FindSensitive(
               allowance.Service, allowance.Service.Requirements.Where(requirement => requirement.AppliesTo(version)), arguments)
           group port by (port.Service, port.Requirement) into same
           select same.First(),
    ];

    /// <summary>A problem for each kind of exposure of a peer group whose peers are more than one organisation can have.</summary>
    /// <param name="group">The id of the peer group.</param>
    /// <param name="findSensitive">Finds the sensitive ports that are open to it; few groups are so wide that they matter.</param>
    /// <param name="peers">Its peers.</param>
    /// <param name="acceptance">What to do where it is meant.</param>
    public static IEnumerable<Problem> Review(
        string group, Func<ImmutableArray<SensitivePort>> findSensitive, IReadOnlyCollection<Peer> peers, string acceptance)
    {
        if (!PublicReach.CanBeWide(peers)) return [];
        var reach = PublicReach.Of(
            PrefixSet.FromRanges(peers.Where(peer => !peer.Scope.IsGroup).Select(peer => peer.Scope.Addresses)),
            peers.Select(peer => peer.Scope.Group).OfType<string>().Where(ServiceTagName.HasStrangers));
        return reach.IsWide
            ? findSensitive()
                .GroupBy(port => port.Id, StringComparer.Ordinal)
                .OrderByDescending(ports => ports.Key, StringComparer.Ordinal)
                .Select(ports => Create(group, [.. ports], Who(peers, reach), acceptance))
            : [];
    }

    /// <summary>
    /// A problem for each setting that moves a port, which the policy opens to everyone, to one that is not for everyone: what the policy
    /// says in favour of the port that it declares does not hold for that one.
    /// </summary>
    /// <param name="policy">The policy, made for an instance.</param>
    /// <param name="acceptance">What to do where it is meant.</param>
    public static IEnumerable<Problem> FindMoved(FirewallPolicy policy, string acceptance) =>
        !policy.Arguments.MovePorts(policy.Definition) ? [] :
        from port in FindSensitive(policy, PeerGroupId.Anywhere)
        where port.IsMoved
        group port by (Setting: port.Requirement.Setting!, port.Id) into moved
        select ProblemTable.Create(
            moved.Key.Id,
            $"Setting '{moved.Key.Setting}'",
            Describe(moved),
            "anyone on the Internet",
            $"choose another port, or {acceptance}") with
        {
            ConfigKey = MovedPorts.KeyOf(moved.Key.Setting),
        };

    private static Problem Create(string group, List<SensitivePort> ports, string who, string acceptance) =>
        ProblemTable.Create(
            ports[0].Id,
            $"Peer group '{group}'",
            Describe(ports),
            who,
            $"name the networks that are meant, or {acceptance}");

    private static string Describe(IEnumerable<SensitivePort> ports) => RequirementText.And(
    [
        .. ports
            .GroupBy(port => port.Service, StringComparer.Ordinal)
            .OrderBy(service => service.Key, StringComparer.Ordinal)
            .Select(service => $"{string.Join(", ", service.Select(port => port.Words))} of '{service.Key}'"),
    ]);

    /// <summary>The widest peers first, since they are what has to be replaced.</summary>
    private static string Who(IReadOnlyCollection<Peer> peers, PublicReach reach)
    {
        var widest = peers
            .Where(peer => peer.Scope.Group is { } name
                ? ServiceTagName.HasStrangers(name)
                : PublicAddresses.AreAmong(PrefixSet.FromRanges(peer.Scope.Addresses)))
            .OrderBy(peer => peer.Prefix?.Length ?? 0)
            .ThenBy(peer => peer)
            .Select(peer => peer.ToString())
            .ToList();
        return $"{(reach.Names.IsEmpty ? reach.Describe() : "strangers")} ({RuleText.Few(widest)})";
    }
}
