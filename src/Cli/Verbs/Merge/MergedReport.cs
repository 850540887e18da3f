using System.Collections.Immutable;
using System.Text.Json;
using Starface.Cli.Commands;
using Starface.Drift.Reports;
using Starface.Policy.Clouds;

namespace Starface.Cli.Verbs.Merge;

/// <summary>A report about some parts of a fleet.</summary>
/// <param name="part">The parts.</param>
internal abstract class MergedReport(ReportPart part)
{
    /// <summary>The parts.</summary>
    public ReportPart Part { get; } = part;

    /// <summary>Reads a report of any of the commands whose reports can be merged.</summary>
    /// <param name="root">The document.</param>
    /// <param name="clouds">The clouds there are.</param>
    /// <exception cref="FormatException">The document is not a report.</exception>
    /// <exception cref="KeyNotFoundException">A member is missing.</exception>
    /// <exception cref="InvalidOperationException">A member has a value of another kind.</exception>
    public static MergedReport Read(JsonElement root, ImmutableArray<CloudTarget> clouds)
    {
        var part = ReportPart.Read(root) ?? throw new FormatException("It is about a whole fleet");
        return root.TryGetProperty("unreadStacks", out _) ? MergedDrift.Read(root, part, clouds)
            : root.TryGetProperty("infos", out _) ? MergedCheck.Read(root, part)
            : MergedPreview.Read(root, part);
    }

    /// <summary>The report about these parts and others.</summary>
    /// <param name="other">The report about the others.</param>
    /// <exception cref="FormatException">They do not belong together.</exception>
    public MergedReport With(MergedReport other) => GetType() == other.GetType()
        ? With(other, Part.With(other.Part))
        : throw new FormatException("The reports are of different commands");

    /// <summary>Writes the report.</summary>
    /// <param name="format">The format.</param>
    /// <param name="told">The parts as the report is to name them; null where it is the whole.</param>
    /// <param name="context">What the command works with.</param>
    /// <returns>The exit code of the whole.</returns>
    public abstract int Write(IReportFormat format, ReportPart? told, CommandContext context);

    /// <summary>The report about these parts and others of the same command.</summary>
    protected abstract MergedReport With(MergedReport other, ReportPart both);
}
