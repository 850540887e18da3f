using System.Collections.Immutable;
using Starface.Policy.Problems;

namespace Starface.Policy.Names;

/// <summary>What an instance has from the lock file.</summary>
/// <param name="File">The file, for messages.</param>
/// <param name="CheckedOn">The day on which all hosts of the file were last resolved.</param>
/// <param name="Hosts">The hosts whose addresses the instance has from it, as they are declared.</param>
internal sealed record LockedNames(string File, CalendarDate CheckedOn, ImmutableSortedSet<string> Hosts)
{
    /// <summary>The age up to which a lock is as good as new.</summary>
    public const int DefaultMaxAgeDays = 30;

    /// <summary>The days after which plans warn; after twice as many, inbound rules are not made of it.</summary>
    public int MaxAgeDays { get; init; } = DefaultMaxAgeDays;

    /// <summary>What is wrong with the age of the lock; nothing where the day is not known.</summary>
    /// <param name="policy">The policy of the instance.</param>
    /// <param name="today">The day of the plan, or null.</param>
    public IEnumerable<Problem> Findings(FirewallPolicy policy, CalendarDate? today)
    {
        if (today is not { } day) yield break;
        var age = CheckedOn.DaysUntil(day);
        if (age is >= -1 && age <= MaxAgeDays) yield break;

        // Clocks of two machines may be on two sides of midnight; more than that is an age that nobody knows.
        var old = age < 0
            ? $"The names of hosts were last resolved on {CheckedOn}, which is after today ({day})"
            : FormattableString.Invariant($"The names of hosts were last resolved on {CheckedOn}, {age} days ago");
        const string Fix = "run 'starface-policy resolve --all'";
        var place = new Place { File = File };
        var inbound = age > 2L * MaxAgeDays ? InboundHosts(policy) : [];
        yield return inbound.IsEmpty
            ? Problem.Warning(ProblemIds.LockOutdated, $"{old}; rules may be for addresses that they do not have any more", Fix) with
            {
                Place = place,
            }
            : Problem.Error(
                ProblemIds.LockOutdated,
                FormattableString.Invariant(
                    $"{old}: after {2L * MaxAgeDays} days inbound rules are not made of it ({string.Join(", ", inbound)})"),
                Fix) with
            {
                Place = place,
            };
    }

    /// <summary>The hosts from the lock that may connect to the instance.</summary>
    private ImmutableArray<string> InboundHosts(FirewallPolicy policy) =>
    [
        .. policy.Rules
            .Where(rule => rule.Direction == Direction.Inbound)
            .SelectMany(rule => rule.Origins)
            .Select(origin => origin.Host)
            .OfType<string>()
            .Where(Hosts.Contains)
            .Distinct(StringComparer.Ordinal)
            .OrderBy(host => host, StringComparer.Ordinal),
    ];
}
