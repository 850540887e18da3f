namespace Starface.Drift.Reports;

/// <summary>A line of a file in the repository.</summary>
/// <param name="File">The path relative to the repository's root, with forward slashes.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1, or null where the whole line is meant.</param>
internal sealed record SourcePlace(string File, int Line, int? Column = null)
{
    /// <summary>The form that editors and pipelines make a link of: <c>src/Infra/Pulumi.demo-aws.yaml:4:1</c>.</summary>
    public string Describe() => Column is { } column
        ? FormattableString.Invariant($"{File}:{Line}:{column}")
        : FormattableString.Invariant($"{File}:{Line}");
}
