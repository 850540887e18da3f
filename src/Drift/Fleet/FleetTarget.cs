using Starface.Policy.Clouds;

namespace Starface.Drift.Fleet;

/// <summary>An instance whose cloud is to be compared with its plan.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Region">AWS: its region, or null for the machine's own setting.</param>
internal sealed record FleetTarget(Plan Plan, string? Region)
{
    /// <summary>The stack it belongs to, by which it is brought up; its own name unless said otherwise.</summary>
    public string Stack { get; init; } = Plan.Name;
}
