using System.Collections.Immutable;
using Starface.Policy.Expectations;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Problems;
using Starface.Policy.Review;
using Starface.Policy.Rules;

namespace Starface.Policy.Clouds;

/// <summary>Reviews what an instance makes of a policy: whom its peers are, what they change, and what the cloud does with them.</summary>
internal static class InstanceReview
{
    private const string Acceptance = "accept it in policy-accept.yaml";

    /// <summary>What a person should know, each problem where its peers were written.</summary>
    /// <param name="cloud">The cloud.</param>
    /// <param name="request">The instance.</param>
    public static ImmutableArray<Problem> Find(CloudTarget cloud, PlanRequest request) =>
        [.. FindOnAny(cloud, request), .. FindNeverFiltered(cloud, request)];

    /// <summary>What a person should know wherever the policy is applied: all but what a cloud does by itself.</summary>
    /// <param name="cloud">The cloud, which knows something about the members of names.</param>
    /// <param name="request">The instance.</param>
    public static ImmutableArray<Problem> FindOnAny(CloudTarget cloud, PlanRequest request)
    {
        var policy = request.Policy;
        return
        [
            .. policy.Findings,
            .. Expiry.Findings(policy.Definition, request.Today),
            .. request.Names?.Findings(policy, request.Today) ?? [],
            .. PeerReview.FindMoved(policy, Acceptance),
            .. from peers in policy.Arguments.Peers
               from problem in PeerReview.Review(peers.Key, () => PeerReview.FindSensitive(policy, peers.Key), peers.Value, Acceptance)
               select problem with { ConfigKey = ArgumentProblems.KeyOfPeers(peers.Key) },
            .. RunTests(cloud, request).Select(result => result.Problem).OfType<Problem>(),
            .. HostPins.Review(policy),
            .. request.Guardrails.Entries.IsEmpty ? [] : request.Guardrails.FindBroken(policy, CloudSurroundings.For(cloud, request)),
            .. CoveredPeers.Find(policy.Rules) is { } covered ? new[] { covered } : [],
        ];
    }

    /// <summary>The results of the instance's tests, in their order.</summary>
    /// <param name="cloud">The cloud.</param>
    /// <param name="request">The instance.</param>
    public static ImmutableArray<FlowTestResult> RunTests(CloudTarget cloud, PlanRequest request) =>
        request.Tests.Tests.IsEmpty ? [] : request.Tests.Run(request.Policy, CloudSurroundings.For(cloud, request));

    /// <summary>One problem for each address that a rule names by itself although the cloud does not filter it.</summary>
    private static IEnumerable<Problem> FindNeverFiltered(CloudTarget cloud, PlanRequest request)
    {
        var unfiltered = cloud.FindUnfiltered([]);
        return
            from rule in request.Policy.Rules
            from peer in rule.Peers.Where(peer => HasAddress(unfiltered, peer.Peer.Scope))
            let range = new FlowRange(rule.Direction, rule.Protocol, peer.Peer.Scope, rule.Ports)
            let traffic = unfiltered.FirstOrDefault(known => known.Flows.Contains(range))
            where traffic is not null
            group rule by (peer.Peer, traffic.What, Group: peer.Origins[0].PeerGroup) into named
            select Problem.Warning(
                ProblemIds.NeverFiltered,
                $"{named.Key.Peer} needs no rule: {cloud.Name} never filters {named.Key.What}",
                named.All(OpensNamesOrTime)
                    ? $"write '{Peer.CloudItself}' in its place"
                    : "remove the address; the traffic passes anyway") with
            {
                ConfigKey = named.Key.Group is { } peers ? ArgumentProblems.KeyOfPeers(peers) : null,
            };
    }

    private static bool HasAddress(ImmutableArray<UnfilteredTraffic> unfiltered, RemoteScope remote)
    {
        if (remote.IsGroup) return false;
        foreach (var traffic in unfiltered)
        {
            if (traffic.Addresses.Contains(remote.Addresses)) return true;
        }

        return false;
    }

    private static bool OpensNamesOrTime(Rule rule) => ArgumentProblems.IsServedByClouds(rule.Direction, rule.Ports);
}
