namespace Starface.Policy.Expectations;

/// <summary>How an instance breaks a guardrail.</summary>
/// <param name="IsKnown">Whether it does for certain; else it depends on members of names, which are not known.</param>
/// <param name="Why">What is permitted, as the end of a sentence.</param>
/// <param name="PeerGroup">The peer group of the first rule that permits it, or null.</param>
internal sealed record GuardrailBreach(bool IsKnown, string Why, string? PeerGroup);
