using Starface.Cli.Screen;
using Starface.Drift.Output;
using Starface.Policy;

namespace Starface.Cli.Verbs.Preview;

/// <summary>Problems as a table, the most severe first.</summary>
internal static class ProblemTable
{
    /// <summary>Writes the problems.</summary>
    public static void Write(IReadOnlyCollection<Problem> problems, TableScreen screen)
    {
        var table = new TextTable(new TextColumn("Severity"), new TextColumn("Finding"), new TextColumn("Message") { Narrowest = 20 });
        foreach (var problem in problems.OrderByDescending(problem => problem.Severity))
        {
            var style = SeverityStyle.For(problem.Severity);
            table.AddStyled(style, ProblemJson.SeverityText(problem.Severity), problem.Id, problem.Describe());
        }

        table.Write(screen);
    }
}
