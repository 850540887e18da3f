using System.Collections.Immutable;
using Starface.Policy.Planning;

namespace Starface.Policy.Clouds.Aws;

/// <summary>
/// The digest of what a plan permits, as a tag of each group that is written last: after all rules of all groups and after the foreign
/// rules are gone. The groups' own tags are written before their rules, so there the digest says what is planned.
/// </summary>
internal static class AwsDigestTags
{
    /// <summary>The tags that are resources of their own: a group's own tags leave them alone.</summary>
    public static ImmutableArray<string> OfOthers { get; } = [$"tags[\"{PlanTags.Digest}\"]", $"tagsAll[\"{PlanTags.Digest}\"]"];

    /// <summary>The name of a group's tag.</summary>
    /// <param name="group">The group's name.</param>
    public static string NameFor(string group) => group + "-digest";

    /// <summary>The tags.</summary>
    /// <param name="request">The instance.</param>
    /// <param name="resources">Everything else of the plan.</param>
    public static IEnumerable<PlannedResource> For(PlanRequest request, ImmutableArray<PlannedResource> resources)
    {
        // An exclusive set waits for the rules itself. The first tag waits for all of these, and the others for the first tag.
        var last = request.ExclusiveRules
            ? resources.Where(resource => resource.Type == AwsTypes.ExclusiveRules)
            : resources.Where(resource => resource.Type is AwsTypes.IngressRule or AwsTypes.EgressRule);
        ImmutableArray<string> before = [.. last.Select(resource => resource.Name).OrderBy(name => name, StringComparer.Ordinal)];
        foreach (var group in resources.Where(resource => resource.Type == AwsTypes.SecurityGroup))
        {
            yield return new PlannedResource(
                AwsTypes.Tag,
                NameFor(group.Name),
                new PropertyMap
                {
                    { "resourceId", new PropertyReference(group.Name, "id") },
                    { "region", request.Region },
                    { "key", PlanTags.Digest },
                    { "value", request.Policy.Digest },
                },
                [])
            {
                DependsOn = before,
            };
            if (group.Name == resources[0].Name) before = [NameFor(group.Name)];
        }
    }
}
