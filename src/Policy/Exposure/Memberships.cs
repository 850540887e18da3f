using Starface.Policy.Clouds;
using Starface.Policy.Flows.Sets;

namespace Starface.Policy.Exposure;

/// <summary>
/// What is known about the members of the names that rules and plans use. A name has the same members in every layer and in the plan.
/// </summary>
internal sealed class Memberships
{
    private readonly CloudTarget _cloud;
    private readonly Func<string, PrefixSet?> _published;
    private readonly PrefixSet _network;
    private readonly Dictionary<string, NameFacts> _facts;

    /// <summary>Knowledge from what was read.</summary>
    /// <param name="cloud">The cloud whose names they are.</param>
    /// <param name="published">Finds the addresses of a name that was read, such as a prefix list or a published service tag.</param>
    /// <param name="network">The prefixes of the virtual network and its peers; empty where they were not read.</param>
    public Memberships(CloudTarget cloud, Func<string, PrefixSet?> published, PrefixSet network)
    {
        _cloud = cloud;
        _published = published;
        _network = network;
        _facts = new Dictionary<string, NameFacts>(StringComparer.Ordinal);
    }

    /// <summary>What is known about a name.</summary>
    public NameFacts For(string name)
    {
        if (_facts.TryGetValue(name, out var facts)) return facts;
        facts = _cloud.FindNameFacts(name, _network);
        if (_published(name) is { } members) facts = facts with { Members = members };
        _facts.Add(name, facts);
        return facts;
    }

    /// <summary>Whether two spellings are one name.</summary>
    public bool AreSame(string one, string other) => _cloud.NameComparer.Equals(one, other);

    /// <summary>Whether a name lies within another one, by what is known of their names.</summary>
    public bool IsWithin(string inner, string outer)
    {
        for (var parent = For(inner).Parent; parent is not null; parent = For(parent).Parent)
        {
            if (AreSame(parent, outer)) return true;
        }

        return false;
    }

    /// <summary>The names among some whose addresses are known.</summary>
    public Dictionary<string, PrefixSet> FindKnown(IEnumerable<string> names)
    {
        var known = new Dictionary<string, PrefixSet>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (For(name).Members is { } members) known[name] = members;
        }

        return known;
    }
}
