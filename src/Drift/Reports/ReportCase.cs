namespace Starface.Drift.Reports;

/// <summary>One thing that a command looked at, for formats that list what passed as well.</summary>
/// <param name="Group">What kind of thing it is, or what it belongs to.</param>
/// <param name="Name">Its name.</param>
/// <param name="Failure">What is wrong, or null when it passed.</param>
internal sealed record ReportCase(string Group, string Name, ReportCaseFailure? Failure);
