using Starface.Policy.Flows;

namespace Starface.Policy.Comparison;

/// <summary>An entry of the ignore file: drift that an owner accepts until a day.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Expires">The last day it holds.</param>
internal sealed record IgnoreEntry(string Reason, string Owner, CalendarDate Expires) : Acceptance(Reason, Owner, Expires)
{
    /// <summary>The rule's id or name in the cloud, or null.</summary>
    public string? Rule { get; init; }

    /// <summary>
    /// The flows it was written for. A rule that permits more later is drift again, also where it keeps its name.
    /// </summary>
    public FlowSet Flows { get; init; } = FlowSet.Empty;

    /// <inheritdoc/>
    public override string Way => "fix the drift";

    /// <inheritdoc/>
    public override string Scope => Join(
        Instance is null ? null : $"instance {Instance}",
        Rule is null ? null : $"rule {Rule}",
        Flows.IsEmpty ? null : $"flow {string.Join("; ", Flows.Ranges())}");

    /// <summary>Whether its flows are all protocols and ports of everyone, so that it covers whatever is opened later as well.</summary>
    public bool IsForEverything => (
        from direction in new[] { Direction.Inbound, Direction.Outbound }
        from family in new[] { AddressFamily.IPv4, AddressFamily.IPv6 }
        select new FlowRange(direction, ProtocolRange.All, AddressRange.Any(family))).Any(Flows.Contains);
}
