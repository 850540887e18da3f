using Starface.Policy.Flows;

namespace Starface.Policy.Planning;

/// <summary>A rule in the group that it was recorded in.</summary>
/// <param name="Key">What identifies the rule in its instance: direction, protocol, ports and remote side, as in resource names.</param>
/// <param name="Name">Its resource's name without the instance's.</param>
/// <param name="Group">The number of its group, the first being 0.</param>
/// <param name="Direction">The direction.</param>
/// <param name="Family">The family it counts against, or null where it counts against both.</param>
/// <param name="Weight">The number of rules it counts as.</param>
internal sealed record RecordedRule(string Key, string Name, int Group, Direction Direction, AddressFamily? Family, int Weight)
{
    /// <summary>Its remote side as names write it, which is the last part of the key.</summary>
    public string? Remote { get; init; }

    /// <summary>Whether <see cref="Weight"/> is only a lower bound: the size of the prefix list is unknown.</summary>
    public bool IsWeightUnknown { get; init; }

    /// <summary>The flows that it permits. They are computed when they are enumerated.</summary>
    public IEnumerable<FlowRange> Ranges { get; init; } = [];
}
