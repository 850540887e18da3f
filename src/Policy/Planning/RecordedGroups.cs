using System.Collections.Immutable;
using Starface.Policy.Flows;

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
    /// <param name="attachments">The known attachments: the number of a group and the id of the interface.</param>
    public RecordedGroups(
        IEnumerable<int> groups, IEnumerable<RecordedRule> rules, ImmutableArray<(int Group, string Target)> attachments = default)
    {
        Groups = [.. groups];
        Attachments = attachments.IsDefault ? [] : attachments;
        Attached = Attachments.IsEmpty ? null : FindOnAll(Attachments);
        Rules = [.. rules.OrderBy(rule => rule.Key, StringComparer.Ordinal).ThenBy(rule => rule.Group)];
        _byKey = Rules.ToLookup(rule => rule.Key, StringComparer.Ordinal);
    }

    /// <summary>Nothing is there yet: the instance is new.</summary>
    public static RecordedGroups None { get; } = new([], []);

    /// <summary>The numbers of the groups.</summary>
    public ImmutableSortedSet<int> Groups { get; }

    /// <summary>
    /// The numbers of the groups that are attached to every interface of the instance; null if no attachment is known, as when groups were
    /// attached by hand.
    /// </summary>
    public ImmutableSortedSet<int>? Attached { get; }

    /// <summary>The known attachments: the number of a group and the id of the interface.</summary>
    public ImmutableArray<(int Group, string Target)> Attachments { get; }

    /// <summary>The rules by key, then by group.</summary>
    public ImmutableArray<RecordedRule> Rules { get; }

    /// <summary>The places of a rule, in the order of the groups; several while it is moved from one group to another.</summary>
    /// <param name="key">What identifies the rule in its instance.</param>
    public IEnumerable<RecordedRule> Find(string key) => Rules.IsEmpty ? [] : _byKey[key];

    /// <summary>
    /// The groups that can be assumed to be attached. If no attachment is known, the first group counts as attached: an instance without an
    /// attached group has no calls to lose.
    /// </summary>
    /// <param name="vouched">The number of groups, counted from the first, that were attached by hand.</param>
    public ImmutableSortedSet<int> FindAttached(int vouched) => Attached is { } attached
        ? attached.Union(Groups.Where(group => group < vouched))
        : [.. Groups.Where(group => group < Math.Max(1, vouched))];

    /// <summary>Whether a group is known to be attached to an interface.</summary>
    /// <param name="group">The group's number.</param>
    /// <param name="target">The interface's id.</param>
    public bool IsAttached(int group, string? target) => Attachments.Any(
        attachment => attachment.Group == group && string.Equals(attachment.Target, target, StringComparison.OrdinalIgnoreCase));

    /// <summary>The flows that the rules of a group permit.</summary>
    /// <param name="group">The group's number.</param>
    public FlowSet FlowsOf(int group) => FlowSet.From(Rules.Where(rule => rule.Group == group).SelectMany(rule => rule.Ranges));

    /// <summary>The groups that are attached to every interface that any of them is attached to.</summary>
    private static ImmutableSortedSet<int> FindOnAll(ImmutableArray<(int Group, string Target)> attachments)
    {
        var targets = CountOf(attachments);
        return [.. attachments.GroupBy(attachment => attachment.Group).Where(of => CountOf(of) == targets).Select(of => of.Key)];

        static int CountOf(IEnumerable<(int Group, string Target)> some) =>
            some.Select(attachment => attachment.Target).Distinct(StringComparer.OrdinalIgnoreCase).Count();
    }
}
