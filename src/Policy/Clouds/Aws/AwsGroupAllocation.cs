using System.Collections.Immutable;
using Starface.Policy.Planning;
using Starface.Policy.Rules;

namespace Starface.Policy.Clouds.Aws;

/// <summary>
/// Spreads rules over as many security groups as the quota asks for; an interface permits the union of its groups. A rule that is in a
/// group stays there: the allocation is a function of the rules and of the previous allocation.
/// </summary>
/// <remarks>
/// The engine makes all new rules before it removes an old one, so a group has room for a new rule only beside everything that is recorded
/// in it. Where no group has, a further one is opened if the plan itself puts it onto the interface; otherwise the rule goes where it fits
/// in the end, and the plan says that the way there is blocked.
/// </remarks>
internal sealed class AwsGroupAllocation
{
    /// <summary>The most groups an interface can have, with the quota raised as far as AWS allows.</summary>
    private const int MostGroupsPerInterface = 16;

    private readonly PlanRequest _request;
    private readonly RecordedGroups _recorded;

    /// <summary>The open groups: by number, in the order in which they were opened, with what each holds in the end.</summary>
    private readonly SortedList<int, AwsCounter> _after = [];

    /// <summary>What each group holds while both old and new rules are there.</summary>
    private readonly SortedList<int, AwsCounter> _during = [];

    private readonly HashSet<int> _holding;

    /// <summary>The groups to fill first: those known to be attached, or those with rules if the plan attaches them itself.</summary>
    private readonly HashSet<int> _known;
    private readonly List<AwsPlace> _places;
    private readonly HashSet<(int Group, string Name)> _late = [];
    private int _newest;

    /// <summary>No number below it is free: an open group stays open.</summary>
    private int _lowest;

    private AwsGroupAllocation(PlanRequest request, int count)
    {
        (_request, _recorded) = (request, request.Recorded ?? RecordedGroups.None);
        _places = new List<AwsPlace>(count);
        _holding = [.. _recorded.Rules.Select(rule => rule.Group)];
        _known = AttachesItself ? _holding : [.. _recorded.FindAttached(request.AttachedGroups)];
    }

    /// <summary>The rules with their groups, in ordinal order of their keys; one that is being moved is there twice.</summary>
    public IReadOnlyList<AwsPlace> Places => _places;

    /// <summary>The numbers of the groups.</summary>
    public ImmutableArray<int> Groups { get; private set; }

    /// <summary>The numbers of groups that hold rules although no interface can have them yet.</summary>
    public ImmutableArray<int> Unattached
    {
        get
        {
            if (!IsUpdate || AttachesItself) return [];
            HashSet<int> withRules = [.. _places.Select(place => place.Group)];
            withRules.ExceptWith(_recorded.Groups);
            return [.. Groups.Where(withRules.Contains)];
        }
    }

    /// <summary>
    /// The places that an update on its way finds free: without those of rules that only fit, or only have an effect, once what goes is
    /// gone and every group is on the interface. All of them where one update is enough.
    /// </summary>
    public IReadOnlyList<AwsPlace> Early =>
        _late.Count == 0 ? _places : [.. _places.Where(place => !_late.Contains((place.Group, place.Name)))];

    /// <summary>Whether rules were spread over several groups without knowing where they are now.</summary>
    public bool IsGuess => _request.Recorded is null && Groups.Length > 1;

    private bool IsUpdate => !_recorded.Groups.IsEmpty;

    private bool AttachesItself => !_request.NetworkInterfaceIds.IsEmpty;

    /// <summary>Allocates the rules of a plan.</summary>
    /// <param name="request">The instance, with what is recorded of it.</param>
    /// <param name="drafts">The rules in ordinal order of their keys.</param>
    /// <param name="headRoom">What a new plan keeps free.</param>
    public static AwsGroupAllocation Allocate(PlanRequest request, IReadOnlyList<AwsRuleDraft> drafts, AwsHeadRoom headRoom)
    {
        var allocation = new AwsGroupAllocation(request, drafts.Count);
        allocation.OpenRecorded(drafts);
        var wanted = FindWanted(request, headRoom);
        if (!allocation.IsUpdate)
        {
            while (allocation._after.Count < wanted) allocation.Open();
        }

        var added = new List<AwsRuleDraft>(drafts.Count);
        foreach (var draft in drafts)
        {
            if (allocation._recorded.Find(draft.Key).FirstOrDefault() is { } place) allocation.Keep(draft, place);
            else added.Add(draft);
        }

        // What must never be cut first, then the heaviest, since they are the hardest to place.
        foreach (var draft in added.OrderByDescending(draft => draft.NeverCut).ThenByDescending(draft => draft.Remote.Weight))
        {
            allocation.Add(draft);
        }

        if (request.Consolidate) allocation.CopyInto(wanted);
        allocation.Finish(wanted);
        return allocation;
    }

    /// <summary>How many rules of a direction and family the fullest group has in the end.</summary>
    /// <param name="axis">The index in <see cref="AwsPlanner.Axes"/>.</param>
    public int Fullest(int axis) => _after.Values.Max(group => group[axis]);

    /// <summary>The places that are free in the end, over all groups.</summary>
    /// <param name="axis">The index in <see cref="AwsPlanner.Axes"/>.</param>
    public int Free(int axis) => Groups.Sum(group => Math.Max(0, _request.RulesPerGroup - _after[group][axis]));

    /// <summary>The recorded groups that cannot hold old and new rules together, with how many those are.</summary>
    public IEnumerable<(int Group, AwsAxis Axis, int Rules)> FindCrowded() =>
        from @group in _recorded.Groups
        from axis in Enumerable.Range(0, AwsPlanner.Axes.Length)
        let rules = _during[@group][axis]
        where rules > _request.RulesPerGroup && _after[@group][axis] <= _request.RulesPerGroup
        select (@group, AwsPlanner.Axes[axis], rules);

    /// <summary>How many groups there are while both old and new ones are.</summary>
    public int GroupsDuring => _recorded.Groups.Union(Groups).Count();

    /// <summary>The numbers of the groups that would have room for the old and the new rules together.</summary>
    public ImmutableSortedSet<int> GroupsWithRoom
    {
        get
        {
            var further = new List<AwsCounter>();
            foreach (var place in _places)
            {
                if (!_recorded.Groups.Contains(place.Group) || !_late.Contains((place.Group, place.Name))) continue;
                var group = further.Find(group => group.RoomBeside(place.Draft, _request.RulesPerGroup) >= 0);
                if (group is null) further.Add(group = new AwsCounter());
                group.Add(place.Draft);
            }

            var groups = _recorded.Groups.Union(Groups);
            foreach (var _ in further) groups = groups.Add(Enumerable.Range(0, groups.Count + 1).First(number => !groups.Contains(number)));
            return groups;
        }
    }

    /// <summary>The rules whose planned prefix list has grown beyond the quota of their group.</summary>
    public IEnumerable<AwsRuleDraft> Outgrown =>
        from place in _places
        let recorded = _recorded.Find(place.Draft.Key).FirstOrDefault(rule => rule.Group == place.Group)
        where recorded is not null && place.Draft.Remote.List is not null && place.Draft.Remote.Weight > recorded.Weight
        where Enumerable.Range(0, AwsPlanner.Axes.Length).Any(axis => _after[place.Group][axis] > _request.RulesPerGroup)
        select place.Draft;

    /// <summary>The recorded prefix lists of unknown size.</summary>
    public IEnumerable<string> Unweighed =>
        _recorded.Rules.Where(rule => rule.IsWeightUnknown).Select(rule => rule.Remote!).Distinct(StringComparer.Ordinal);

    /// <summary>The groups of a new plan, which for head room alone are never more than an interface accepts.</summary>
    private static int FindWanted(PlanRequest request, AwsHeadRoom headRoom)
    {
        var comfortable = Math.Min(
            headRoom.FewestGroups(request.RulesPerGroup, withHeadRoom: true), AwsPlanner.GroupsPerInterface(request));
        var fewest = Math.Max(comfortable, headRoom.FewestGroups(request.RulesPerGroup, withHeadRoom: false));
        return Math.Min(Math.Max(request.MinimumGroups, fewest), MostGroupsPerInterface);
    }

    /// <summary>The recorded groups, with every rule that stands in them until the update ends.</summary>
    private void OpenRecorded(IReadOnlyList<AwsRuleDraft> drafts)
    {
        foreach (var group in _recorded.Groups) Open(group);
        if (!IsUpdate) return;
        var weights = drafts.ToDictionary(draft => draft.Key, draft => draft.Remote.Weight, StringComparer.Ordinal);
        foreach (var rule in _recorded.Rules)
        {
            // A rule that stays counts as what it becomes, where that is more: a prefix list may grow.
            _during[rule.Group].Add(rule, weights.TryGetValue(rule.Key, out var weight) ? Math.Max(weight, rule.Weight) : rule.Weight);
        }
    }

    private void Keep(AwsRuleDraft draft, RecordedRule place)
    {
        _after[place.Group].Add(draft);
        _places.Add(new AwsPlace(draft, place.Group, place.Name));
    }

    private void Add(AwsRuleDraft draft)
    {
        var needsTwoSteps = IsUpdate && !AttachesItself;
        var free = IsUpdate
            ? FindRoom(_during, draft, _known) ?? FindRoom(_during, draft, _holding) ?? FindRoom(_during, draft)
            : FindPreferred(draft);
        var group = free ?? (needsTwoSteps ? FindRoom(_after, draft) : null) ?? Open();
        _during[group].Add(draft);
        _after[group].Add(draft);
        var place = new AwsPlace(draft, group, draft.Key);
        _places.Add(place);
        if (needsTwoSteps && (free is null || !_recorded.Groups.Contains(group))) _late.Add((place.Group, place.Name));
    }

    /// <summary>
    /// The group with the most room, so that groups fill alike, or null when none has any. Beyond what an interface can have only the last
    /// is looked at: such a plan cannot be applied, and its message should not take long.
    /// </summary>
    /// <param name="groups">The groups with what they hold.</param>
    /// <param name="draft">The rule.</param>
    /// <param name="among">The groups to consider; null considers all of them.</param>
    private int? FindRoom(SortedList<int, AwsCounter> groups, AwsRuleDraft draft, HashSet<int>? among = null)
    {
        var (best, most) = ((int?)null, -1);
        if (groups.Count > MostGroupsPerInterface)
            return groups[_newest].RoomBeside(draft, _request.RulesPerGroup) >= 0 ? _newest : null;
        for (var i = 0; i < groups.Count; i++)
        {
            var group = groups.Keys[i];
            if (among is not null && !among.Contains(group)) continue;
            var room = groups.Values[i].RoomBeside(draft, _request.RulesPerGroup);
            if (room > most) (best, most) = (group, room);
        }

        return best;
    }

    /// <summary>
    /// The first group with room in the rule's own order of preference, by the hash of group and rule: without a record, one rule more
    /// moves few others.
    /// </summary>
    private int? FindPreferred(AwsRuleDraft draft)
    {
        if (_during.Count is 1 or > MostGroupsPerInterface) return FindRoom(_during, draft);
        var preferred = _during
            .Where(group => group.Value.RoomBeside(draft, _request.RulesPerGroup) >= 0)
            .OrderBy(group => Fingerprint.Hex(FormattableString.Invariant($"{group.Key}/{draft.Key}")), StringComparer.Ordinal)
            .Select(group => (int?)group.Key);
        return preferred.FirstOrDefault();
    }

    /// <summary>Copies the rules of the last groups into the first ones, where they have room beside what is there.</summary>
    private void CopyInto(int groups)
    {
        var kept = _after.Keys.Take(groups).ToImmutableHashSet();
        foreach (var place in _places.Where(place => !kept.Contains(place.Group)).ToList())
        {
            var room = kept
                .Select(group => (Group: group, Room: _during[group].RoomBeside(place.Draft, _request.RulesPerGroup)))
                .Where(candidate => candidate.Room >= 0)
                .OrderByDescending(candidate => candidate.Room)
                .ThenBy(candidate => candidate.Group)
                .ToList();
            if (room.Count == 0) continue;
            var target = room[0].Group;
            _during[target].Add(place.Draft);
            _after[target].Add(place.Draft);
            _places.Add(new AwsPlace(place.Draft, target, AwsNames.Copy(place.Draft.Key, target)));
        }
    }

    /// <summary>A group goes when its last rule does, unless it is the first or is kept for what comes.</summary>
    private void Finish(int wanted)
    {
        _places.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        var used = _after.Where(group => !group.Value.IsEmpty).Select(group => group.Key).Append(0).ToImmutableSortedSet();
        if (!_after.ContainsKey(0)) Open(0);
        foreach (var group in _after.Keys)
        {
            if (used.Count >= wanted) break;
            used = used.Add(group);
        }

        while (used.Count < _request.MinimumGroups && used.Count < MostGroupsPerInterface) used = used.Add(Open());
        Groups = [.. used];
    }

    private int Open()
    {
        while (_after.ContainsKey(_lowest)) _lowest++;
        Open(_lowest);
        return _lowest;
    }

    private void Open(int number)
    {
        _newest = number;
        _after.Add(number, new AwsCounter());
        _during.Add(number, new AwsCounter());
    }
}
