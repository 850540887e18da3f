using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Policy.Problems;

namespace Starface.Policy.Explanations;

/// <summary>A host that services name as their remote side.</summary>
/// <param name="Name">The name as it is declared.</param>
/// <param name="Prefixes">The addresses that it is declared with, else those that the instance has; empty where none are known.</param>
internal sealed record CatalogHost(string Name, ImmutableArray<Prefix> Prefixes)
{
    /// <summary>Finds a host, whatever the letter case; null, and a problem, where no service connects to it.</summary>
    /// <param name="policy">The policy, made for an instance.</param>
    /// <param name="catalog">The policies there are, or null.</param>
    /// <param name="written">The name as it was written.</param>
    /// <param name="unknown">What is wrong with the name.</param>
    public static CatalogHost? Find(FirewallPolicy policy, PolicyCatalog? catalog, string written, out Problem? unknown)
    {
        var rows = (catalog?.Policies.SelectMany(known => known.Definition.Services) ?? [])
            .Concat(policy.Definition.Services)
            .SelectMany(service => service.Requirements)
            .Where(row => row.Host is not null)
            .ToList();
        var own = rows.FindAll(row => string.Equals(row.Host, written, StringComparison.OrdinalIgnoreCase));
        unknown = own.Count > 0 ? null : Problem.Error(
            ProblemIds.UnknownName,
            $"No service connects to a host '{written}'",
            NearestName.Suggestion(written, rows.Select(row => row.Host!)));
        if (own.Count == 0) return null;

        // Declared addresses make the rules; pinned ones do so only for a host without declared addresses.
        ImmutableArray<Prefix> declared = [.. own.SelectMany(row => row.Addresses).Distinct()];
        return new CatalogHost(
            own[0].Host!,
            !declared.IsEmpty ? declared
                : policy.Arguments.Hosts.TryGetValue(own[0].Host!, out var pinned)
                    ? [.. pinned.Select(peer => peer.Prefix).OfType<Prefix>()]
                    : []);
    }
}
