namespace Starface.Drift.Reports;

/// <summary>A line of a file in the repository.</summary>
/// <param name="File">The path relative to the repository's root, with forward slashes.</param>
/// <param name="Line">The line, from 1.</param>
internal sealed record SourcePlace(string File, int Line);
