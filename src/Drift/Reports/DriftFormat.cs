using System.Collections.Immutable;

namespace Starface.Drift.Reports;

/// <summary>The formats of a report.</summary>
internal static class DriftFormat
{
    /// <summary>Their names.</summary>
    public static ImmutableArray<string> Names { get; } = ["table", "json", "sarif", "junit", "github", "azure-devops", "gitlab"];
}
