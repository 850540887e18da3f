using System.Collections.Immutable;
using Starface.Policy.Problems;
using Starface.Policy.Rules;

namespace Starface.Policy.Clouds;

/// <summary>Finds peers that a target has no rules for, because they are names of a cloud.</summary>
internal static class ForeignPeers
{
    /// <summary>One problem for each of them at its peer group, however many rules name it.</summary>
    /// <param name="rules">The rules of an instance.</param>
    /// <param name="accepts">Whether the target has rules for a kind of peers.</param>
    /// <param name="reason">Why it has none for the others, such as <c>is an AWS group, but Azure accepts prefixes</c>.</param>
    /// <param name="fix">What to do about it.</param>
    public static IEnumerable<Problem> Find(ImmutableArray<Rule> rules, Func<PeerKind, bool> accepts, string reason, string fix) =>
        from peer in rules.SelectMany(rule => rule.Peers)
        where !accepts(peer.Peer.Kind)
        group peer by peer.Peer into foreign
        orderby foreign.Key
        select Problem.Error(ProblemIds.NotExpressible, $"Peer '{foreign.Key}' {reason}", fix) with
        {
            ConfigKey = ArgumentProblems.KeyOfPeers(
                foreign
                    .SelectMany(peer => peer.Origins)
                    .Select(origin => origin.PeerGroup)
                    .OrderBy(id => id, StringComparer.Ordinal)
                    .First()),
        };
}
