using Starface.Policy.Clouds;

namespace Starface.Drift.Fleet;

/// <summary>An instance whose cloud is to be compared with its plan.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Region">Its region, or null where the cloud has none or the machine's own setting counts.</param>
internal sealed record FleetTarget(Plan Plan, string? Region);
