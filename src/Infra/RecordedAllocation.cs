using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Pulumi;
using Starface.Policy.Changes;
using Starface.Policy.Clouds;
using Starface.Policy.Composition;
using Starface.Policy.Flows;
using Starface.Policy.Planning;

namespace Starface.Infra;

/// <summary>
/// In which group each rule of an instance is, from the engine's own record: a rule that is in a group stays there. The record is read once
/// for each run of a program, in previews as well.
/// </summary>
internal static class RecordedAllocation
{
    private const string StackType = "pulumi:pulumi:Stack";
    private const string Consequence = "so in which groups the rules are cannot be determined";
    private static readonly ConditionalWeakTable<DeploymentInstance, Task<ImmutableArray<RecordedResource>?>> Records = [];

    /// <summary>A request with what is recorded of its instance.</summary>
    /// <param name="cloud">The instance's cloud.</param>
    /// <param name="request">The request.</param>
    /// <exception cref="RunException">The record cannot be read; the message says why.</exception>
    public static async Task<PlanRequest> AddAsync(CloudTarget cloud, PlanRequest request) => new(request)
    {
        Recorded = request.Recorded
            ?? (await Records.GetValue(Deployment.Instance, _ => ReadAsync()).ConfigureAwait(false) is { } recorded
                ? cloud.ReadRecorded(request.Name, recorded)
                : null),
    };

    /// <summary>
    /// Where the groups of the program's instances are now, and what they lie on. An instance that has no plan any more is one of them
    /// where the stack has its output; any other is a component of the same program, which is still there.
    /// </summary>
    /// <param name="plans">The plans of the program's instances.</param>
    /// <exception cref="RunException">The record cannot be read; the message says why.</exception>
    public static async Task<ImmutableArray<Permissions>> ReadPlacementsAsync(ImmutableArray<Plan> plans)
    {
        if (await Records.GetValue(Deployment.Instance, _ => ReadAsync()).ConfigureAwait(false) is not { } recorded) return [];
        var outputs = recorded.Where(resource => resource.Type == StackType).ToList();
        return
        [
            .. from cloud in ShippedClouds.All
               let own = recorded.Where(resource => cloud.PlacementTypes.Contains(resource.Type)).ToList()
               from instance in own
                   .Select(resource => resource.Find(RecordedResource.TagKey(PlanTags.Instance)))
                   .OfType<string>()
                   .Distinct(StringComparer.Ordinal)
               where plans.Any(plan => plan.Name == instance)
                   || outputs.Exists(stack => stack.Find(PolicyProgram.GroupOutput(instance)) is not null)
               let placement = cloud.ReadPlacement(instance, own)
               where !placement.Groups.IsEmpty
               select new Permissions(instance, cloud, FlowSet.Empty) { Placement = placement, IsDeployed = true },
        ];
    }

    /// <summary>The same for constructors of components, which cannot wait.</summary>
    /// <inheritdoc cref="AddAsync"/>
    public static PlanRequest Add(CloudTarget cloud, PlanRequest request) =>
        Task.Run(() => AddAsync(cloud, request)).GetAwaiter().GetResult();

    /// <summary>What is recorded; null where the engine cannot be asked.</summary>
    private static async Task<ImmutableArray<RecordedResource>?> ReadAsync() =>
        await RecordedStack.ReadResourcesAsync(Consequence).ConfigureAwait(false) is { } resources
            ?
            [
                .. resources.OrderBy(resource => resource.Key, StringComparer.Ordinal)
                    .Select(resource => Read(resource.Key, resource.Value)),
            ]
            : null;

    /// <summary>A URN is urn:pulumi:STACK::PROJECT::TYPES::NAME, with the types of the parents before the resource's own.</summary>
    private static RecordedResource Read(string urn, ImmutableDictionary<string, object> outputs)
    {
        var parts = urn.Split("::", 4);
        var (types, name) = parts.Length == 4 ? (parts[2], parts[3]) : ("", "");
        var tags = outputs.TryGetValue(RecordedResource.Tags, out var value) ? value as IReadOnlyDictionary<string, object> : null;
        return new RecordedResource(types[(types.LastIndexOf('$') + 1)..], name, outputs
            .Select(output => KeyValuePair.Create(output.Key, TextOf(output.Value)))
            .Concat((tags ?? ImmutableDictionary<string, object>.Empty)
                .Select(tag => KeyValuePair.Create(RecordedResource.TagKey(tag.Key), TextOf(tag.Value))))
            .Concat(outputs.SelectMany(output => ItemsOf(output.Key, output.Value)))
            .Where(output => output.Value is not null)
            .ToImmutableDictionary(output => output.Key, output => output.Value!, StringComparer.Ordinal));
    }

    /// <summary>The values of the objects in a list, such as the entries of a prefix list.</summary>
    private static IEnumerable<KeyValuePair<string, string?>> ItemsOf(string property, object value) =>
        value is not IEnumerable<object> items
            ? []
            : items.SelectMany((item, i) => (item as IReadOnlyDictionary<string, object> ?? ImmutableDictionary<string, object>.Empty)
                .Select(inner => KeyValuePair.Create(RecordedResource.ItemKey(property, i, inner.Key), TextOf(inner.Value))));

    private static string? TextOf(object value) => value switch
    {
        string text => text,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };
}
