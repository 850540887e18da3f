using Starface.Policy.Problems;

namespace Starface.Policy.Review;

/// <summary>Finds user-defined services that duplicate a service of a catalog.</summary>
internal static class CatalogReview
{
    /// <summary>
    /// A text that two services have in common if and only if they have the same requirements, in any order, whatever their texts, settings
    /// and facts about encryption. Null for services without requirements, which are never the same.
    /// </summary>
    /// <param name="service">The service.</param>
    public static string? RequirementsOf(ServiceDefinition service) => service.Requirements.IsEmpty
        ? null
        : string.Join("\n", service.Requirements
            .Select(Row)
            .Append(service.Viewpoint.ToString())
            .Distinct(StringComparer.Ordinal)
            .OrderBy(row => row, StringComparer.Ordinal));

    /// <summary>The problem of a user-defined service that is allowed in place of a catalog's.</summary>
    /// <param name="index">The allowance.</param>
    /// <param name="own">The service.</param>
    /// <param name="other">The catalog's service.</param>
    /// <param name="otherType">The class that declares it.</param>
    /// <param name="catalog">The assembly of the catalog.</param>
    public static Problem Duplicate(int index, ServiceDefinition own, ServiceDefinition other, string otherType, string catalog) =>
        ProblemTable.Create(ProblemIds.RepeatedService, own.Id, other.Id, catalog, otherType)
            .At(index, DeclarationPart.Service, otherType);

    private static string Row(Requirement requirement) => string.Join("|",
    [
        RequirementText.DescribeWithoutSetting(requirement),
        requirement.Since?.ToString() ?? "",
        requirement.Until?.ToString() ?? "",
        .. requirement.Addresses.Select(prefix => prefix.ToString()).OrderBy(prefix => prefix, StringComparer.Ordinal),
        "inside",
        .. requirement.AllowPrivate.Select(prefix => prefix.ToString()).OrderBy(prefix => prefix, StringComparer.Ordinal),
    ]);
}
