using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Problems;

namespace Starface.Policy.Comparison;

/// <summary>Finds the interfaces that carry an instance's groups, and compares where the groups lie with where they must.</summary>
internal sealed class InterfacePlaces
{
    private readonly Plan _plan;
    private readonly LiveIndex _live;
    private readonly List<Problem> _problems = [];

    public InterfacePlaces(Plan plan, ImmutableArray<LiveGroup> groups, LiveIndex live)
    {
        _plan = plan;
        _live = live;
        var byGroup = groups.Select(group => (Group: group, Places: FindPlaces(group))).ToList();
        Found =
        [
            .. byGroup.SelectMany(found => found.Places)
                .Distinct()
                .OrderBy(place => place.Interface.Id, StringComparer.Ordinal)
                .ThenBy(place => place.Configuration.SubnetId, StringComparer.Ordinal),
        ];
        var idle = byGroup.Where(found => found.Places.IsEmpty && IsIdle(found.Group)).Select(found => found.Group).ToList();

        // Where there are no more groups than planned, none is left over: one that is empty may get the next rules.
        var isPlanned = !Found.IsEmpty && groups.Length <= plan.Resources.Count(resource => resource.Type == plan.Resources[0].Type);
        Notes = Found.IsEmpty || isPlanned ? [] : [.. idle.Select(LeftOver)];
        var isUnused = Found.IsEmpty && idle.Count == groups.Length && plan.IsAttached;
        Attachments = [.. isUnused || isPlanned ? idle.Select(ProtectsNothing) : [], .. FindElsewhere(groups)];
        if (Found.IsEmpty && _problems.Count == 0 && idle.Count < groups.Length)
        {
            var busy = groups.First(group => !idle.Exists(one => ReferenceEquals(one, group)));
            _problems.Add(NotRead(busy, "an interface"));
        }

        Problems = [.. _problems];
    }

    /// <summary>The places, in ordinal order of their interfaces.</summary>
    public ImmutableArray<InterfacePlace> Found { get; }

    /// <summary>The groups that do not lie where they must.</summary>
    public ImmutableArray<AttachmentDrift> Attachments { get; }

    /// <summary>Why not all interfaces that carry the groups are known.</summary>
    public ImmutableArray<Problem> Problems { get; }

    /// <summary>Groups that carry the instance's tag and lie on no interface, beside others that do.</summary>
    public ImmutableArray<Problem> Notes { get; }

    private ImmutableArray<InterfacePlace> FindPlaces(LiveGroup group)
    {
        foreach (var attached in group.AttachedTo ?? []) CheckAttached(group, attached);
        var carriers = _live.FindCarriers(group.Id);
        foreach (var owner in carriers.Where(owner => owner.Configurations.IsEmpty))
            AddReasons(owner.Problems, NotRead(group, $"interface {owner.Id}, whose place in a subnet is not known and"));
        if (!_live.Read.Contains(SurroundingPart.Interfaces) && group.AttachedTo is not { IsEmpty: true })
        {
            var unread = _live.FindUnread(SurroundingPart.Interfaces) ?? Problem.Error(
                ProblemIds.LayerNotRead,
                $"{group.Id}: which interfaces carry the group, and what else lies on them, was not read",
                $"give the output of '{_plan.Cloud.InterfacesCommand}' with --live, or compare the groups alone with --scope group");
            if (!_problems.Contains(unread)) _problems.Add(unread);
        }
        else if (carriers.IsEmpty
            && group.AttachedTo is not { IsEmpty: true }
            && _live.FindUnread(SurroundingPart.Interfaces) is { } partly)
        {
            // One source told its interfaces and another did not: the group may lie on one of those.
            AddReasons([], partly);
        }

        return
        [
            .. from owner in carriers
               from place in owner.Configurations
               select new InterfacePlace(owner, place),
        ];
    }

    /// <summary>What a group itself says it lies on has to be read, and has to say the same.</summary>
    private void CheckAttached(LiveGroup group, string attached)
    {
        if (!_live.Read.Contains(SurroundingPart.Interfaces)) return;
        if (_live.FindInterface(attached) is { } owner)
        {
            if (!owner.GroupIds.Contains(group.Id, _plan.Cloud.NameComparer)) AddReasons(owner.Problems, Changed(group, attached));
        }
        else if (_live.FindSubnet(attached) is { } subnet)
        {
            if (!_plan.Cloud.NameComparer.Equals(subnet.GroupId ?? "", group.Id)) AddReasons(subnet.Problems, Changed(group, attached));
            foreach (var id in subnet.InterfaceIds ?? []) CheckInside(group, subnet, id);
        }
        else
        {
            AddReasons([], NotRead(group, attached));
        }
    }

    private void CheckInside(LiveGroup group, LiveSubnet subnet, string interfaceId)
    {
        if (_live.FindInterface(interfaceId) is not { } inside)
            AddReasons([], NotRead(group, $"interface {interfaceId} in subnet {subnet.Id}"));
        else if (!inside.Configurations.Any(place => _plan.Cloud.NameComparer.Equals(place.SubnetId, subnet.Id)))
            AddReasons(inside.Problems, Changed(group, $"interface {interfaceId} in subnet {subnet.Id}"));
    }

    /// <summary>Adds what is known to be wrong with something, or else a reason.</summary>
    private void AddReasons(ImmutableArray<Problem> problems, Problem otherwise)
    {
        foreach (var problem in problems.DefaultIfEmpty(otherwise))
        {
            if (!_problems.Contains(problem)) _problems.Add(problem);
        }
    }

    /// <summary>A group and what it may lie on do not say the same.</summary>
    public static Problem Changed(LiveGroup group, string attached) => Problem.Error(
        ProblemIds.ReadTwice,
        $"{group.Id} lies on {attached}, as one of the two says and the other does not: it was changed between the two reads",
        "read both again");

    private Problem NotRead(LiveGroup group, string what) => Problem.Error(
        ProblemIds.LayerNotRead, $"{group.Id} lies on {what}, which was not read", _plan.Cloud.AdviceToReadInterfaces);

    /// <summary>
    /// Whether a group lies on no interface for certain: it says so itself, or is only on subnets without any, or all interfaces were read
    /// and none carries it.
    /// </summary>
    private bool IsIdle(LiveGroup group) => group.AttachedTo is { } attached
        ? attached.All(id => _live.FindSubnet(id)?.InterfaceIds is { IsEmpty: true })
        : _live.Read.Contains(SurroundingPart.Interfaces) && _live.FindUnread(SurroundingPart.Interfaces) is null;

    private Problem LeftOver(LiveGroup group) => Problem.Info(
        ProblemIds.GroupLeftOver,
        $"{group.Id} belongs to instance '{_plan.Name}' and lies on no interface; it was not compared",
        "delete it, or take the instance's tag off it, if it is a left-over");

    private AttachmentDrift ProtectsNothing(LiveGroup group) => DriftWords.Attachment(
        _plan.Name, group.Id, null, $"{group.Id} lies on no interface: it protects nothing");

    private IEnumerable<AttachmentDrift> FindElsewhere(ImmutableArray<LiveGroup> groups)
    {
        foreach (var target in _plan.AttachedTo)
        {
            if (groups.Any(group => LiesOn(group, target))) continue;
            if (!groups.All(group => IsKnown(group, target)))
            {
                _problems.Add(Problem.Error(
                    ProblemIds.LayerNotRead,
                    $"Whether a group of instance '{_plan.Name}' lies on {target} was not read",
                    $"give the output of '{_plan.Cloud.InterfacesCommand}' with --live"));
                continue;
            }

            var ids = string.Join(", ", groups.Select(group => group.Id));
            yield return DriftWords.Attachment(
                _plan.Name, groups[0].Id, target, $"{ids} does not lie on {target}, where it is declared to be");
        }
    }

    private bool LiesOn(LiveGroup group, string target) =>
        (group.AttachedTo ?? []).Contains(target, _plan.Cloud.NameComparer)
        || _live.FindCarriers(group.Id).Any(owner => _plan.Cloud.NameComparer.Equals(owner.Id, target) || owner.Machine == target)
        || _plan.Cloud.NameComparer.Equals(_live.FindSubnet(target)?.GroupId ?? "", group.Id);

    private bool IsKnown(LiveGroup group, string target) =>
        group.AttachedTo is not null
        || _live.Read.Contains(SurroundingPart.Interfaces)
        || _live.FindInterface(target) is not null
        || _live.FindSubnet(target) is not null;
}
