using System.Collections.Immutable;
using Starface.Drift.Reports;

namespace Starface.Drift.Tests;

/// <summary>A report with given items.</summary>
internal sealed class ManyItems(ImmutableArray<ReportItem> items) : Report("drift", "1")
{
    public override ReportOutcome Outcome => ReportOutcome.Failed;

    public override bool IsComplete => true;

    public override string Sums => "";

    public override ImmutableArray<ReportRule> Rules => [];

    public override ImmutableArray<ReportItem> Items => items;

    public override ImmutableArray<ReportCase> Cases => [];

    public override string PlaceOfMore => "";

    public override void WriteText(Output.OutputGate output) => throw new NotSupportedException();

    public override void WriteJson(Output.OutputGate output) => throw new NotSupportedException();
}
