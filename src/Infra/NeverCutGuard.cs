using System.Collections.Immutable;
using Pulumi;
using Pulumi.Utilities;
using Starface.Policy.Changes;
using Starface.Policy.Clouds;
using Starface.Policy.Composition;
using Starface.Policy.Configuration;

namespace Starface.Infra;

/// <summary>
/// Refuses an update that would cut what must never be cut. What the last update permitted of it stands in the stack's own outputs, which a
/// program reads like those of any other stack: by a stack reference.
/// </summary>
internal static class NeverCutGuard
{
    private const string AllowCutKey = ConfigKeys.Namespace + ":" + ConfigKeys.AllowCut;

    /// <summary>Compares the plans with the last update. A stack without anything marked asks nothing of the engine.</summary>
    /// <param name="plans">The plans of all instances of the stack.</param>
    /// <param name="allowed">The services whose flows this update may cut.</param>
    /// <exception cref="RunException">The plans cut something that is marked, or what the last update permitted cannot be found out.</exception>
    public static async Task CheckAsync(ImmutableArray<Plan> plans, ImmutableSortedSet<string> allowed)
    {
        if (plans.All(plan => NeverCutOutput.Of(plan).IsEmpty)) return;
        ImmutableArray<Permissions> after = [.. plans.Select(Permissions.Of)];
        var before = await LastAsync().ConfigureAwait(false);

        // By name even where both sides have one instance: another name is another instance, whose group no interface has yet.
        var cuts = ForbiddenCut.Of(before.Select(last => PolicyChange.Between(
            last, after.FirstOrDefault(plan => plan.Name == last.Name) ?? Permissions.None(last.Name), ShippedClouds.All)));
        var refused = cuts.Where(cut => !allowed.Contains(cut.Lost.Service)).ToList();
        if (refused.Count > 0)
        {
            throw new RunException("The update would cut what must never be cut:\n"
                + string.Join("\n", refused.Select(cut => "  " + cut.ToProblem($"allow the cut for this one update: {AllowCutKey}: [{cut.Lost.Service}]").Describe())));
        }

        foreach (var service in allowed.Where(service => cuts.All(cut => cut.Lost.Service != service)))
            Log.Warn($"{AllowCutKey} names {service}, of which this update cuts nothing: take it away, so that {service} is guarded again.");
    }

    /// <summary>What the last successful update put out; nothing before the first one.</summary>
    private static async Task<ImmutableArray<Permissions>> LastAsync()
    {
        var deployment = Deployment.Instance;
        var own = new StackReference($"{deployment.OrganizationName}/{deployment.ProjectName}/{deployment.StackName}");
        var outputs = await OutputUtilities.GetValueAsync(own.Outputs).ConfigureAwait(false)
            ?? throw new RunException($"What the last update permitted cannot be found out, so that nobody knows what this one cuts: the outputs of stack '{own.GetResourceName()}' are not known.");
        return
        [
            .. from output in outputs
               let instance = NeverCutOutput.InstanceOf(output.Key)
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
            throw new RunException($"The output '{NeverCutOutput.NameOf(instance)}' of the last update is not what this program puts out, so that nobody knows what this update cuts: {exception.Message}", exception);
        }
    }
}
