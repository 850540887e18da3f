using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Policy.Problems;

namespace Starface.Policy.Names;

/// <summary>
/// Makes a new lock of the one there is and of what resolvers answered. What was not found out changes nothing: an address leaves the lock
/// only after every resolver has said for the days of grace that the host does not have it.
/// </summary>
/// <param name="today">The day.</param>
/// <param name="ranges">The ranges that answers must not be in.</param>
internal sealed class LockRules(CalendarDate today, SpecialRanges ranges)
{
    /// <summary>The days that an address stays in the lock after it was last found, unless told otherwise.</summary>
    public const int DefaultGraceDays = 14;

    /// <summary>The days after which the file says again that it was checked, although nothing changed.</summary>
    public const int DaysBetweenChecks = 7;

    /// <summary>The days that an address stays in the lock after it was last found.</summary>
    public int GraceDays { get; init; } = DefaultGraceDays;

    /// <summary>The new lock.</summary>
    /// <param name="before">The lock there is, or null.</param>
    /// <param name="needed">The hosts that were asked for.</param>
    /// <param name="lookups">The questions about them, and how they ended.</param>
    /// <param name="isAll">Whether all hosts that are needed were asked for, so that others leave the lock.</param>
    public LockUpdate Apply(HostsLock? before, ImmutableArray<NeededHost> needed, IEnumerable<Lookup> lookups, bool isAll)
    {
        var byHost = lookups.ToLookup(lookup => lookup.Host, StringComparer.Ordinal);
        var silent = Silent(byHost.SelectMany(ofHost => ofHost));
        List<Problem> problems = [.. silent.OrderBy(resolver => resolver, StringComparer.Ordinal).Select(NeverAnswered)];
        var complete = new HashSet<string>(StringComparer.Ordinal);
        var hosts = new List<LockedHost>();
        var changes = new List<HostChange>();
        foreach (var host in needed)
        {
            var known = before?.Find(host.Name);
            var answers = HostAnswers.From(host, byHost[host.Name], ranges, silent);
            problems.AddRange(answers.Problems);
            if (answers.IsComplete) complete.Add(host.Name);
            var after = Merge(host.Name, known, answers, problems);
            if (after is not null) hosts.Add(after);
            if (!Equals(known, after)) changes.Add(new HostChange(host.Name, known, after));
        }

        var asked = new HashSet<string>(needed.Select(host => host.Name), StringComparer.Ordinal);
        foreach (var other in before?.Hosts.Where(known => !asked.Contains(known.Name)) ?? [])
        {
            if (isAll) changes.Add(new HostChange(other.Name, other, null));
            else hosts.Add(other);
        }

        // The day is that of the host which was not asked for the longest time.
        var isChecked = hosts.All(host => complete.Contains(host.Name));
        var isDue = before is null
            || (isChecked && (changes.Count > 0 || before.CheckedOn.DaysUntil(today) is >= DaysBetweenChecks or < 0));
        var lockAfter = new HostsLock(isDue ? today : before!.CheckedOn, hosts) { File = before?.File ?? HostsLock.FileName };
        return new LockUpdate(
            lockAfter,
            [.. changes.OrderBy(change => change.Host, StringComparer.Ordinal)],
            [.. problems],
            IsRewritten: changes.Count > 0 || (before is not null && lockAfter.CheckedOn != before.CheckedOn));
    }

    /// <summary>The resolvers of which no answer came at all, not even that they could not find out.</summary>
    private static ImmutableHashSet<string> Silent(IEnumerable<Lookup> lookups) =>
    [
        .. lookups.GroupBy(lookup => lookup.Resolver, StringComparer.Ordinal)
            .Where(ofResolver => ofResolver.All(lookup => lookup.Outcome == LookupOutcome.NoAnswer))
            .Select(ofResolver => ofResolver.Key),
    ];

    private static Problem NeverAnswered(string resolver) =>
        Problem.Error(
            ProblemIds.NameNotResolved,
            $"Resolver {resolver} never answered",
            "look whether it can be reached from here, or ask another one with --resolver");

    private LockedHost? Merge(string name, LockedHost? known, HostAnswers answers, List<Problem> problems)
    {
        if (known?.Reason is { } sticky)
        {
            if (answers is { IsComplete: true, Found.Count: > 0, Reason: null })
            {
                problems.Add(Problem.Info(
                    ProblemIds.HostNotPinnable,
                    $"Host {name} is not pinned because it had {LockedHost.Describe(sticky)}, and now has {Count(answers.Found.Count)}",
                    $"remove it from {HostsLock.FileName} and resolve again to pin it"));
            }

            return known;
        }

        if (answers.Found.Count == 0)
        {
            if (answers.IsComplete) problems.Add(NoAddress(name, known, answers));
            return known;
        }

        var merged = Union(known, answers);
        var reason = answers.Reason ?? (merged.Length > LockedHost.MostAddresses ? NotPinnable.TooManyAddresses : null);
        if (reason is not { } because) return new LockedHost(name, merged);
        problems.Add(Problem.Warning(
            ProblemIds.HostNotPinnable,
            $"Host {name} cannot be pinned: it has {LockedHost.Describe(because)}. Outbound its ports stay open to any address, "
                + "inbound they are closed",
            "pin it in the stack's 'hosts' if its owner publishes its prefixes"));
        return new LockedHost(name, [], because);
    }

    private ImmutableArray<LockedAddress> Union(LockedHost? known, HostAnswers answers)
    {
        var merged = new SortedDictionary<Address, LockedAddress>();
        foreach (var locked in known?.Addresses ?? [])
        {
            if (answers.Found.Contains(locked.Address))
                merged[locked.Address] = locked with { MissingSince = null };
            else if (!answers.IsCompleteFor(locked.Address.Family))
                merged[locked.Address] = locked;
            else if (locked.MissingSince is not { } since)
                merged[locked.Address] = locked with { MissingSince = today < locked.FirstSeen ? locked.FirstSeen : today };
            else if (since.DaysUntil(today) < GraceDays)
                merged[locked.Address] = locked;
        }

        foreach (var found in answers.Found)
        {
            if (!merged.ContainsKey(found)) merged[found] = new LockedAddress(found, today);
        }

        return [.. merged.Values];
    }

    private static Problem NoAddress(string name, LockedHost? known, HostAnswers answers)
    {
        var what = answers.IsNoSuchName ? $"There is no host {name} (NXDOMAIN)" : $"Host {name} has no addresses (NODATA)";
        return known is null
            ? Problem.Warning(ProblemIds.NameWithoutAddress, what, "look whether its name is right")
            : Problem.Warning(
                ProblemIds.NameWithoutAddress,
                $"{what}; the {Count(known.Addresses.Length)} in the lock stay there",
                $"if the host is gone, remove it from {HostsLock.FileName}");
    }

    private static string Count(int addresses) =>
        addresses == 1 ? "1 address" : FormattableString.Invariant($"{addresses} addresses");
}
