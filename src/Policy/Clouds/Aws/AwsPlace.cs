namespace Starface.Policy.Clouds.Aws;

/// <summary>A rule in a group.</summary>
/// <param name="Draft">The rule.</param>
/// <param name="Group">The group's number, the first being 0.</param>
/// <param name="Name">The resource's name without the instance's: the rule's key, unless it was copied from another group.</param>
internal sealed record AwsPlace(AwsRuleDraft Draft, int Group, string Name);
