using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Planning;
using Starface.Policy.Problems;

namespace Starface.Policy.Changes;

/// <summary>
/// A change of where groups are or of what they lie on, which ends calls or stops the update although the same flows are permitted.
/// </summary>
/// <param name="Resource">The logical name of the resource that is removed or made again; null where no update gets through.</param>
/// <param name="Problem">What happens, and what to do.</param>
internal sealed record PlacementChange(string? Resource, Problem Problem)
{
    /// <summary>The setting by which interfaces are named.</summary>
    public const string Interfaces = "interfaces";

    /// <summary>The setting by which subnets are named.</summary>
    public const string Subnets = "subnets";

    /// <summary>Whether it is the instance itself that has another name.</summary>
    public bool IsRenamed { get; private init; }

    /// <summary>The settings of the instance whose change does it, such as <c>VPC</c>.</summary>
    public ImmutableArray<string> Causes { get; private init; } = [];

    /// <summary>How a person names the resource when the loss is accepted; null where it cannot be accepted.</summary>
    public string? Accepted => Resource is null ? null : ResourceWaiver.For(Resource);

    /// <summary>The changes between two sides; none where one of them does not say where its groups are.</summary>
    /// <param name="before">What is there now.</param>
    /// <param name="after">What is there afterwards.</param>
    public static ImmutableArray<PlacementChange> Between(Permissions before, Permissions after)
    {
        if (before is not { Cloud: { } cloud, Placement: { } old } || after is not { Cloud: { } next, Placement: { } planned }) return [];
        if (old.Groups.IsEmpty || planned.Groups.IsEmpty) return [];
        if (before.Name != after.Name) return before.IsDeployed ? [FindRenamed(before.Name, old, after.Name)] : [];
        if (cloud != next) return [Replace(cloud, old, old.Groups[0], [("cloud", cloud.Id, next.Id)])];
        if (old.Home is { } home && planned.Home is { } other && home != other)
            return [Replace(cloud, old, old.Groups[0], [("stack", home, other)])];
        return
        [
            .. from was in old.Groups
               from now in planned.Groups
               where was.Name == now.Name
               let reasons = FindReasons(was, now).ToList()
               where reasons.Count > 0
               select Replace(cloud, old, was, reasons),
            .. FindLeft(cloud, after.Name, old, planned),
            .. FindAttachedTwice(old, planned),
        ];
    }

    /// <summary>
    /// What an instance would be put onto while another one is there, on a cloud where an interface or subnet has one group: the engine
    /// makes the new attachment before it removes the old one.
    /// </summary>
    /// <param name="before">What is there now, of all instances.</param>
    /// <param name="after">The instance afterwards.</param>
    public static IEnumerable<PlacementChange> FindTaken(ImmutableArray<Permissions> before, Permissions after) =>
        after is not { Cloud: { HasSeveralGroups: false } cloud, Placement: { } planned } ? [] :
        from other in before
        where other.Name != after.Name && other.Cloud == cloud && other.Placement is not null
        from had in other.Placement!.Attachments
        join next in planned.Attachments on had.Target.ToUpperInvariant() equals next.Target.ToUpperInvariant()
        select new PlacementChange(
            null,
            Problem.Error(
                ProblemIds.AttachedTwice,
                $"'{had.Target}' would get the group '{next.Group}' while it has '{had.Group}' of the instance '{other.Name}': the "
                    + "provider refuses a second group, and the update stops",
                $"keep it with '{other.Name}'; or take it out there in an update of its own, after which {cloud.WhereGroupsLeave}, and "
                    + $"name it in {next.Key} in the next one") with
            {
                ConfigKey = next.Key,
            });

    /// <summary>
    /// An instance that is not there afterwards. One of several stacks may be of another stack than the one that is updated.
    /// </summary>
    /// <param name="before">The instance as it is deployed.</param>
    public static ImmutableArray<PlacementChange> FindRemoved(Permissions before) =>
        before is not { IsDeployed: true, Stack: null, Placement.Groups: [var group, ..] } ? [] :
        [
            new PlacementChange(
                group.Name,
                Problem.Error(
                    ProblemIds.GroupReplaced,
                    $"The instance '{before.Name}' is not there any more: its groups are deleted, and running calls are cut",
                    "keep it, and its name")),
        ];

    private static PlacementChange FindRenamed(string from, RecordedPlacement old, string to) => new(
        old.Groups[0].Name,
        Problem.Error(
            ProblemIds.GroupReplaced,
            $"The instance '{from}' would be called '{to}': its groups are deleted and those of '{to}' are new, so that running calls are "
                + "cut and only what the program attaches itself has the new groups",
            $"keep the name '{from}', as the instance's own where it was the stack's"))
    {
        IsRenamed = true,
    };

    private static PlacementChange Replace(
        CloudTarget cloud,
        RecordedPlacement old,
        PlacedGroup group,
        IReadOnlyCollection<(string Name, string Before, string After)> reasons)
    {
        var attached = old.Attachments.Where(attachment => attachment.Group == group.Name).Select(of => $"'{of.Target}'").ToList();
        var place = attached.Count == 0 ? "" : $" on {string.Join(" and ", attached)}";
        var way = cloud.HasSeveralGroups
            ? "and an interface that is not named in the configuration does not get the new one"
            : "and the update stops where an interface or subnet would have two groups";
        var values = string.Join("; ", reasons.Select(reason => $"{reason.Name}: {Words(reason.Before)} -> {Words(reason.After)}"));

        // What a default means is not in a plan, so that the value may be the same.
        var isKnown = group.Id is not null || reasons.Any(reason => reason.Before.Length > 0 && reason.After.Length > 0);
        return new PlacementChange(
            group.Name,
            Problem.Error(
                ProblemIds.GroupReplaced,
                isKnown
                    ? $"The group '{group.Name}' would be replaced by another one ({values}): running calls{place} are cut, {way}"
                    : $"The group '{group.Name}' may be replaced by another one ({values}), which only the stack's export shows: running "
                        + $"calls{place} would be cut, {way}",
                (isKnown ? "" : "compare with the export; or ")
                    + "keep the value; or describe an instance with the new one under another name, put its groups onto the interfaces, "
                    + "and take the old instance out afterwards"))
        {
            Causes = [.. reasons.Select(reason => reason.Name)],
        };
    }

    private static IEnumerable<(string Name, string Before, string After)> FindReasons(PlacedGroup before, PlacedGroup after)
    {
        foreach (var setting in before.Settings)
        {
            if (!after.Settings.TryGetValue(setting.Key, out var value) || value == setting.Value) continue;

            // What a default means is known where it was applied, and not where it is planned.
            if (before.Id is null || value.Length > 0) yield return (setting.Key, setting.Value, value);
        }

        var adopted = after.Adopted is null ? before.Adopted : before.Id ?? before.Adopted;
        if (adopted != after.Adopted) yield return ("adopted group", before.Adopted ?? "", after.Adopted ?? "");
    }

    private static string Words(string value) => value.Length == 0 ? "none" : $"'{value}'";

    private static IEnumerable<PlacementChange> FindLeft(
        CloudTarget cloud, string instance, RecordedPlacement old, RecordedPlacement planned)
    {
        var kept = planned.Attachments.Select(attachment => attachment.Target).ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var left in old.Attachments
            .Where(attachment => !kept.Contains(attachment.Target))
            .GroupBy(attachment => attachment.Target, StringComparer.OrdinalIgnoreCase)
            .Select(of => of.First()))
        {
            yield return new PlacementChange(
                left.Name,
                Problem.Error(
                    ProblemIds.InterfaceLeft,
                    $"The groups of '{instance}' would leave '{left.Target}', so that {cloud.WhereGroupsLeave}",
                    $"keep it in {left.Key}") with
                {
                    ConfigKey = left.Key,
                })
            {
                Causes = [left.IsSubnet ? Subnets : Interfaces],
            };
        }
    }

    /// <summary>
    /// The engine makes the new attachment before it removes the old one, and no provider accepts two of the same group and interface. An
    /// attachment whose target is spelled in another way is made again as well.
    /// </summary>
    private static IEnumerable<PlacementChange> FindAttachedTwice(RecordedPlacement old, RecordedPlacement planned) =>
        from before in old.Attachments
        join after in planned.Attachments
            on (before.Group, before.Target.ToUpperInvariant()) equals (after.Group, after.Target.ToUpperInvariant())
        where !planned.Attachments.Any(same => same.Name == before.Name && same.Target == before.Target)
        select new PlacementChange(
            null,
            Problem.Error(
                ProblemIds.AttachedTwice,
                before.Name == after.Name
                    ? $"'{before.Target}' would be called '{after.Target}', and the provider takes that for another place: it refuses to "
                        + $"put the group '{before.Group}' there again, and the update stops"
                    : $"'{before.Target}' would get the group '{before.Group}' as '{after.Name}' while it has it as '{before.Name}': the "
                        + "provider refuses that, and the update stops",
                before.Name == after.Name ? $"write '{before.Target}' in {before.Key}"
                    : old.Attachments.Any(other => other.Name == after.Name)
                    ? $"keep the key in {before.Key}: the state has another resource '{after.Name}'"
                    : $"keep the key in {before.Key}, or rename the resource in the state first: pulumi state rename "
                        + $"'URN of {before.Name}' {after.Name}") with
            {
                ConfigKey = before.Key,
            });
}
