using System.Collections.Immutable;
using System.Text.Json;
using Starface.Cli.Commands;
using Starface.Cli.Hosting;
using Starface.Cli.Verbs.Preview;
using Starface.Drift.Output;
using Starface.Drift.Reports;
using Starface.Policy;

namespace Starface.Cli.Verbs.Merge;

/// <summary>The plans of <c>preview</c>.</summary>
internal sealed class MergedPreview : MergedReport
{
    private readonly ImmutableArray<JsonElement> _plans;
    private readonly ImmutableArray<Problem> _problems;
    private readonly ImmutableArray<JsonElement>? _cuts;

    private MergedPreview(
        ImmutableArray<JsonElement> plans, ImmutableArray<Problem> problems, ImmutableArray<JsonElement>? cuts, ReportPart part)
        : base(part) => (_plans, _problems, _cuts) = (plans, problems, cuts);

    /// <inheritdoc cref="MergedReport.Read"/>
    public static MergedPreview Read(JsonElement root, ReportPart part)
    {
        ImmutableArray<JsonElement> plans = [.. root.Items("stacks")];
        foreach (var plan in plans) _ = (plan.GetProperty(PreviewJson.Position).GetInt32(), HasErrors(plan));
        ImmutableArray<JsonElement>? cuts = root.TryGetProperty("neverCut", out var list) ? [.. list.EnumerateArray()] : null;
        foreach (var cut in cuts ?? []) _ = cut.Text("instance");
        return new MergedPreview(
            plans,
            [.. root.Items("problems").Select(ProblemJson.Read)],
            cuts,
            part);
    }

    /// <inheritdoc/>
    public override int Write(IReportFormat format, ReportPart? told, CommandContext context)
    {
        if (format.Name != ReportFormats.Json)
            throw new UsageException(UsageProblem.Option("The plans of 'preview' are merged as JSON alone", "add --format json"));
        var plans = _plans.OrderBy(plan => plan.GetProperty(PreviewJson.Position).GetInt32());
        context.Output.WriteJson(json =>
        {
            json.WriteStartObject();
            json.WriteObjects("stacks", plans, plan =>
            {
                foreach (var member in plan.EnumerateObject())
                {
                    if (told is not null || member.Name != PreviewJson.Position) member.WriteTo(json);
                }
            });
            json.WriteProblems("problems", _problems);
            if (_cuts is { } cuts)
            {
                json.WriteStartArray("neverCut");
                foreach (var cut in cuts.OrderBy(cut => cut.Text("instance"), StringComparer.Ordinal)) cut.WriteTo(json);
                json.WriteEndArray();
            }

            told?.Write(json);
            json.WriteEndObject();
        });
        context.Error.WriteProblems(_problems);
        return !_problems.IsEmpty ? ExitCode.Error : _plans.Any(HasErrors) ? ExitCode.Findings : ExitCode.Success;
    }

    /// <inheritdoc/>
    protected override MergedReport With(MergedReport other, ReportPart both)
    {
        var preview = (MergedPreview)other;
        if (_cuts is null != preview._cuts is null) throw new FormatException("One report was made with --against, and another without");
        return new MergedPreview(
            _plans.AddRange(preview._plans),
            [.. _problems.Concat(preview._problems).Distinct().Order(ProblemOrder.Instance)],
            _cuts?.AddRange(preview._cuts!.Value),
            both);
    }

    private static bool HasErrors(JsonElement plan) =>
        plan.Items("problems").Any(problem => ProblemJson.Read(problem).Severity == Severity.Error);
}
