using Starface.Policy.Flows;

namespace Starface.Policy.Clouds;

/// <summary>The flows that pass a layer.</summary>
/// <param name="Possible">The flows that may pass. What is not among them is stopped for certain.</param>
/// <param name="Certain">The flows that pass for certain.</param>
internal readonly record struct LayerPassage(FlowSet Possible, FlowSet Certain)
{
    /// <summary>Every flow.</summary>
    public static FlowSet AllFlows { get; } = FlowSet.From(
        from direction in new[] { Direction.Inbound, Direction.Outbound }
        from family in new[] { AddressFamily.IPv4, AddressFamily.IPv6 }
        select new FlowRange(direction, ProtocolRange.All, AddressRange.Any(family)));

    /// <summary>Every flow passes for certain.</summary>
    public static LayerPassage Everything { get; } = new(AllFlows, AllFlows);

    /// <summary>Every flow may pass, and none is certain to.</summary>
    public static LayerPassage NotKnown { get; } = new(AllFlows, FlowSet.Empty);

    /// <summary>What passes this layer and another.</summary>
    public LayerPassage And(LayerPassage other)
    {
        var possible = Possible.Intersect(other.Possible);
        var isSame = ReferenceEquals(Possible, Certain) && ReferenceEquals(other.Possible, other.Certain);
        return new(possible, isSame ? possible : Certain.Intersect(other.Certain));
    }

    /// <summary>What passes either way.</summary>
    public LayerPassage Or(LayerPassage other)
    {
        var possible = Possible.Union(other.Possible);
        var isSame = ReferenceEquals(Possible, Certain) && ReferenceEquals(other.Possible, other.Certain);
        return new(possible, isSame ? possible : Certain.Union(other.Certain));
    }
}
