using Starface.Cli.Screen;
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
            table.AddStyled(StyleOf(finding.Severity), RuleJson.SeverityText(finding.Severity), finding.Id, finding.Describe());
        table.Write(screen);
    }

    private static TextStyle StyleOf(Severity severity) => severity switch
    {
        Severity.Error => TextStyle.Error,
        Severity.Warning => TextStyle.Warning,
        _ => TextStyle.Muted,
    };
}
