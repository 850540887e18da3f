using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Probes.Planning;

namespace Starface.Probes.Outside.Planning;

/// <summary>The most that is sent from outside.</summary>
internal static class OutsideBudget
{
    /// <summary>The most connections with which the listener is looked for and asked, for each address.</summary>
    public const int MostControlConnections = 4;

    /// <summary>The questions of each silence: before it, so that the conversation is known on the way, and at its beginning.</summary>
    public const int QuestionsOfSilence = 6;

    private static readonly int[] Steps = [1, 2, 3, 5, 7, 10, 15, 20, 25, 30, 40, 50, 60, 75, 90, 105, 120, 150, 180, 240, 300, 420, 600];

    /// <summary>The silences that are tried, side by side, in ascending order.</summary>
    /// <param name="limit">The longest one, in seconds; 0 tries none.</param>
    public static ImmutableArray<int> Silences(int limit) => limit == 0 ? [] : [.. Steps.Where(step => step < limit), limit];

    /// <summary>The budget of a plan. The listener may see another address than is known here, to which other rows are open.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="sources">The addresses from which this machine is seen, as far as they are known.</param>
    /// <param name="limit">How long one probe may take.</param>
    /// <param name="silence">The longest silence, in seconds; 0 tries none.</param>
    public static ProbeBudget For(OutsidePlan plan, IReadOnlyCollection<Address> sources, TimeSpan limit, int silence)
    {
        if (!plan.HasListener) return ProbeBudget.For(plan.Probes(sources), limit);
        var most = ProbeBudget.For(plan.MostProbes, limit);
        return most with
        {
            Datagrams = most.Datagrams + (plan.Targets.Length * Silences(silence).Length * QuestionsOfSilence),
            Connections = most.Connections + (plan.Targets.Length * MostControlConnections),
        };
    }
}
