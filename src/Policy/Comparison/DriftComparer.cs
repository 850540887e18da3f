using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Exposure;
using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;
using Starface.Policy.Problems;

namespace Starface.Policy.Comparison;

/// <summary>Compares a plan with what was read of its cloud. Pure: no clock, no network.</summary>
internal sealed class DriftComparer
{
    private readonly Plan _plan;
    private readonly ImmutableArray<LiveGroup> _groups;
    private readonly LiveIndex _live;
    private readonly FlowSet _planned;
    private readonly PlannedDescriptions _descriptions;
    private readonly List<Problem> _reasons;
    private readonly List<Problem> _notes = [];
    private readonly List<AttachmentDrift> _attachments = [];
    private readonly List<InterfaceDrift> _interfaces = [];
    private readonly FoundFlows _found;

    private DriftComparer(Plan plan, ImmutableArray<LiveGroup> groups, LiveIndex live, ImmutableArray<Problem> problems)
    {
        _plan = plan;
        _groups = groups;
        _live = live;
        _planned = plan.Cloud.ReadFlows(plan);
        _descriptions = plan.Cloud.ReadDescriptions(plan);
        _reasons = [.. problems];
        _found = new FoundFlows(plan, [.. groups.Select(group => group.Id)], _planned);
    }

    /// <summary>Compares an instance's plan with its groups alone; what else lies on their interfaces is left out.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="groups">The groups: several when they lie on the same interface. None is unknown, never missing.</param>
    /// <param name="problems">What could not be read of the source as a whole.</param>
    /// <param name="members">The addresses of names that a source publishes, such as service tags.</param>
    public static InstanceDrift CompareGroups(
        Plan plan,
        IEnumerable<LiveGroup> groups,
        ImmutableArray<Problem> problems,
        ImmutableSortedDictionary<string, PrefixSet>? members = null)
    {
        var found = groups.ToList();
        var surroundings = members is null ? LiveSurroundings.None : new LiveSurroundings { Members = members };
        var comparer = Create(plan, found, new LiveIndex(plan.Cloud, found, surroundings), problems);
        if (comparer is null) return Nothing(plan, problems) with { Scope = DriftScope.Group };
        comparer.CompareAlone();
        return comparer.Result(DriftScope.Group);
    }

    /// <summary>Compares an instance's plan with all that the interfaces that carry its groups let through.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="groups">The instance's groups. None is unknown, never missing: the search may have failed.</param>
    /// <param name="live">What was read of the cloud.</param>
    /// <param name="problems">What could not be read of the source as a whole.</param>
    public static InstanceDrift CompareInterfaces(
        Plan plan, IEnumerable<LiveGroup> groups, LiveIndex live, ImmutableArray<Problem> problems)
    {
        if (Create(plan, groups, live, problems) is not { } comparer) return Nothing(plan, problems);
        comparer.CompareInterfaces();
        return comparer.Result(DriftScope.Interface);
    }

    /// <summary>Compares only the tags, above all the digest: quick, and no more trustworthy than the people who may write tags.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="groups">The groups.</param>
    /// <param name="problems">What could not be read of the source as a whole.</param>
    public static InstanceDrift CompareTags(Plan plan, IEnumerable<LiveGroup> groups, ImmutableArray<Problem> problems)
    {
        ImmutableArray<LiveGroup> ordered = [.. groups.OrderBy(group => group.Id, StringComparer.Ordinal)];
        if (ordered.IsEmpty) return Nothing(plan, problems) with { Scope = DriftScope.Group, TrustsTags = true };

        var untagged = ordered
            .Where(group => group.Tags is null)
            .Select(group => group.Locate(Problem.Error(ProblemIds.Incomplete, "The source does not tell the group's tags")));
        return new InstanceDrift(
            ComparedPlan.From(plan),
            ordered,
            [],
            [],
            [.. GroupChecks.FindTagDrift(plan, ordered, isAll: true)],
            [.. problems, .. untagged],
            [])
        {
            Scope = DriftScope.Group,
            TrustsTags = true,
        };
    }

    private static DriftComparer? Create(Plan plan, IEnumerable<LiveGroup> groups, LiveIndex live, ImmutableArray<Problem> problems)
    {
        var symbols = new PlannedSymbols(plan);
        ImmutableArray<LiveGroup> ordered = [.. groups.OrderBy(group => group.Id, StringComparer.Ordinal).Select(symbols.Resolve)];
        return ordered.IsEmpty ? null : new DriftComparer(plan, ordered, live.With(symbols.Resolve), problems);
    }

    private static InstanceDrift Nothing(Plan plan, ImmutableArray<Problem> problems) => InstanceDrift.Unknown(
        plan,
        problems.IsEmpty ? [Problem.Error(ProblemIds.GroupNotFound, $"No group of instance '{plan.Name}' was found")] : problems);

    private InstanceDrift Result(DriftScope scope) => new(
        ComparedPlan.From(_plan),
        _groups,
        _found.ListExtra(),
        _found.ListMissing(),
        [.. GroupChecks.FindTagDrift(_plan, _groups, isAll: false)],
        [.. _reasons.Concat(_found.ListUnknown()).Distinct()],
        [.. _notes.Concat(GroupChecks.FindNotes(_plan, _groups, _descriptions))])
    {
        Scope = scope,
        Interfaces = [.. _interfaces],
        Attachments = [.. _attachments],
    };

    /// <summary>The groups by themselves: together they are taken for the groups of one interface.</summary>
    private void CompareAlone()
    {
        _reasons.AddRange(Check(_groups));
        _reasons.AddRange(GroupChecks.FindOtherNetworks(_groups));
        var path = new LayerPath(_plan.Cloud.FindLayers(_groups), null);
        Compare(path, isComplete: _reasons.Count == 0, owner: null, InterfacePaths.MembershipsOf(_plan, path, null, _live));
        AddUnseen(_groups);
    }

    private void CompareInterfaces()
    {
        var places = new InterfacePlaces(_plan, _groups, _live);
        _attachments.AddRange(places.Attachments);
        _reasons.AddRange(places.Problems);
        _notes.AddRange(places.Notes);
        if (places.Found.IsEmpty)
        {
            // What the groups permit is worth saying though it is not known, or not yet, what lies on the interfaces beside them.
            CompareAlone();
            return;
        }

        foreach (var place in places.Found) Compare(place);
    }

    private void Compare(InterfacePlace place)
    {
        var layers = _plan.Cloud.FindLayers(place.Interface, place.Configuration, _live);
        var groups = layers.SelectMany(layer => layer.Groups).ToImmutableArray();
        List<Problem> problems = [.. InterfacePaths.FindProblems(_plan, place, _live), .. Check(groups)];
        _reasons.AddRange(problems);
        var doubts = layers.SelectMany(layer => layer.Doubts).ToList();
        _reasons.AddRange(doubts);
        var path = place.ToPath(layers);
        var isComplete = problems.Count == 0 && !layers.Any(IsPartlyKnown);
        var known = _reasons.Count;
        var differs = Compare(path, isComplete, place.Interface, InterfacePaths.MembershipsOf(_plan, path, place, _live));
        var isUnknown = problems.Count + doubts.Count + _reasons.Count - known > 0
            || groups.Any(group => group.Unseen is not null)
            || _found.HasUnknown(place.Interface.Id);
        AddUnseen(groups);
        _interfaces.Add(new InterfaceDrift(place.Interface, place.Configuration, layers,
            isUnknown ? DriftStatus.Unknown : differs ? DriftStatus.Drift : DriftStatus.InSync));
    }

    /// <summary>Whether a layer has more rules than those that were read, so that they may permit what seems to be missing.</summary>
    private static bool IsPartlyKnown(Layer layer) => !layer.Doubts.IsEmpty && !layer.Groups.IsEmpty;

    private IEnumerable<Problem> Check(ImmutableArray<LiveGroup> groups)
    {
        foreach (var group in groups)
        {
            foreach (var problem in group.Problems.Concat(GroupChecks.FindDoubles(group))) yield return group.Locate(problem);
            if (group.Cloud == _plan.Cloud) continue;
            yield return group.Locate(Problem.Error(
                ProblemIds.GroupOfOtherCloud,
                $"The group is of {group.Cloud.Name}, the plan of '{_plan.Name}' is for {_plan.Cloud.Name}"));
        }
    }

    private void AddUnseen(ImmutableArray<LiveGroup> groups) =>
        _reasons.AddRange(groups.Select(group => group.Unseen is { } unseen ? group.Locate(unseen) : null).OfType<Problem>());

    /// <summary>
    /// Compares one way. Of rules that were not read nothing is known: they may permit what seems to be missing and, where they have an
    /// order, deny what seems to be extra.
    /// </summary>
    /// <returns>Whether something else passes than what is planned.</returns>
    private bool Compare(LayerPath path, bool isComplete, LiveInterface? owner, Memberships memberships)
    {
        if (IsAsPlanned(path)) return false;
        if (path.Ends.Length is > LocalEndpoint.Most and var ends)
        {
            _reasons.Add(Problem.Error(
                ProblemIds.Undecided,
                FormattableString.Invariant($"The rules tell {ends} combinations of local addresses and source ports apart, ")
                    + FormattableString.Invariant($"and at most {LocalEndpoint.Most} are looked at")));
            return false;
        }

        var (compared, unread) = UnreadLists.TakeOut(
            _plan.Cloud, path, memberships, ExposureComparison.Compare(path, _planned, memberships));
        _reasons.AddRange(unread);
        compared = compared.Without(_plan.Cloud.FindUnfiltered(path.Layers));
        var isPartly = path.Layers.Any(layer => layer is UnknownLayer);
        if (isComplete || !_plan.Cloud.HasOrderedRules) _found.AddExtra(path, compared.Extra, owner, memberships);
        if (!isComplete) return !compared.Extra.IsEmpty;
        _found.AddMissing(path, compared.Missing, owner, memberships);
        // What depends on a layer that was not read needs no more words than that it was not read.
        _found.AddUnknown(isPartly ? compared.Unknown.Where(found => !found.Names.IsEmpty) : compared.Unknown, owner);
        return !compared.Extra.IsEmpty || !compared.Missing.IsEmpty;
    }

    /// <summary>Whether the rules are the planned ones and nothing else is in the way: then no set has to be built to say so.</summary>
    private bool IsAsPlanned(LayerPath path)
    {
        var closed = path.Layers.Where(layer => !layer.IsOpen).ToList();
        return closed is [UnionLayer union] && union.Doubts.IsEmpty && _descriptions.AreMetBy(union.Rules);
    }
}
