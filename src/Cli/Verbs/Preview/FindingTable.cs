using Starface.Cli.Screen;
using Starface.Drift.Output;
using Starface.Policy;

namespace Starface.Cli.Verbs.Preview;

/// <summary>Findings as a table, the gravest first.</summary>
internal static class FindingTable
{
    /// <summary>Writes the findings.</summary>
    public static void Write(IReadOnlyCollection<Problem> findings, TableScreen screen)
    {
        var table = new TextTable(new TextColumn("Severity"), new TextColumn("Finding"), new TextColumn("Message") { Narrowest = 20 });
        foreach (var finding in findings.OrderByDescending(finding => (int)finding.Severity))
            table.AddStyled(SeverityStyle.For(finding.Severity), ProblemJson.SeverityText(finding.Severity), finding.Id, finding.Describe());
        table.Write(screen);
    }
}
