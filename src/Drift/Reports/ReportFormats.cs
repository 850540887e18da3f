using System.Collections.Immutable;

namespace Starface.Drift.Reports;

/// <summary>The formats in which commands write their reports. A new one is a class and a line here.</summary>
internal static class ReportFormats
{
    /// <summary>The formats, the usual one first.</summary>
    public static ImmutableArray<IReportFormat> All { get; } =
    [
        new TextFormat(),
        new JsonFormat(),
        new SarifFormat(),
        new JUnitFormat(),
        new GitHubFormat(),
        new AzureDevOpsFormat(),
        new GitLabFormat(),
    ];

    /// <summary>The name of the commands' own JSON.</summary>
    public static string Json { get; } = All.OfType<JsonFormat>().Single().Name;

    /// <summary>Their names.</summary>
    public static ImmutableArray<string> Names { get; } = [.. All.Select(format => format.Name)];

    /// <summary>The format of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static IReportFormat For(string name) =>
        All.FirstOrDefault(format => format.Name == name)
        ?? throw new ArgumentException($"Unknown format '{name}'; use {string.Join(", ", Names)}.", nameof(name));
}
