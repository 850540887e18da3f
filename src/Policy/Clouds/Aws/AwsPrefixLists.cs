using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Policy.Planning;

namespace Starface.Policy.Clouds.Aws;

/// <summary>Turns peer groups with many prefixes into managed prefix lists, one for each family.</summary>
internal sealed class AwsPrefixLists
{
    /// <summary>The most entries a list can have (Amazon VPC quotas).</summary>
    private const int MostEntries = 1000;

    /// <summary>MaxEntries is a multiple of this, so that a list can grow a while without being resized.</summary>
    private const int Step = 10;

    /// <summary>The part of a list's name between those of its instance and of its peer group.</summary>
    private const string Mark = "list-";

    private readonly ImmutableArray<List> _lists;

    /// <summary>Most peers are in several rules.</summary>
    private readonly Dictionary<Peer, AwsRemote> _remotes = [];

    private AwsPrefixLists(ImmutableArray<List> lists) => _lists = lists;

    /// <summary>The lists of an instance; none unless it asks for them.</summary>
    public static AwsPrefixLists For(PlanRequest request) => request.PrefixListsFrom is not { } threshold
        ? new AwsPrefixLists([])
        : new AwsPrefixLists(
        [
            .. (from rule in request.Policy.Rules
                from peer in rule.Peers
                where peer.Peer.Kind == PeerKind.Prefix
                from origin in peer.Origins
                where origin.PeerGroup is not (null or PeerGroupId.Anywhere)
                group peer.Peer by (Group: origin.PeerGroup!, peer.Peer.Scope.Addresses.Family) into list
                let prefixes = list.Select(peer => peer.Prefix!.Value).Distinct().OrderBy(prefix => prefix).ToImmutableArray()
                where prefixes.Length >= threshold && prefixes.Length <= MostEntries
                select new List(request.Name, list.Key.Group, list.Key.Family, prefixes)).OrderBy(list =>
                    list.Name, StringComparer.Ordinal),
        ]);

    /// <summary>The lists' logical names, in ordinal order.</summary>
    public ImmutableArray<string> Names => [.. _lists.Select(list => list.Name)];

    /// <summary>The resource of a list.</summary>
    /// <param name="request">The instance.</param>
    /// <param name="name">The list's name.</param>
    /// <param name="dependsOn">The names of the resources that it depends on.</param>
    public PlannedResource ToResource(PlanRequest request, string name, ImmutableArray<string> dependsOn) =>
        Find(name).ToResource(request, dependsOn);

    /// <summary>The entries of a list.</summary>
    /// <param name="name">The list's name.</param>
    public ImmutableArray<Prefix> EntriesOf(string name) => Find(name).Prefixes;

    /// <summary>Whether a rule refers to a list.</summary>
    /// <param name="name">The list's name.</param>
    /// <param name="key">The rule's key.</param>
    public bool IsRuleOf(string name, string key) =>
        key.IndexOf(Mark, StringComparison.Ordinal) is >= 0 and var at && key.Substring(at) == Find(name).Remote.Slug;

    private List Find(string name) => _lists.First(list => list.Name == name);

    /// <summary>
    /// The remote sides of a rule: a list in place of its prefixes where all of them stand in the rule, the other peers as they are.
    /// </summary>
    public IEnumerable<AwsRuleDraft> Drafts(Rule rule)
    {
        var keyStart = AwsRuleDraft.KeyStartOf(rule);
        return _lists.IsEmpty ? rule.Peers.Select(peer => Draft(rule, keyStart, peer)) : DraftsWithLists(rule, keyStart);
    }

    /// <summary>Describes one of the plan's lists.</summary>
    /// <param name="name">The name of the list, or of a rule that refers to it, such as <c>in-tcp-443-list-phones-v4</c>.</param>
    public static string Describe(string name)
    {
        var slug = name.Substring(name.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length);
        var end = slug.LastIndexOf('-');
        return end < 0 ? slug : $"the prefix list of {slug.Substring(0, end)} (IP{slug.Substring(end + 1)})";
    }

    private AwsRuleDraft Draft(Rule rule, string keyStart, RulePeer peer)
    {
        if (!_remotes.TryGetValue(peer.Peer, out var remote)) _remotes.Add(peer.Peer, remote = AwsRemote.From(peer.Peer));
        return new AwsRuleDraft(keyStart + remote.Slug, rule, remote, peer.Origins);
    }

    private IEnumerable<AwsRuleDraft> DraftsWithLists(Rule rule, string keyStart)
    {
        var open = rule.Peers.ToDictionary(peer => peer.Peer);
        var covered = new HashSet<Peer>();
        foreach (var list in _lists)
        {
            var peers = list.Prefixes.Select(prefix => open.TryGetValue(prefix, out var peer) ? peer : null).ToList();
            if (!peers.TrueForAll(peer => peer is not null && peer.Origins.Any(origin => origin.PeerGroup == list.Group))) continue;
            covered.UnionWith(peers.Select(peer => peer!.Peer));
            yield return new AwsRuleDraft(
                keyStart + list.Remote.Slug,
                rule,
                list.Remote,
                Origin.Join(peers.Select(peer => peer!.Origins)));
        }

        foreach (var peer in rule.Peers.Where(peer => !covered.Contains(peer.Peer))) yield return Draft(rule, keyStart, peer);
    }

    private sealed record List(string Instance, string Group, AddressFamily Family, ImmutableArray<Prefix> Prefixes)
    {
        private string Slug => $"{Group}-{(Family == AddressFamily.IPv4 ? "v4" : "v6")}";

        public string Name => $"{Instance}-{Mark}{Slug}";

        /// <summary>
        /// Room for at least two more, in steps: adding a prefix seldom resizes the list, and its weight in the quota seldom changes.
        /// </summary>
        private int MaximumEntries => Math.Min(MostEntries, ((Prefixes.Length + 2 + Step - 1) / Step) * Step);

        public AwsRemote Remote => AwsRemote.ForPlannedList(Name, Mark + Slug, Family, MaximumEntries);

        public PlannedResource ToResource(PlanRequest request, ImmutableArray<string> dependsOn) => new(
            AwsTypes.PrefixList,
            Name,
            new PropertyMap
            {
                { "region", request.Region },
                { "addressFamily", Family.ToString() },
                { "maxEntries", MaximumEntries },
                {
                    "entries",
                    new PropertyList(
                        [.. Prefixes.Select(prefix => new PropertyMap { { "cidr", prefix.ToString() }, { "description", Group } })])
                },
                { "tags", PlanTags.ForGroup(request, null) },
            },
            [])
        {
            DependsOn = dependsOn,
        };
    }
}
