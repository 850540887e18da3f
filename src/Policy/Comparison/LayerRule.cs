namespace Starface.Policy.Comparison;

/// <summary>A rule of a layer that decides about flows.</summary>
/// <param name="Layer">The layer, by its title.</param>
/// <param name="GroupId">The id of the group or ACL that has the rule.</param>
/// <param name="RuleId">The rule.</param>
internal sealed record LayerRule(string Layer, string GroupId, string RuleId);
