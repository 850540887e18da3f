using Starface.Policy.Clouds;

namespace Starface.Policy.Comparison;

/// <summary>
/// A planned rule that the cloud has and the stack's state does not, as a killed update leaves it: the next update makes it again, which
/// the cloud refuses.
/// </summary>
/// <param name="Group">The group it is in.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Type">The type token of its resource in the program.</param>
/// <param name="Name">The name of its resource in the program.</param>
internal sealed record UnrecordedRule(LiveGroup Group, LiveRule Rule, string Type, string Name)
{
    /// <summary>The URN of the component it belongs to, or null where it belongs to the stack itself.</summary>
    public string? Parent { get; init; }

    /// <summary>The URN of the provider of its group, or null where that is the default one.</summary>
    public string? Provider { get; init; }
}
