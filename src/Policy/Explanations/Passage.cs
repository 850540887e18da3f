using Starface.Policy.Flows;

namespace Starface.Policy.Explanations;

/// <summary>Traffic that passes although no rule of the policy is about it.</summary>
/// <param name="Flows">The flows.</param>
/// <param name="Reason">Why, as the end of a sentence.</param>
internal sealed record Passage(FlowSet Flows, string Reason);
