using System.Collections.Immutable;
using Starface.Policy;
using Starface.Policy.Scenarios;

namespace Starface.Pages.Model;

/// <summary>How a scenario ends for an instance.</summary>
/// <param name="Id">The scenario's id.</param>
/// <param name="Title">What happens when it works.</param>
/// <param name="Outcome">How it ends.</param>
/// <param name="Notes">Why, or what people see; empty where it works.</param>
internal sealed record ScenarioEnd(string Id, string Title, ScenarioOutcome Outcome, string Notes)
{
    /// <summary>Whether the policy declares that it works.</summary>
    public bool IsSupported { get; init; }

    /// <summary>The flows that are missing; empty where none is, or it is not known.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];

    /// <summary>The end of a scenario.</summary>
    /// <param name="result">The end.</param>
    public static ScenarioEnd From(ScenarioResult result) => new(
        result.Scenario.Id,
        result.Scenario.Title,
        result.Outcome,
        result.NotApplicable?.Reason
            ?? (result.Unknown.IsEmpty
                ? string.Join("; ", result.Missing.Select(missing => missing.Symptom).Distinct(StringComparer.Ordinal))
                : RuleText.Few(result.Unknown)))
    {
        IsSupported = result.IsSupported,
        Missing = [.. result.Missing.Select(missing => missing.Describe()).Distinct(StringComparer.Ordinal)],
    };
}
