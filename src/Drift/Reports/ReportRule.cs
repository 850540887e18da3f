using Starface.Policy;

namespace Starface.Drift.Reports;

/// <summary>A kind of items.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Description">A sentence on it, or null.</param>
/// <param name="Severity">The usual severity.</param>
internal sealed record ReportRule(string Id, string? Description, Severity Severity);
