namespace Starface.Policy.Flows;

/// <summary>Flows that are allowed and denied at once.</summary>
/// <param name="Flows">The flows.</param>
/// <param name="Allowed">The indexes of the items that allow any of them, ascending.</param>
/// <param name="Denied">The indexes of the items that deny any of them, ascending.</param>
public sealed record FlowConflicts(FlowSet Flows, IReadOnlyList<int> Allowed, IReadOnlyList<int> Denied);
