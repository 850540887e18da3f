using System.Text.Json;
using Starface.Cli.Commands;
using Starface.Cli.Verbs.Check;
using Starface.Drift.Reports;

namespace Starface.Cli.Verbs.Merge;

/// <summary>A report of <c>check</c>.</summary>
internal sealed class MergedCheck : MergedReport
{
    private readonly CheckResult _result;

    private MergedCheck(CheckResult result, ReportPart part)
        : base(part) => _result = result;

    /// <inheritdoc cref="MergedReport.Read"/>
    public static MergedCheck Read(JsonElement root, ReportPart part) => new(CheckJson.Read(root, part), part);

    /// <inheritdoc/>
    public override int Write(IReportFormat format, ReportPart? told, CommandContext context)
    {
        var result = _result.As(told);
        CheckCommand.Write(format, result, context);
        return result.ExitCode;
    }

    /// <inheritdoc/>
    protected override MergedReport With(MergedReport other, ReportPart both) =>
        new MergedCheck(_result.With(((MergedCheck)other)._result), both);
}
