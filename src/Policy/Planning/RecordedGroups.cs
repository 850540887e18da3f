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
    /// <param name="attachments">The numbers of groups with the ids of what each is known to lie on; none where nothing tells.</param>
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
    /// The numbers of the groups that lie on every interface of the instance; null where nothing tells, as where a person put them there.
    /// </summary>
    public ImmutableSortedSet<int>? Attached { get; }

    /// <summary>The numbers of groups with the ids of what each is known to lie on.</summary>
    public ImmutableArray<(int Group, string Target)> Attachments { get; }

    /// <summary>The rules by key, then by group.</summary>
    public ImmutableArray<RecordedRule> Rules { get; }

    /// <summary>The places of a rule, in the order of the groups; several while it is moved from one group to another.</summary>
    /// <param name="key">What identifies the rule in its instance.</param>
    public IEnumerable<RecordedRule> Find(string key) => Rules.IsEmpty ? [] : _byKey[key];

    /// <summary>
    /// The groups that the interface has for all that is known. Where nothing is recorded, the first is one of them: an instance that
    /// has no group on an interface has no calls to lose.
    /// </summary>
    /// <param name="vouched">How many of the groups, counted from the first, a person has put there.</param>
    public ImmutableSortedSet<int> FindAttached(int vouched) => Attached is { } attached
        ? attached.Union(Groups.Where(group => group < vouched))
        : [.. Groups.Where(group => group < Math.Max(1, vouched))];

    /// <summary>Whether a group is known to lie on an interface.</summary>
    /// <param name="group">The group's number.</param>
    /// <param name="target">The interface's id.</param>
    public bool IsAttached(int group, string? target) => Attachments.Any(
        attachment => attachment.Group == group && string.Equals(attachment.Target, target, StringComparison.OrdinalIgnoreCase));

    /// <summary>What the rules of a group permit.</summary>
    /// <param name="group">The group's number.</param>
    public FlowSet FlowsOf(int group) => FlowSet.From(Rules.Where(rule => rule.Group == group).SelectMany(rule => rule.Ranges));

    /// <summary>The groups that lie on everything that any of them lies on.</summary>
    private static ImmutableSortedSet<int> FindOnAll(ImmutableArray<(int Group, string Target)> attachments)
    {
        var targets = CountOf(attachments);
        return [.. attachments.GroupBy(attachment => attachment.Group).Where(of => CountOf(of) == targets).Select(of => of.Key)];

        static int CountOf(IEnumerable<(int Group, string Target)> some) =>
            some.Select(attachment => attachment.Target).Distinct(StringComparer.OrdinalIgnoreCase).Count();
    }
}
