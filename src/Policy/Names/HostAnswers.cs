using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Policy.Problems;

namespace Starface.Policy.Names;

/// <summary>What all resolvers said in all rounds about one host.</summary>
internal sealed class HostAnswers
{
    private readonly ImmutableArray<AddressFamily> _complete;

    private HostAnswers(
        SortedSet<Address> found,
        ImmutableArray<AddressFamily> complete,
        NotPinnable? reason,
        bool isNoSuchName,
        ImmutableArray<Problem> problems)
    {
        Found = found;
        _complete = complete;
        Reason = reason;
        IsNoSuchName = isNoSuchName;
        Problems = problems;
    }

    /// <summary>Every address that any of them named.</summary>
    public SortedSet<Address> Found { get; }

    /// <summary>Why the host is not pinnable, or null.</summary>
    public NotPinnable? Reason { get; }

    /// <summary>Whether all of them said that there is no such name.</summary>
    public bool IsNoSuchName { get; }

    /// <summary>What could not be found out, or must not be believed.</summary>
    public ImmutableArray<Problem> Problems { get; }

    /// <summary>Whether every resolver answered for both families.</summary>
    public bool IsComplete => _complete.Length == 2;

    /// <summary>Whether every resolver answered for a family, so that an address which none named is not there.</summary>
    /// <param name="family">The family.</param>
    public bool IsCompleteFor(AddressFamily family) => _complete.Contains(family);

    /// <summary>Looks at the answers.</summary>
    /// <param name="host">The host.</param>
    /// <param name="lookups">The questions about it, and how they ended.</param>
    /// <param name="ranges">The ranges that answers must not be in.</param>
    /// <param name="silent">The resolvers that answered nothing at all, which is reported once for all hosts.</param>
    public static HostAnswers From(
        NeededHost host, IEnumerable<Lookup> lookups, SpecialRanges ranges, ImmutableHashSet<string> silent)
    {
        var problems = new List<Problem>();
        var refused = new HashSet<Address>();
        var believed = lookups.Select(lookup => Check(host, lookup, ranges, refused, problems)).ToList();
        var unanswered = (
            from lookup in believed
            group lookup by (lookup.Resolver, lookup.Family) into asked
            where !asked.Any(lookup => lookup.IsAnswer)
            select asked.Last()).ToList();
        problems.AddRange(
            from lookup in unanswered
            where lookup.Outcome != LookupOutcome.Unbelievable && !silent.Contains(lookup.Resolver)
            group lookup.Family by (lookup.Resolver, lookup.Outcome, lookup.Detail) into same
            select Unanswered(host, same.Key.Resolver, same.Key.Outcome, same.Key.Detail, same));
        var answers = believed.Where(lookup => lookup.IsAnswer).ToList();
        return new HostAnswers(
            new SortedSet<Address>(answers.SelectMany(lookup => lookup.Addresses)),
            [
                .. believed.Select(lookup => lookup.Family).Distinct()
                    .Where(family => !unanswered.Exists(lookup => lookup.Family == family)),
            ],
            HasTurnedOver(answers) ? NotPinnable.Rotation : null,
            answers.TrueForAll(lookup => lookup.Outcome == LookupOutcome.NoSuchName),
            [.. problems]);
    }

    /// <summary>An answer with an address that must not be believed is not believed in its other addresses either.</summary>
    private static Lookup Check(
        NeededHost host, Lookup lookup, SpecialRanges ranges, HashSet<Address> refused, List<Problem> problems)
    {
        var isRefused = false;
        foreach (var address in lookup.Addresses)
        {
            if (FindRefusal(address, host.AllowPrivate, ranges) is not { } range) continue;
            isRefused = true;
            if (!refused.Add(address)) continue;
            problems.Add(Problem.Error(
                ProblemIds.AddressRefused,
                $"Resolver {lookup.Resolver} says that host {host.Name} has the address {address}, which is in {range.Name} "
                    + $"({range.Prefix}): the answer is not believed",
                range.Use == SpecialUse.Private
                    ? "ask another resolver, or declare AllowPrivate where the host is meant to be inside"
                    : "ask another resolver"));
        }

        return isRefused ? lookup with { Outcome = LookupOutcome.Unbelievable, Addresses = [] } : lookup;
    }

    private static Problem Unanswered(
        NeededHost host, string resolver, LookupOutcome outcome, string? detail, IEnumerable<AddressFamily> families)
    {
        var records = string.Join(" and ", families.OrderBy(family => family).Select(RecordOf));
        var why = outcome switch
        {
            LookupOutcome.NoAnswer => "it did not answer",
            LookupOutcome.Failure => $"it answered {detail ?? "with a failure"}",
            LookupOutcome.AliasLoop => "the aliases (CNAME) lead in a circle, or are too many",
            _ => $"its answer cannot be used{(detail is null ? "" : $" ({detail})")}",
        };
        return Problem.Error(
            ProblemIds.NameNotResolved,
            $"Resolver {resolver} did not tell the addresses of host {host.Name} ({records}): {why}",
            "resolve again later, or ask another resolver with --resolver");
    }

    /// <summary>
    /// Whether a host had none of the addresses any more in the next round that it had in one, as far as the same resolvers tell.
    /// </summary>
    private static bool HasTurnedOver(List<Lookup> answers)
    {
        var rounds = answers
            .Where(lookup => lookup.Outcome == LookupOutcome.Addresses)
            .ToLookup(lookup => (lookup.Family, lookup.Round));
        foreach (var round in rounds)
        {
            var next = rounds[(round.Key.Family, round.Key.Round + 1)].ToList();
            var both = round.Select(lookup => lookup.Resolver).Intersect(next.Select(lookup => lookup.Resolver)).ToList();
            if (both.Count > 0 && !AddressesBy(both, round).Overlaps(AddressesBy(both, next))) return true;
        }

        return false;
    }

    private static HashSet<Address> AddressesBy(List<string> resolvers, IEnumerable<Lookup> lookups) =>
        [.. lookups.Where(lookup => resolvers.Contains(lookup.Resolver)).SelectMany(lookup => lookup.Addresses)];

    private static string RecordOf(AddressFamily family) => family == AddressFamily.IPv4 ? "A" : "AAAA";

    /// <summary>The special range of an address that a host must not have, or null.</summary>
    /// <param name="address">The address.</param>
    /// <param name="allowed">The private prefixes that the host may be in.</param>
    /// <param name="ranges">The special ranges.</param>
    public static SpecialRange? FindRefusal(Address address, ImmutableArray<Prefix> allowed, SpecialRanges ranges) =>
        allowed.Any(prefix => prefix.Contains(address)) ? null : ranges.Find(address);
}
