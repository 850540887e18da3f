namespace Starface.Drift.Reports;

/// <summary>A line of a file in the repository.</summary>
/// <param name="File">The path relative to the repository's root, with forward slashes.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1, or null where the whole line is meant.</param>
internal sealed record SourcePlace(string File, int Line, int? Column = null);
