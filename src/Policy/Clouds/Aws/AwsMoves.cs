using System.Collections.Immutable;
using Starface.Policy.Planning;
using Starface.Policy.Problems;

namespace Starface.Policy.Clouds.Aws;

/// <summary>Finds the manual steps that an update needs: groups to attach, to import or to detach.</summary>
internal static class AwsMoves
{
    /// <summary>Reports the manual steps of an update, and flows that would move to a group which may not be attached.</summary>
    /// <param name="request">The instance.</param>
    /// <param name="allocation">Its groups, before and after the update.</param>
    /// <param name="moves">The flows that would move to a group whose attachment is unknown.</param>
    public static IEnumerable<Problem> FindProblems(PlanRequest request, AwsGroupAllocation allocation, GroupMoves moves)
    {
        // New groups are reported as not attached.
        ImmutableArray<int> unknown = [.. moves.Groups.Where(group => request.Recorded!.Groups.Contains(group))];
        if (!unknown.IsEmpty) yield return FindUnknown(request, unknown, moves);
        if (request.Recorded is not { Groups.IsEmpty: false } recorded) yield break;
        if (request.AttachedGroups > 1 && !recorded.Groups.Contains(request.AttachedGroups - 1))
        {
            yield return Problem.Info(
                ProblemIds.AttachmentUnrecorded,
                $"attachedGroups counts {Names(request, [request.AttachedGroups - 1])}, which does not exist",
                "lower it until the group exists and is on the interface") with
            {
                ConfigKey = AwsConfigKeys.AttachedGroups,
            };
        }

        ImmutableArray<string> unrecorded =
        [
            .. from target in request.NetworkInterfaceIds
               where target.Value is not null
               from @group in recorded.Groups.Intersect(allocation.Groups)
               where !recorded.IsAttached(@group, target.Value)
               select AwsAttachments.NameOf(request, @group, target.Key),
        ];
        if (!unrecorded.IsEmpty)
        {
            var (names, are) = (string.Join("' and '", unrecorded), unrecorded.Length == 1 ? "is" : "are");
            yield return Problem.Info(
                ProblemIds.AttachmentUnrecorded,
                $"'{names}' {are} not in the state, and the provider refuses to put a group onto an interface that has it already",
                $"import each that a person made before the update: pulumi import {AwsTypes.InterfaceAttachment} {unrecorded[0]} "
                    + "eni-…_sg-…") with
            {
                ConfigKey = AwsConfigKeys.NetworkInterfaceIds,
            };
        }

        if (request.NetworkInterfaceIds.IsEmpty && recorded.Attached is null
            && recorded.Groups.Except(allocation.Groups) is { IsEmpty: false } going)
        {
            var it = going.Count == 1 ? "it" : "them";
            yield return Problem.Info(
                ProblemIds.AttachmentUnrecorded,
                $"{Names(request, going)} {(going.Count == 1 ? "goes" : "go")}, and AWS does not delete a group that is on an interface",
                FormattableString.Invariant($"keep {it} in this update with minimumGroups: {allocation.GroupsDuring}, take {it} off the ")
                    + "interface then, and leave the key out in the next update");
        }
    }

    private static Problem FindUnknown(PlanRequest request, ImmutableArray<int> unknown, GroupMoves moves)
    {
        var ranges = moves.Flows.Ranges().ToList();
        var more = ranges.Count == 1 ? "" : FormattableString.Invariant($" and {ranges.Count - 1} more");
        var names = Names(request, unknown);

        // The key counts all groups up to a number, so that each of them has to be attached.
        var known = request.Recorded!.FindAttached(request.AttachedGroups);
        var missing = Names(request, request.Recorded.Groups.Where(group => group <= unknown[^1] && !known.Contains(group)));
        return Problem.Error(
            ProblemIds.AttachmentUnknown,
            $"{names} would permit what another group permits now ({ranges[0]}{more}), but nothing records whether the interface has "
                + $"{names}; if it does not, the traffic is cut",
            FormattableString.Invariant($"put {missing} onto the interface and add attachedGroups: {unknown[^1] + 1}; or import the ")
                + "attachments that were made by hand and name the interface in networkInterfaceIds") with
        {
            ConfigKey = AwsConfigKeys.AttachedGroups,
        };
    }

    private static string Names(PlanRequest request, IEnumerable<int> groups) =>
        string.Join(" and ", groups.Select(group => $"'{AwsNames.Group(request.Name, group)}'"));
}
