using System.Collections.Immutable;
using Starface.Policies.Tests.Seed;
using Starface.Policy;

namespace Starface.Policies.Tests.Checks;

/// <summary>What a catalog and the vendor's text do not agree on.</summary>
/// <param name="Missing">What the text asks for and the catalog does not declare.</param>
/// <param name="Unjustified">What the catalog declares, or declares once too often, without a line of the text behind it.</param>
internal sealed record CatalogCheck(ImmutableArray<Expectation> Missing, ImmutableArray<Need> Unjustified)
{
    /// <summary>Holds a catalog against a text, in both directions.</summary>
    public static CatalogCheck Compare(SeedDocument seed, IEnumerable<ServiceDefinition> services)
    {
        var missing = Expectations.From(seed).ToDictionary(expectation => expectation.Need);
        var unjustified = ImmutableArray.CreateBuilder<Need>();
        foreach (var need in services.SelectMany(service => service.Requirements, Need.Of))
        {
            if (!missing.Remove(need)) unjustified.Add(need);
        }

        return new CatalogCheck([.. missing.Values], unjustified.ToImmutable());
    }
}
