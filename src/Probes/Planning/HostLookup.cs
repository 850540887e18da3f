using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Policy.Names;

namespace Starface.Probes.Planning;

/// <summary>What name servers said of a host.</summary>
/// <param name="Addresses">The addresses that can be believed, in their order.</param>
/// <param name="Problem">Why no address is known or trusted; null where the lookup gave addresses.</param>
internal sealed record HostLookup(ImmutableArray<Address> Addresses, string? Problem)
{
    /// <summary>Joins the answers about a host: what any resolver knows is known.</summary>
    /// <param name="allowed">The private prefixes that the host may be in.</param>
    /// <param name="lookups">The questions about the host, and how they ended.</param>
    /// <param name="ranges">The ranges that answers must not be in.</param>
    public static HostLookup From(ImmutableArray<Prefix> allowed, IEnumerable<Lookup> lookups, SpecialRanges ranges)
    {
        var all = lookups.ToList();
        var found = all.SelectMany(lookup => lookup.Addresses).Distinct().Order().ToList();
        var refused = found
            .Select(address => (Address: address, Range: HostAnswers.FindRefusal(address, allowed, ranges)))
            .Where(known => known.Range is not null)
            .ToList();
        ImmutableArray<Address> believed = [.. found.Except(refused.Select(known => known.Address))];
        return new HostLookup(believed, believed.IsEmpty ? Why() : null);

        string Why() =>
            refused.Count > 0
                ? $"the answer {refused[0].Address} is in {refused[0].Range!.Name} ({refused[0].Range!.Prefix}) and is not believed"
            : all.Exists(lookup => lookup.Outcome == LookupOutcome.NoSuchName) ? "there is no such name"
            : all.Exists(lookup => lookup.Outcome == LookupOutcome.NoAddress) ? "the name has no address"
            : all.TrueForAll(lookup => lookup.Outcome == LookupOutcome.NoAnswer) ? "no resolver answered"
            : $"a resolver answered {all.Find(lookup => lookup.Detail is not null)?.Detail ?? "with what cannot be used"}";
    }
}
