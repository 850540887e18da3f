using System.Collections.Immutable;
using System.Text.Json;
using Starface.Cli.Commands;
using Starface.Cli.Hosting;
using Starface.Cli.Verbs.Drift;
using Starface.Drift.Reports;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;

namespace Starface.Cli.Verbs.Merge;

/// <summary>A report of <c>drift</c>.</summary>
internal sealed class MergedDrift : MergedReport
{
    private readonly DriftReport _report;
    private readonly ImmutableArray<DriftReportReader> _readers;

    private MergedDrift(DriftReport report, ImmutableArray<DriftReportReader> readers, ReportPart part)
        : base(part) => (_report, _readers) = (report, readers);

    /// <inheritdoc cref="MergedReport.Read"/>
    public static MergedDrift Read(JsonElement root, ReportPart part, ImmutableArray<CloudTarget> clouds)
    {
        var reader = new DriftReportReader(root, clouds);
        return new MergedDrift(reader.Read(), [reader], part);
    }

    /// <inheritdoc/>
    public override int Write(IReportFormat format, ReportPart? told, CommandContext context)
    {
        var root = Repository.RootOf(context.Environment);
        var files = _readers.SelectMany(reader => reader.Files).ToDictionary(StringComparer.Ordinal);
        var stacks = _readers
            .SelectMany(reader => reader.StackFiles)
            .DistinctBy(stack => stack.Key, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
        var places = new DriftPlaces(
            () => DriftCommand.Sources(root),
            instance => files[instance],
            stack => stacks[stack],
            _readers.Select(reader => reader.IgnoreFile).OfType<string>().FirstOrDefault());
        var report = _report with { IsPart = told is not null };
        format.Write(new FoundDrift(report, places, ProgramVersion.Text) { Part = told }, context.Output);
        DriftCommand.WriteErrors(report, format, context);
        return DriftCommand.ExitCodeOf(report);
    }

    /// <inheritdoc/>
    protected override MergedReport With(MergedReport other, ReportPart both)
    {
        var drift = (MergedDrift)other;
        return new MergedDrift(DriftMerge.Merge(_report, drift._report), _readers.AddRange(drift._readers), both);
    }
}
