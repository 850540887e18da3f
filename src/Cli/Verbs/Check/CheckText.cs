using System.Collections.Immutable;
using Starface.Cli.Screen;
using Starface.Drift.Output;
using Starface.Drift.Reports;
using Starface.Policy;
using Starface.Policy.Problems;
using Starface.Policy.Review;

namespace Starface.Cli.Verbs.Check;

/// <summary>The text of <c>check</c>.</summary>
internal static class CheckText
{
    private const string Indent = "  ";
    private const int MostNumbers = 3;

    /// <summary>Writes what was found.</summary>
    public static void Write(CheckResult result, TableScreen screen)
    {
        var told = result.Told.Where(item => item.Accepted is null);
        foreach (var same in told.GroupBy(item => (item.Severity, item.Rule, item.Problem.Text)))
        {
            var items = same.ToList();
            screen.Write(ProblemJson.SeverityText(same.Key.Severity), SeverityStyle.For(same.Key.Severity));
            screen.WriteLine($" {same.Key.Rule}  {items[0].Place?.Describe()}{More(items)}".TrimEnd());
            var message = items.Count == 1 ? items[0].Message : SafeText.From(same.Key.Text + ".");
            foreach (var line in TextWrap.Lines(message, screen.Width - Indent.Length)) screen.WriteLine(Indent + line);
            if (items.Count > 1) WriteOthers(items, screen);
            screen.EndLine();
        }

        if (!result.IsQuiet) WriteExposure(result.Exposure, screen);
        if (!result.IsQuiet) WriteScenarios(result.Scenarios ?? [], screen);
        var worst = told.Select(item => item.Severity).DefaultIfEmpty(Severity.Info).Max();
        screen.WriteLine(result.Sums() + ".", worst == Severity.Info ? TextStyle.Good : SeverityStyle.For(worst));
    }

    /// <summary>The places of a finding that repeats over a fleet.</summary>
    private static void WriteOthers(List<ReportItem> items, TableScreen screen)
    {
        var names = items
            .Select(item => item.Problem.Place?.Key ?? item.Instance ?? item.Place?.Describe() ?? "")
            .Where(name => name.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var text = $"For {RuleText.Few(names)}.";
        foreach (var line in TextWrap.Lines(text, screen.Width - Indent.Length)) screen.WriteLine(Indent + line);
    }

    private static string More(List<ReportItem> items) =>
        items.Count == 1 ? "" : FormattableString.Invariant($" and {items.Count - 1} more");

    /// <summary>The largest numbers of each service, with the instances that have them.</summary>
    private static void WriteExposure(ImmutableArray<InstanceReach> exposure, TableScreen screen)
    {
        exposure = [.. exposure.Where(reach => reach.Reach != PublicReach.None)];
        if (exposure.IsEmpty) return;
        var table = new TextTable(
            new TextColumn("Sensitive service"),
            new TextColumn("Public addresses that reach it"),
            new TextColumn("Instances") { Narrowest = 20 });
        foreach (var service in exposure
            .GroupBy(reach => reach.Service, StringComparer.Ordinal)
            .OrderByDescending(named => named.Max(reach => reach.Reach))
            .ThenBy(named => named.Key, StringComparer.Ordinal))
        {
            var numbers = service
                .GroupBy(reach => reach.Reach)
                .OrderByDescending(same => same.Key)
                .ToList();
            foreach (var same in numbers.Take(MostNumbers))
                table.Add(service.Key, same.Key.Describe(), RuleText.Few([.. same.Select(reach => reach.Instance)]));
            if (numbers.Count > MostNumbers)
            {
                var count = numbers.Skip(MostNumbers).Sum(same => same.Count());
                table.Add(service.Key, "fewer", FormattableString.Invariant($"{count} {(count == 1 ? "other" : "others")}"));
            }
        }

        table.Write(screen);
        screen.EndLine();
    }

    /// <summary>Each scenario with the ways in which it ends, and the instances of each.</summary>
    private static void WriteScenarios(ImmutableArray<InstanceScenario> scenarios, TableScreen screen)
    {
        if (scenarios.IsEmpty) return;
        var table = new TextTable(
            new TextColumn("Scenario"),
            new TextColumn("Result"),
            new TextColumn("What people see, or why") { Narrowest = 20 },
            new TextColumn("Instances") { Narrowest = 20 });
        foreach (var scenario in scenarios
            .GroupBy(of => of.Scenario.Id, StringComparer.Ordinal)
            .OrderBy(of => of.Key, StringComparer.Ordinal))
        {
            foreach (var same in scenario.GroupBy(of => (of.Scenario.Outcome, of.Scenario.Notes)))
                table.Add(scenario.Key, same.Key.Outcome, same.Key.Notes, RuleText.Few([.. same.Select(of => of.Instance)]));
        }

        table.Write(screen);
        screen.EndLine();
    }
}
