namespace Starface.Policy.Rules;

/// <summary>What is to be said about allowances whose last day is over or near.</summary>
internal static class Expiry
{
    /// <summary>The days before the last one on which a plan warns.</summary>
    public const int DaysOfNotice = 14;

    /// <summary>One finding for each such allowance, in the order of declaration; none without a clock.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="today">The day of the plan; null when nobody told it.</param>
    public static IEnumerable<Finding> Findings(PolicyDefinition policy, CalendarDate? today)
    {
        if (today is not { } day) yield break;
        foreach (var allowance in policy.Allowances)
        {
            if (allowance.Expires is not { } last) continue;
            var left = day.DaysUntil(last);
            if (left > DaysOfNotice) continue;
            var what = $"The permission of '{allowance.Service.Id}'{(allowance.PeerGroup is { } group ? $" for '{group}'" : "")} in policy '{policy.Id}'";
            var ticket = allowance.Ticket is { } asked ? $" (ticket {asked})" : "";
            yield return left < 0
                ? new(FindingIds.Expired, Severity.Error, FormattableString.Invariant(
                    $"{what} expired on {last}{ticket}, {Days(-left)} ago: remove the [Allow], or give it a later date if it is still needed."))
                : new(FindingIds.ExpiresSoon, Severity.Warning, FormattableString.Invariant(
                    $"{what} ends on {last}{ticket}, {(left == 0 ? "today" : "in " + Days(left))}: from the next day on, plans are refused. Remove the [Allow], or renew its date."));
        }
    }

    private static string Days(int count) => count == 1 ? "1 day" : FormattableString.Invariant($"{count} days");
}
