using Starface.Policy.Clouds;

namespace Starface.Policy.Exposure;

/// <summary>What one layer does with a flow.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Passes">Whether the flow passes; null where that is not known.</param>
/// <param name="GroupId">The id of the group or ACL whose rule decides, or null.</param>
/// <param name="RuleId">The rule that decides, or null where no rule matches.</param>
internal sealed record LayerAnswer(Layer Layer, bool? Passes, string? GroupId, string? RuleId);
