using System.Globalization;

namespace Starface.Policy.Planning;

/// <summary>The tags by which a group and its rules are found again and say what they serve.</summary>
internal static class PlanTags
{
    /// <summary>The instance's name, on groups.</summary>
    public const string Instance = "starface-policy:instance";

    /// <summary>The policy's id, on groups.</summary>
    public const string Policy = "starface-policy:policy";

    /// <summary>
    /// The digest of the flows that are permitted, on groups. Not on rules: each change of a policy would touch every rule.
    /// </summary>
    public const string Digest = "starface-policy:digest";

    /// <summary>
    /// The digest of the flows that an update was to permit, on groups whose rules are written one by one after them: while it is not
    /// <see cref="Digest"/>, the update goes on or has failed.
    /// </summary>
    public const string PlannedDigest = "starface-policy:planned-digest";

    /// <summary>The services, on rules.</summary>
    public const string Service = "starface-policy:service";

    /// <summary>The rows of the source, on rules.</summary>
    public const string Source = "starface-policy:source";

    /// <summary>
    /// The number of rules that a rule counts as, on rules that name a prefix list: no list that the plan did not make is recorded with it.
    /// </summary>
    public const string Weight = "starface-policy:weight";

    /// <summary>
    /// The tags of a group in ordinal order: the instance's own and the planner's, by which a group is found again, so that these win.
    /// </summary>
    /// <param name="request">The instance.</param>
    /// <param name="digest">The tag for the digest, or null for what is not a group.</param>
    internal static PropertyMap ForGroup(PlanRequest request, string? digest)
    {
        var tags = request.Tags
            .WithComparers(StringComparer.Ordinal)
            .SetItem(Instance, request.Name)
            .SetItem(Policy, request.Policy.Definition.Id);
        if (digest is not null) tags = tags.SetItem(digest, request.Policy.Digest);
        var map = new PropertyMap();
        foreach (var tag in tags)
            map.Add(tag.Key, tag.Value);
        return map;
    }

    /// <summary>The tags of a rule that counts as several.</summary>
    /// <param name="rule">Its tags as a rule.</param>
    /// <param name="weight">The number of rules it counts as.</param>
    internal static PropertyMap WithWeight(PropertyMap rule, int weight)
    {
        var map = new PropertyMap();
        foreach (var tag in rule) map.Add(tag.Key, tag.Value);
        map.Add(Weight, weight.ToString(CultureInfo.InvariantCulture));
        return map;
    }

    /// <summary>The tags of a rule.</summary>
    internal static PropertyMap ForRule(IReadOnlyCollection<Origin> origins) =>
        new()
        {
            { Service, CloudText.Tag(Join(" ", origins, static origin => origin.Service)) },
            { Source, CloudText.Tag(Join(" / ", origins, static origin => origin.Source)) },
        };

    private static string Join(string separator, IReadOnlyCollection<Origin> origins, Func<Origin, string> textOf)
    {
        var texts = new List<string>(origins.Count);
        foreach (var origin in origins)
        {
            if (!texts.Contains(textOf(origin))) texts.Add(textOf(origin));
        }

        return texts.Count == 1 ? texts[0] : string.Join(separator, texts);
    }
}
