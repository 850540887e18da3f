using System.Collections.Immutable;
using Starface.Policy;

namespace Starface.Cli.Verbs.Review;

/// <summary>An allowance that ends or is to be reviewed.</summary>
/// <param name="Day">The day.</param>
/// <param name="Policy">The policy.</param>
/// <param name="What">What is due on it, in words.</param>
/// <param name="Instances">The instances that use it, in ordinal order.</param>
internal sealed record DueDate(CalendarDate Day, string Policy, string What, ImmutableArray<string> Instances)
{
    /// <summary>How many days ahead a date is told.</summary>
    public const int DaysAhead = 30;

    /// <summary>The dates of policies that are past or near, in their order.</summary>
    /// <param name="side">The instances.</param>
    /// <param name="today">The day, or null: then none is told.</param>
    public static ImmutableArray<DueDate> Find(ReviewedSide side, CalendarDate? today)
    {
        if (today is not { } day) return [];
        return
        [
            .. from instance in side.Policies
               group instance.Key by instance.Value.Id into users
               let policy = side.Policies[users.First()]
               from allowance in policy.Allowances
               let whom = allowance.PeerGroup is { } named ? $" for {named}" : ""
               let owner = allowance.Owner is { Length: > 0 } of ? $", by {of}" : ""
               from due in new[]
               {
                   (Day: allowance.Expires, What: $"the permission of {allowance.Service.Id}{whom} ends"),
                   (Day: allowance.ReviewBy, What: $"the permission of {allowance.Service.Id}{whom} is to be reviewed{owner}"),
               }
               where due.Day is { } last && day.DaysUntil(last) <= DaysAhead
               orderby due.Day!.Value, policy.Id, due.What
               select new DueDate(due.Day!.Value, policy.Id, due.What, [.. users]),
        ];
    }
}
