using System.Collections.Immutable;

namespace Starface.Policy.Planning;

/// <summary>
/// Which groups an instance had and which rules each held when that was last recorded: by Pulumi's state, a saved plan, or the cloud. A
/// rule that is in a group stays there, and no function of the rules alone can do that.
/// </summary>
internal sealed class RecordedGroups
{
    private readonly ILookup<string, RecordedRule> _byKey;

    /// <summary>What was recorded.</summary>
    /// <param name="groups">The numbers of the groups there are, the first being 0.</param>
    /// <param name="rules">The rules there are.</param>
    public RecordedGroups(IEnumerable<int> groups, IEnumerable<RecordedRule> rules)
    {
        Groups = [.. groups];
        Rules = [.. rules.OrderBy(rule => rule.Key, StringComparer.Ordinal).ThenBy(rule => rule.Group)];
        _byKey = Rules.ToLookup(rule => rule.Key, StringComparer.Ordinal);
    }

    /// <summary>Nothing is there yet: the instance is new.</summary>
    public static RecordedGroups None { get; } = new([], []);

    /// <summary>The numbers of the groups.</summary>
    public ImmutableSortedSet<int> Groups { get; }

    /// <summary>The rules by key, then by group.</summary>
    public ImmutableArray<RecordedRule> Rules { get; }

    /// <summary>The places of a rule, in the order of the groups; several while it is moved from one group to another.</summary>
    /// <param name="key">What identifies the rule in its instance.</param>
    public IEnumerable<RecordedRule> Find(string key) => Rules.IsEmpty ? [] : _byKey[key];
}
