using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Problems;

namespace Starface.Policy.Configuration;

/// <summary>Reads lists of peers: prefixes, and names of sets that the top of the file defines once for all instances.</summary>
/// <param name="clouds">The clouds there are.</param>
/// <param name="published">The names that clouds have, where the operator gave them; null for those known here.</param>
internal sealed class PeerSets(ImmutableArray<CloudTarget> clouds, IEnumerable<string>? published)
{
    /// <summary>What a list of peers is written like.</summary>
    public const string Form = "a list of prefixes such as [203.0.113.0/24]";

    private readonly Dictionary<string, ImmutableArray<Peer>> _sets = new(StringComparer.Ordinal);
    private ImmutableArray<string> _names = [];

    /// <summary>Reads the sets at the top of a configuration.</summary>
    public void ReadSets(ConfigMap root, ConfigProblems problems)
    {
        if (root[ConfigKeys.PeerSets] is not { } node) return;
        var path = $"{ConfigKeys.Namespace}:{ConfigKeys.PeerSets}";
        if (node is not ConfigMap map)
        {
            problems.AddWrongKind(path, node, "a map from the name of a set to its prefixes");
            return;
        }

        if (map.Entries.Length > InputLimits.PeerSets.Most)
        {
            problems.Add(path, node.Place, InputLimits.PeerSets.Exceeded("The stack"));
            return;
        }

        _names = [.. map.Entries.Select(entry => entry.Key)];
        foreach (var entry in map.Entries)
        {
            // Sets may refer to sets above them; so no set can contain itself.
            var peers = ReadPeers(entry.Value, $"{path}.{entry.Key}", problems);
            if (IsSetName(entry.Key)) _sets[entry.Key] = peers;
            else problems.Add($"{path}.{entry.Key}", entry.Place, InvalidName(entry.Key));
        }
    }

    /// <summary>Reads a list of prefixes and set names, or a single one.</summary>
    /// <param name="node">The list.</param>
    /// <param name="path">Its key.</param>
    /// <param name="problems">Receives what is wrong.</param>
    /// <param name="form">What is expected, for the problem of another kind of value and of an empty list.</param>
    public ImmutableArray<Peer> ReadPeers(ConfigNode node, string path, ConfigProblems problems, string form = Form)
    {
        var items = node switch
        {
            ConfigList list => list.Items,
            ConfigScalar { Text.Length: > 0 } => [node],
            _ => [],
        };
        if (items.IsEmpty)
        {
            problems.AddWrongKind(path, node, form);
            return [];
        }

        // A peer counts once: sets of sets name the same prefixes again and again, and each list would be a multiple of the one before.
        var known = new HashSet<Peer>();
        var peers = ImmutableArray.CreateBuilder<Peer>();
        for (var i = 0; i < items.Length; i++)
        {
            if (peers.Count > InputLimits.Peers.Most)
            {
                problems.Add(path, node.Place, InputLimits.Peers.Exceeded("The list"));
                return [];
            }

            var itemPath = node is ConfigList ? FormattableString.Invariant($"{path}[{i}]") : path;
            if (problems.ReadText(itemPath, items[i], "a prefix such as 203.0.113.0/24") is not { } text) continue;
            if (_sets.TryGetValue(text, out var set))
                peers.AddRange(set.Where(known.Add));
            else if (IsSetName(text))
                problems.Add(itemPath, items[i].Place, UnknownSet(text));
            else if (Peer.TryParse(text, out var peer, out var problem))
            {
                if (!known.Add(peer)) continue;
                peers.Add(peer);
                if (FindUnknown(peer) is { } unknown) problems.Add(itemPath, items[i].Place, unknown);
            }
            else
                problems.Add(itemPath, items[i].Place, problem);
        }

        return peers.ToImmutable();
    }

    private Problem? FindUnknown(Peer peer) => peer.Kind == PeerKind.Prefix
        ? null
        : clouds.Select(cloud => cloud.FindUnknownName(peer, published)).FirstOrDefault(problem => problem is not null);

    private Problem UnknownSet(string name) => _names.Contains(name)
        ? Problem.Error(
            ProblemIds.UnknownName, $"The set '{name}' is not defined above this one", "move it up: a set can use only the sets above it")
        : Problem.Error(
            ProblemIds.UnknownName,
            $"'{name}' is neither a prefix nor a set under '{ConfigKeys.PeerSets}'",
            NearestName.Suggestion(name, _names));

    private static Problem InvalidName(string name) => Problem.Error(
        ProblemIds.InvalidValue,
        $"'{name}' is not a valid name of a set",
        "use a name without dots, colons and slashes that is not 'cloud' and does not begin with sg- or pl-");

    /// <summary>
    /// Whether a text can only be the name of a set, since every peer has a dot, colon or slash, begins like a cloud's id, or
    /// is the cloud itself.
    /// </summary>
    private static bool IsSetName(string text) =>
        text.Length > 0
        && text.IndexOfAny(['.', ':', '/']) < 0
        && text != Peer.CloudItself.ToString()
        && !text.StartsWith("sg-", StringComparison.Ordinal)
        && !text.StartsWith("pl-", StringComparison.Ordinal);
}
