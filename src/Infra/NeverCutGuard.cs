using System.Collections.Immutable;
using Pulumi;
using Starface.Policy.Changes;
using Starface.Policy.Clouds;
using Starface.Policy.Composition;
using Starface.Policy.Configuration;
using Starface.Policy.Flows;

namespace Starface.Infra;

/// <summary>
/// Refuses an update that would cut what must never be cut. What the last update permitted of it is in the stack's own outputs, and where
/// groups are and what they lie on is in the engine's record.
/// </summary>
internal static class NeverCutGuard
{
    private const string AllowCutKey = ConfigKeys.Namespace + ":" + ConfigKeys.AllowCut;

    /// <summary>Compares the plans with the last update.</summary>
    /// <param name="plans">The plans of all instances of the stack.</param>
    /// <param name="allowed">The services whose flows this update may cut.</param>
    /// <exception cref="RunException">
    /// The plans cut something that is marked, or what the last update permitted is unknown.
    /// </exception>
    public static async Task CheckAsync(ImmutableArray<Plan> plans, ImmutableSortedSet<string> allowed)
    {
        var cuts = ForbiddenCut.Find(await ChangesAsync(plans).ConfigureAwait(false));
        var refused = cuts.Where(cut => !cut.IsAccepted(allowed)).ToList();
        if (refused.Count > 0)
        {
            throw ProgramMessage.Refuse("The update would cut what must never be cut:\n"
                + string.Join("\n", refused.Select(cut => $"  {cut.Problem.Id}: " + cut.ToProblem(accepted =>
                    $"allow the cut for this one update: {AllowCutKey}: [{accepted}]").Describe())));
        }

        foreach (var named in allowed.Where(named => cuts.All(cut => cut.Accepted != named)))
        {
            ProgramMessage.Warn(
                $"{AllowCutKey} names {named}, but this update cuts nothing of it: remove it, so that {named} is protected again.");
        }
    }

    /// <summary>
    /// What changes of the flows that must never be cut, by the outputs of the last update, and of where groups are, by the engine's
    /// record.
    /// </summary>
    private static async Task<IEnumerable<PolicyChange>> ChangesAsync(ImmutableArray<Plan> plans)
    {
        var placed = PolicyChange.Pair(
            await RecordedAllocation.ReadPlacementsAsync(plans).ConfigureAwait(false),
            [.. plans.Select(plan => new Permissions(plan.Name, plan.Cloud, FlowSet.Empty) { Placement = plan.Placement })],
            ShippedClouds.All);
        if (!plans.Any(NeverCutOutput.IsMarked)) return placed;
        ImmutableArray<Permissions> after = [.. plans.Select(plan => Permissions.From(plan) with { Placement = null })];
        var before = await LastAsync().ConfigureAwait(false);

        // Matched by name even where both sides have one instance: an instance with another name is new, and no interface has its group
        // yet.
        return placed.Concat(before.Select(last => PolicyChange.Between(
            last, after.FirstOrDefault(plan => plan.Name == last.Name) ?? Permissions.None(last.Name), ShippedClouds.All)));
    }

    /// <summary>The outputs of the last successful update; empty before the first one.</summary>
    private static async Task<ImmutableArray<Permissions>> LastAsync()
    {
        var outputs = await RecordedStack.ReadOutputsAsync("so what this update cuts cannot be determined").ConfigureAwait(false);
        return
        [
            .. from output in outputs
               let instance = NeverCutOutput.FindInstance(output.Key)
               where instance is not null
               orderby instance
               select Read(instance, output.Value),
        ];
    }

    private static Permissions Read(string instance, object value)
    {
        try
        {
            return NeverCutOutput.Read(
                instance,
                ((ImmutableDictionary<string, object>)value).Select(service =>
                    KeyValuePair.Create(service.Key, ((ImmutableArray<object>)service.Value).Cast<string>().ToImmutableArray())));
        }
        catch (Exception exception) when (exception is InvalidCastException or FormatException)
        {
            throw ProgramMessage.Refuse($"The output '{NeverCutOutput.NameFor(instance)}' of the last update has an unknown form, "
                + $"so what this update cuts cannot be determined: {exception.Message}", exception);
        }
    }
}
