using System.Collections.Immutable;

namespace Starface.Drift.Reports;

/// <summary>Why a case did not pass.</summary>
/// <param name="IsError">Whether it could not be found out; otherwise something is wrong.</param>
/// <param name="Type">A word for what is wrong.</param>
/// <param name="Message">The first of what was found.</param>
/// <param name="Lines">All of it, one thing a line.</param>
internal sealed record ReportCaseFailure(bool IsError, string Type, string Message, ImmutableArray<string> Lines);
