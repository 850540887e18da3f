using Starface.Policy.Problems;

namespace Starface.Policy.Rules;

/// <summary>Finds allowances that have expired or expire soon.</summary>
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
            if (allowance.Expires is not { } last) continue;
            var left = day.DaysUntil(last);
            if (left > DaysOfNotice) continue;
            var group = allowance.PeerGroup is { } named ? $" for '{named}'" : "";
            var what = $"The permission of '{allowance.Service.Id}'{group} in policy '{policy.Id}'";
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
