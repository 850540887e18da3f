namespace Starface.Policy.Scenarios;

/// <summary>Why a scenario is not applicable.</summary>
/// <param name="Reason">The reason, as the end of a sentence.</param>
/// <param name="IsOfPolicy">Whether it is so for every instance of the policy, and not for this one alone.</param>
internal sealed record NotApplicable(string Reason, bool IsOfPolicy);
