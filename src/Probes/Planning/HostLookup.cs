using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Policy.Names;

namespace Starface.Probes.Planning;

/// <summary>What name servers said of a host.</summary>
/// <param name="Addresses">The addresses that can be believed, in their order.</param>
/// <param name="Refused">The addresses that cannot be, each with the reason.</param>
/// <param name="Problem">Why there is no address; null where there are some, or it is not known whether there are.</param>
internal sealed record HostLookup(
    ImmutableArray<Address> Addresses, ImmutableArray<(Address Address, string Why)> Refused, string? Problem)
{
    /// <summary>The families of which no resolver said whether the name has addresses, where one did of the other.</summary>
    public ImmutableArray<(AddressFamily Family, string Why)> Unanswered { get; private init; } = [];

    /// <summary>Joins the answers about a host: what any resolver knows is known.</summary>
    /// <param name="allowed">The private prefixes that the host may be in, and the addresses that a person gave it.</param>
    /// <param name="lookups">The questions about the host, and how they ended.</param>
    /// <param name="ranges">The ranges that answers must not be in.</param>
    public static HostLookup From(ImmutableArray<Prefix> allowed, IEnumerable<Lookup> lookups, SpecialRanges ranges)
    {
        var all = lookups.ToList();
        var found = all.SelectMany(lookup => lookup.Addresses).Distinct().Order().ToList();
        ImmutableArray<(Address Address, string Why)> refused =
        [
            .. from address in found
               let range = HostAnswers.FindRefusal(address, allowed, ranges)
               where range is not null
               select (address, $"the name has this address, which is in {range.Name} ({range.Prefix}) and is not believed"),
        ];
        ImmutableArray<(AddressFamily Family, string Why)> unanswered =
        [
            .. all.GroupBy(lookup => lookup.Family)
                .Where(family => !family.Any(lookup => lookup.IsAnswer))
                .OrderBy(family => family.Key)
                .Select(family => (
                    family.Key, family.Select(lookup => lookup.Detail).FirstOrDefault(detail => detail is not null) ?? "no answer")),
        ];
        var isOpen = unanswered.Length == 1 && !all.Exists(lookup => lookup.Outcome == LookupOutcome.NoSuchName);
        return new HostLookup(
            [.. found.Except(refused.Select(known => known.Address))], refused, found.Count == 0 && !isOpen ? Why() : null)
        {
            Unanswered = isOpen ? unanswered : [],
        };

        string Why() =>
            all.Exists(lookup => lookup.Outcome == LookupOutcome.NoSuchName) ? "there is no such name"
            : all.Exists(lookup => lookup.Outcome == LookupOutcome.NoAddress) ? "the name has no address"
            : all.TrueForAll(lookup => lookup.Outcome == LookupOutcome.NoAnswer) ? "no resolver answered"
            : $"a resolver answered {all.Find(lookup => lookup.Detail is not null)?.Detail ?? "with what cannot be used"}";
    }
}
