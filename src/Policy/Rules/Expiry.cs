using Starface.Policy.Problems;

namespace Starface.Policy.Rules;

/// <summary>Finds allowances that have expired, expire soon, or must be reviewed.</summary>
internal static class Expiry
{
    /// <summary>The days before the last one on which a plan warns.</summary>
    public const int DaysOfNotice = 14;

    /// <summary>One problem for each such allowance, in the order of declaration; none when no date is given.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="today">The date of the plan, or null.</param>
    public static IEnumerable<Problem> Findings(PolicyDefinition policy, CalendarDate? today)
    {
        if (today is not { } day) yield break;
        foreach (var allowance in policy.Allowances)
        {
            var group = allowance.PeerGroup is { } named ? $" for '{named}'" : "";
            var what = $"The permission of '{allowance.Service.Id}'{group} in policy '{policy.Id}'";
            if (allowance.ReviewBy is { } review && day.DaysUntil(review) is < 0 and var overdue)
            {
                yield return Problem.Warning(
                    ProblemIds.ReviewDue,
                    $"{what} was to be reviewed by {review}, {Days(-overdue)} ago",
                    $"review it{(allowance.Owner is { Length: > 0 } owner ? $" with {owner}" : "")}, and write the next date as ReviewBy");
            }

            if (allowance.Expires is not { } last) continue;
            var left = day.DaysUntil(last);
            if (left > DaysOfNotice) continue;
            var ticket = allowance.Ticket is { } asked ? $" (ticket {asked})" : "";
            yield return left < 0
                ? Problem.Error(
                    ProblemIds.Expired,
                    $"{what} expired on {last}{ticket}, {Days(-left)} ago",
                    "remove the [Allow], or give it a later date if it is still needed")
                : Problem.Warning(
                    ProblemIds.ExpiresSoon,
                    $"{what} ends on {last}{ticket}, {(left == 0 ? "today" : "in " + Days(left))}: from the next day on, plans are refused",
                    "remove the [Allow], or renew its date");
        }
    }

    private static string Days(int count) => count == 1 ? "1 day" : FormattableString.Invariant($"{count} days");
}
