using System.Collections.Immutable;
using Starface.Policy.Rules;

namespace Starface.Policy.Configuration;

/// <summary>Reads lists of peers: prefixes, and names of sets that the top of the file defines once for all instances.</summary>
internal sealed class PeerSets
{
    private readonly Dictionary<string, ImmutableArray<Peer>> _sets = new(StringComparer.Ordinal);

    public static PeerSets Read(ConfigMap root, ConfigMistakes mistakes)
    {
        var sets = new PeerSets();
        if (root[ConfigKeys.PeerSets] is not { } node) return sets;
        var path = $"{ConfigKeys.Namespace}:{ConfigKeys.PeerSets}";
        if (node is not ConfigMap map)
        {
            mistakes.Add(path, node.Location, $"is {node.Kind}: write a map from the name of a set to its prefixes.");
            return sets;
        }

        foreach (var entry in map.Entries)
        {
            // Sets may refer to sets above them; so no set can contain itself.
            var peers = sets.ReadPeers(entry.Value, $"{path}.{entry.Key}", mistakes);
            if (!IsSetName(entry.Key))
                mistakes.Add($"{path}.{entry.Key}", entry.Location, "is not the name of a set: it has no dot, colon or slash and does not begin with sg- or pl-, as peers do.");
            else
                sets._sets[entry.Key] = peers;
        }

        return sets;
    }

    /// <summary>Reads a list of prefixes and set names, or a single one.</summary>
    public ImmutableArray<Peer> ReadPeers(ConfigNode node, string path, ConfigMistakes mistakes)
    {
        var items = node switch
        {
            ConfigList list => list.Items,
            ConfigScalar { Text.Length: > 0 } => [node],
            _ => [],
        };
        if (items.IsEmpty)
        {
            mistakes.Add(path, node.Location, $"is {(node is ConfigList ? "an empty list" : node.Kind)}: write a list of prefixes, such as [203.0.113.0/24].");
            return [];
        }

        var peers = ImmutableArray.CreateBuilder<Peer>();
        for (var i = 0; i < items.Length; i++)
        {
            var itemPath = node is ConfigList ? FormattableString.Invariant($"{path}[{i}]") : path;
            if (items[i] is not ConfigScalar { Text.Length: > 0 } scalar)
                mistakes.Add(itemPath, items[i].Location, $"is {items[i].Kind}: write a prefix, such as 203.0.113.0/24.");
            else if (_sets.TryGetValue(scalar.Text, out var set))
                peers.AddRange(set);
            else if (IsSetName(scalar.Text))
                mistakes.Add(itemPath, scalar.Location, $"'{scalar.Text}' is neither a prefix nor a set under 'peerSets'.{NearestName.Hint(scalar.Text, _sets.Keys)}");
            else if (Peer.TryParse(scalar.Text, out var peer, out var reason))
                peers.Add(peer);
            else
                mistakes.Add(itemPath, scalar.Location, reason!);
        }

        return peers.ToImmutable();
    }

    /// <summary>Whether a text can only be the name of a set, since every peer has a dot, colon or slash, or begins like a cloud's id.</summary>
    private static bool IsSetName(string text) =>
        text.Length > 0
        && text.IndexOfAny(['.', ':', '/']) < 0
        && !text.StartsWith("sg-", StringComparison.Ordinal)
        && !text.StartsWith("pl-", StringComparison.Ordinal);
}
