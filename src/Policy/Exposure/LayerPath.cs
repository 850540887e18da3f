using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Flows;

namespace Starface.Policy.Exposure;

/// <summary>The layers between the network and one place of an interface, in the order of the way in.</summary>
/// <param name="layers">The layers.</param>
/// <param name="configuration">
/// The place of the interface, or null where it is not known, so that rules may restrict any local side.
/// </param>
internal sealed class LayerPath(ImmutableArray<Layer> layers, LiveIpConfiguration? configuration)
{
    /// <summary>The layers.</summary>
    public ImmutableArray<Layer> Layers => layers;

    /// <summary>
    /// The families of addresses that the interface has at its other places, so that their flows do not arrive at this one.
    /// </summary>
    public ImmutableArray<AddressFamily> FamiliesElsewhere { get; init; } = [];

    /// <summary>The place of the interface, or null where it is not known.</summary>
    public LiveIpConfiguration? Configuration => configuration;

    /// <summary>The rules that can decide.</summary>
    public IReadOnlyList<LiveRule> DecidingRules { get; } = [.. layers.SelectMany(layer => layer.DecidingRules)];

    /// <summary>The local ends that have to be told apart.</summary>
    public ImmutableArray<LocalEndpoint> Ends =>
        configuration is null ? LocalEndpoint.Every(DecidingRules) : LocalEndpoint.For(configuration, FamiliesElsewhere, DecidingRules);

    /// <summary>The local ends at which flows of a family arrive; none where they arrive at other places of the interface.</summary>
    public IEnumerable<LocalEndpoint> EndsFor(AddressFamily family) => Ends.Where(end => end.Family is not { } own || own == family);

    /// <summary>What passes all layers.</summary>
    /// <param name="members">Which names contain the remote address.</param>
    /// <param name="end">The local end.</param>
    /// <param name="rules">Selects the rules that can matter.</param>
    public LayerPassage Pass(MemberAssignment members, LocalEndpoint end, Func<FlowRange, bool> rules)
    {
        LayerPassage? rest = null;
        foreach (var layer in layers.Reverse())
        {
            if (layer.IsOpen) continue;
            var passage = layer.Pass(members, end, rules);
            rest = rest is { } behind ? passage.And(behind) : passage;
            if (layer.Deliver(members, end, rules) is { } delivered) rest = delivered.Or(rest.Value);
        }

        return rest ?? LayerPassage.Everything;
    }
}
