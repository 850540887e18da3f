using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Policy.Problems;
using Starface.Policy.Rules;

namespace Starface.Policy.Review;

/// <summary>
/// Finds what an instance names in vain: peers and hosts whose ports are open to any address by another rule, so that naming others, or
/// none, opens and closes nothing.
/// </summary>
internal static class CoveredPeers
{
    /// <summary>One problem for all of it, or null.</summary>
    /// <param name="rules">The rules of an instance.</param>
    public static Problem? Find(ImmutableArray<Rule> rules)
    {
        var wide = rules.Select(OpenRule.From).OfType<OpenRule>().OrderByDescending(open => open.Rule.Ports.Count).ToList();
        var covered = new Dictionary<OpenRule, SortedDictionary<string, SortedSet<string>>>();
        var areHosts = true;
        foreach (var rule in rules)
        {
            if (!wide.Exists(open => open.Covers(rule))) continue;
            foreach (var named in Origins(rule))
            {
                if (wide.Find(open => open.Covers(rule) && open.Covers(rule, named.Key, named.Value)) is not { } by) continue;
                if (!covered.TryGetValue(by, out var names)) covered.Add(by, names = new(StringComparer.Ordinal));
                var what = $"{Ports(rule)} of {named.Key.Service}";
                if (!names.TryGetValue(what, out var remotes)) names.Add(what, remotes = new(StringComparer.Ordinal));
                if ((named.Key.PeerGroup ?? named.Key.Host) is { } remote) remotes.Add(remote);
                areHosts &= named.Key.PeerGroup is null;
            }
        }

        if (covered.Count == 0) return null;
        var words = wide.Where(covered.ContainsKey).Select(open =>
            $"{string.Join(", ", covered[open].Select(Words))} beside {RuleText.Describe(open.Rule.Direction)} {Ports(open.Rule)} "
                + $"of {string.Join(", ", open.Services)}");
        return Problem.Info(
            ProblemIds.NoEffectOfItsOwn,
            $"Named without effect, because another rule has the ports open to any address: {string.Join("; ", words)}") with
        {
            ConfigKey = areHosts ? ArgumentProblems.HostsKey : ArgumentProblems.PeersKey,
        };
    }

    /// <summary>Where the peers of a rule come from, with the families of all peers of the same origin.</summary>
    private static IEnumerable<KeyValuePair<Origin, Families>> Origins(Rule rule)
    {
        var families = new SortedDictionary<Origin, Families>();
        for (var i = 0; i < rule.Peers.Length;)
        {
            // The peers of a group share one array.
            var (origins, named) = (rule.Peers[i].Origins, Families.None);
            for (; i < rule.Peers.Length && rule.Peers[i].Origins == origins; i++) named |= FamiliesOf(rule.Peers[i].Peer);
            foreach (var origin in origins)
                families[origin] = (families.TryGetValue(origin, out var known) ? known : Families.None) | named;
        }

        return families;
    }

    private static Families FamiliesOf(Peer peer) =>
        peer.Scope.IsGroup ? Families.IPv4 | Families.IPv6
        : peer.Scope.Addresses.Family == AddressFamily.IPv4 ? Families.IPv4
        : Families.IPv6;

    private static string Ports(Rule rule) =>
        RuleText.HasPorts(rule.Protocol) || rule.Ports != PortRange.All
            ? $"{RuleText.Describe(rule.Protocol)} {RuleText.Ports(rule.Protocol, rule.Ports)}"
            : RuleText.Describe(rule.Protocol);

    private static string Words(KeyValuePair<string, SortedSet<string>> covered) =>
        covered.Value.Count == 0 ? covered.Key : $"{covered.Key} ({string.Join(", ", covered.Value)})";

    [Flags]
    private enum Families
    {
        None = 0,
        IPv4 = 1,
        IPv6 = 2,
    }

    /// <summary>A rule that is open to every address of a family.</summary>
    private sealed class OpenRule(Rule rule, Families families, ImmutableArray<Origin> origins)
    {
        public Rule Rule => rule;

        /// <summary>The services that ask for it.</summary>
        public IEnumerable<string> Services =>
            origins.Select(origin => origin.Service).Distinct(StringComparer.Ordinal).OrderBy(service => service, StringComparer.Ordinal);

        public static OpenRule? From(Rule rule)
        {
            if (!rule.Peers.Any(peer => peer.Peer.IsEveryone)) return null;
            var open = rule.Peers.Where(peer => peer.Peer.IsEveryone).ToList();
            return new OpenRule(
                rule,
                open.Aggregate(CoveredPeers.Families.None, (sum, peer) => sum | FamiliesOf(peer.Peer)),
                Origin.Join(open.Select(peer => peer.Origins)));
        }

        /// <summary>Whether it has the direction, protocol and ports of another rule.</summary>
        public bool Covers(Rule other) =>
            rule.Direction == other.Direction
            && (rule.Protocol == other.Protocol ? rule.Ports.Contains(other.Ports) : rule.Protocol == Protocol.Any);

        /// <summary>Whether all peers of an origin are covered, and not by that origin itself.</summary>
        public bool Covers(Rule other, Origin origin, Families named) =>
            (named & ~families) == 0 && !(ReferenceEquals(rule, other) && origins.Contains(origin));
    }
}
