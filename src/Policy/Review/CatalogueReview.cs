using Starface.Policy.Rules;

namespace Starface.Policy.Review;

/// <summary>Services of one's own that a catalogue has already. Pure.</summary>
public static class CatalogueReview
{
    /// <summary>
    /// Whether two services ask for the same: the same rows in any order, whatever their words, settings and facts about encryption. Services without
    /// requirements ask for nothing, and that is not the same.
    /// </summary>
    /// <param name="own">A service.</param>
    /// <param name="other">Another one.</param>
    public static bool AsksForTheSame(ServiceDefinition own, ServiceDefinition other) =>
        own.Viewpoint == other.Viewpoint
        && !own.Requirements.IsEmpty
        && new HashSet<string>(own.Requirements.Select(Row), StringComparer.Ordinal).SetEquals(other.Requirements.Select(Row));

    /// <summary>What is said where a service of one's own is allowed in place of a catalogue's.</summary>
    /// <param name="index">The allowance.</param>
    /// <param name="own">The service.</param>
    /// <param name="other">The catalogue's service.</param>
    /// <param name="otherType">The class that declares it.</param>
    /// <param name="catalogue">The assembly of the catalogue.</param>
    public static Remark Repeated(int index, ServiceDefinition own, ServiceDefinition other, string otherType, string catalogue) =>
        Remark.Warning(
            FindingIds.RepeatedService, index, RemarkPart.Service,
            $"Service '{own.Id}' asks for just what '{other.Id}' of {catalogue} asks for; allow {otherType} instead, whose rules name the rows they come from",
            otherType);

    private static string Row(Requirement requirement) => string.Join("|",
    [
        RequirementText.Of(requirement with { Setting = null }),
        requirement.Since?.ToString() ?? "",
        requirement.Until?.ToString() ?? "",
        .. requirement.Addresses.Select(prefix => prefix.ToString()).OrderBy(prefix => prefix, StringComparer.Ordinal),
    ]);
}
