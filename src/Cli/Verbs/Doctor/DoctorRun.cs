using System.Collections.Immutable;
using Starface.Cli.Selection;
using Starface.Names;
using Starface.Policy;
using Starface.Probes.Outside.Probing;
using Starface.Probes.Planning;
using Starface.Probes.Running;

namespace Starface.Cli.Verbs.Doctor;

/// <summary>What the doctor found out about an instance.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Viewpoint">Where the doctor ran.</param>
/// <param name="Budget">The most that was to be sent.</param>
/// <param name="Run">The results.</param>
internal sealed record DoctorRun(SelectedInstance Instance, ProbeViewpoint Viewpoint, ProbeBudget Budget, ProbeRun Run)
{
    /// <summary>Whether nothing was sent because that was asked for.</summary>
    public bool IsDry { get; init; }

    /// <summary>The results, each beside what is known of its flow.</summary>
    public ImmutableArray<JoinedResult> Joined { get; init; } = [];

    /// <summary>What was found out from outside beside the verdicts, or null.</summary>
    public OutsideReport? Outside { get; init; }

    /// <summary>What name servers are asked before, or null.</summary>
    public NameQuestions? Questions { get; init; }

    /// <summary>What could not be found out beside the rows although it was asked for, or null.</summary>
    public Problem? FindGap() =>
        Outside is { WhyNoNat: { } why, IsListenerKnown: true } ? ProbeWords.SilencesUnknown(why)
        : Run.IsIncomplete ? ProbeWords.ListenerMissing
        : null;
}
