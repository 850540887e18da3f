using System.Collections.Immutable;
using Starface.Policy.Problems;
using Starface.Policy.Rules;

namespace Starface.Policy.Scenarios;

/// <summary>The end of a scenario for an instance.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="IsSupported">Whether the policy declares that it works.</param>
/// <param name="Outcome">How it ends.</param>
/// <param name="NotApplicable">Why it is not applicable; null where it is.</param>
/// <param name="Missing">The flows that are missing, in the order of the steps.</param>
/// <param name="Unknown">The names whose members decide; empty where they do not.</param>
internal sealed record ScenarioResult(
    ScenarioDefinition Scenario,
    bool IsSupported,
    ScenarioOutcome Outcome,
    NotApplicable? NotApplicable,
    ImmutableArray<MissingFlow> Missing,
    ImmutableArray<string> Unknown)
{
    /// <summary>The outcome in words: <c>works</c>, <c>does not work</c>.</summary>
    public string OutcomeText => Outcome switch
    {
        ScenarioOutcome.Works => "works",
        ScenarioOutcome.WorksPartly => "works partly",
        ScenarioOutcome.DoesNotWork => "does not work",
        ScenarioOutcome.Undecided => "unknown",
        _ => "not applicable",
    };

    /// <summary>
    /// What is wrong where the policy declares that the scenario works; null where it does, or the instance leaves out who takes part.
    /// </summary>
    public Problem? Problem
    {
        get
        {
            if (!IsSupported) return null;
            var name = $"Scenario '{Scenario.Id}'";
            return Outcome switch
            {
                ScenarioOutcome.DoesNotWork or ScenarioOutcome.WorksPartly => Keyed(Problem.Warning(
                    ProblemIds.ScenarioDoesNotWork,
                    $"{name} {(Outcome == ScenarioOutcome.DoesNotWork ? "does not work" : "works for some of the peers only")}: "
                        + string.Join("; ", Missing.Select(missing =>
                            $"{missing.Symptom}, because {missing.Describe()} is not permitted ({missing.Played.Rows})")),
                    "permit it, or remove the [Supports] of the policy")),
                ScenarioOutcome.Undecided => Problem.Warning(
                    ProblemIds.ScenarioUndecided,
                    $"{name} cannot be decided: it depends on the addresses of {RuleText.Few(Unknown)}, which are not known here",
                    "give prefixes in their place"),
                ScenarioOutcome.NotApplicable when NotApplicable!.IsOfPolicy => Problem.Warning(
                    ProblemIds.ScenarioDoesNotWork,
                    $"{name} does not work: {NotApplicable.Reason}",
                    "allow it, or remove the [Supports] of the policy"),
                _ => null,
            };
        }
    }

    /// <summary>The problem at the peers that take part.</summary>
    private Problem Keyed(Problem problem) =>
        Missing
            .Select(missing => missing.Played.PeerGroup)
            .FirstOrDefault(group => group is not null and not PeerGroupId.Anywhere) is { } peers
            ? problem with { ConfigKey = ArgumentProblems.KeyOfPeers(peers) }
            : problem;
}
