using Starface.Policy.Problems;
using Starface.Policy.Rules;

namespace Starface.Policy.Expectations;

/// <summary>How an instance breaks a guardrail.</summary>
/// <param name="Guardrail">The guardrail.</param>
/// <param name="IsKnown">Whether it does for certain; else it depends on what is not known, such as the members of names.</param>
/// <param name="Why">What is permitted, as the end of a sentence.</param>
internal sealed record GuardrailBreach(Guardrail Guardrail, bool IsKnown, string Why)
{
    /// <summary>The peer group of the first rule that permits it, or null.</summary>
    public string? PeerGroup { get; init; }

    /// <summary>The breach as a problem.</summary>
    /// <param name="known">What to do where the guardrail is broken.</param>
    /// <param name="unknown">What to do where that cannot be decided.</param>
    public Problem ToProblem(string known, string unknown)
    {
        var reason = Guardrail.Reason is { } given ? $", '{given}'" : "";
        return Problem.Error(
            IsKnown ? ProblemIds.GuardrailBroken : ProblemIds.GuardrailUndecided,
            $"Guardrail '{Guardrail.Words}' ({Guardrail.Place}{reason}) {(IsKnown ? "is broken" : "cannot be decided")}: {Why}",
            IsKnown ? known : unknown) with
        {
            ConfigKey = PeerGroup is { } group && !PeerGroupId.Matches(PeerGroupId.Anywhere, group)
                ? ArgumentProblems.KeyOfPeers(group)
                : null,
        };
    }
}
